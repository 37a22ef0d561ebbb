import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { discardDraft } from "@/lib/edits/mutations";
import { DomainError } from "@/lib/errors";
import { takeStackupForm } from "@/lib/stackups/documents/forms/mutations";
import { STACKUP_FORM_MAX, stackupFormSchema } from "@/lib/stackups/documents/forms/schema";
import { saveStackup } from "@/lib/stackups/documents/mutations";
import { getCompared } from "@/lib/stackups/documents/queries";
import { typedFromComputed } from "@/lib/stackups/documents/rules";
import { computeDifferences } from "@/lib/stackups/rules";
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
    const compared = await getCompared(input.pair);
    if (!compared) throw new DomainError("missing", "There is no such stackup.");
    const { slug, tools } = compared;
    const form = input.suggestion > 0 ? `?suggestion=${input.suggestion}` : "";
    const path = `/admin/stackups/${slug}/edit${form}`;
    const computed = input.do === "copy" ? typedFromComputed(computeDifferences(tools), tools.length) : null;
    const slugs = tools.map((tool) => tool.slug);
    const sent = { ...input, memberId: viewer.id, slug, tools: slugs, computed };
    const taken = await takeStackupForm(db(), sent);
    const isScript = (request.headers.get("accept") ?? "").includes("application/json");
    if (!taken.ready) {
      if (isScript && Object.keys(taken.faults).length > 0)
        throw new DomainError("invalid", "Something in the form is not right.", taken.faults);
      return { goTo: `${path}${taken.place}`, body: { savedAt: taken.savedAt } };
    }
    const author = { id: viewer.id, name: viewer.handle };
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
