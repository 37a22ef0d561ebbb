import { memberRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { discardDraft } from "@/lib/edits/mutations";
import { takeStackupForm } from "@/lib/stackups/documents/forms/mutations";
import { getFormTarget } from "@/lib/stackups/documents/forms/queries";
import { answerKept, stackupFormPath } from "@/lib/stackups/documents/forms/rules";
import { STACKUP_FORM_MAX, stackupFormSchema } from "@/lib/stackups/documents/forms/schema";
import { suggestEdit } from "@/lib/suggestions/mutations";

/** The same form for members: what they write waits for an editor. Buttons and drafts are as in the editors' form. */
export const POST = memberRoute(
  stackupFormSchema,
  "edit",
  async ({ input, viewer, request }) => {
    const target = await getFormTarget(input.pair, input.do);
    const path = stackupFormPath(target.slug, { mode: "suggest", suggestion: 0 });
    const taken = await takeStackupForm(db(), { ...input, ...target, suggestion: 0, memberId: viewer.id });
    if (!taken.ready) return answerKept(taken, path, wantsJson(request));
    const { document, reason } = taken.ready;
    const id = await suggestEdit(db(), {
      memberId: viewer.id,
      subject: "stackup",
      key: target.slug,
      base: input.base,
      content: document,
      reason,
    });
    await discardDraft(db(), taken.draft);
    return { goTo: "/suggestions", body: { id } };
  },
  { maxBody: STACKUP_FORM_MAX },
);
