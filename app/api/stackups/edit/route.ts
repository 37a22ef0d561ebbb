import { editorRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { discardDraft } from "@/lib/edits/mutations";
import { DomainError } from "@/lib/errors";
import { authorOf } from "@/lib/members/rules";
import { takeStackupForm } from "@/lib/stackups/documents/forms/mutations";
import { getFormTarget } from "@/lib/stackups/documents/forms/queries";
import { answerKept, stackupFormPath } from "@/lib/stackups/documents/forms/rules";
import { STACKUP_FORM_MAX, stackupFormSchema } from "@/lib/stackups/documents/forms/schema";
import { saveStackup } from "@/lib/stackups/documents/mutations";
import { approveSuggestion } from "@/lib/suggestions/mutations";
import { tagsOfSavedStackup } from "@/lib/tags";

/**
 * The form in which editors write the differences of a stackup: saves them (or approves the suggestion that was changed), or keeps what
 * was typed as the editor's draft, changed as its button asks. A form that is not right, or that another editor was faster than, is
 * kept as well, and its page says what is wrong or shows both versions; a script gets 400 or 409 and the fields.
 */
export const POST = editorRoute(
  stackupFormSchema,
  "edit",
  async ({ input, viewer, request }) => {
    const target = await getFormTarget(input.pair, input.do);
    const { slug } = target;
    const path = stackupFormPath(slug, { mode: "edit", suggestion: input.suggestion });
    const taken = await takeStackupForm(db(), { ...input, ...target, memberId: viewer.id });
    const isScript = wantsJson(request);
    if (!taken.ready) return answerKept(taken, path, isScript);
    const author = authorOf(viewer);
    const { document, reason } = taken.ready;
    const { base, suggestion } = input;
    try {
      let saved: { slug: string; isChanged: boolean };
      if (suggestion > 0) {
        const changed = { content: document, base, reason };
        await approveSuggestion(db(), { id: suggestion, editor: author, changed });
        saved = { slug, isChanged: true };
      } else saved = await saveStackup(db(), { document, base, author, reason });
      await discardDraft(db(), taken.draft);
      return { tags: tagsOfSavedStackup(saved), goTo: `/stackups/${slug}#differences`, body: saved };
    } catch (error) {
      if (isScript || !(error instanceof DomainError) || error.code !== "conflict") throw error;
      return { goTo: path };
    }
  },
  { maxBody: STACKUP_FORM_MAX },
);
