import { memberRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { discardDraft, keepDraft } from "@/lib/edits/mutations";
import { DomainError } from "@/lib/errors";
import { findIcon } from "@/lib/logos/queries";
import { suggestEdit } from "@/lib/suggestions/mutations";
import { readToolForm } from "@/lib/tools/forms/mutations";
import { draftKey, formPath } from "@/lib/tools/forms/rules";
import { TOOL_FORM_MAX, toolFormSchema } from "@/lib/tools/forms/schema";

const hasIcon = async (set: string, icon: string) => (await findIcon(set, icon)) !== null;

/** Puts a member's edit of a tool into the editors' queue. A form that is not right is kept as a draft, and its page says what is wrong. */
export const POST = memberRoute(
  toolFormSchema,
  "edit",
  async ({ input, viewer, request }) => {
    const form = { ...input, mode: "suggest" as const, suggestion: 0 };
    const place = { memberId: viewer.id, subject: "tool" as const, subjectKey: draftKey(form) };
    const { typed, document, reason, faults } = await readToolForm(db(), form, hasIcon);
    if (!document) {
      await keepDraft(db(), place, { base: form.base, content: { typed, reason: form.reason, faults } });
      const isScript = wantsJson(request);
      if (!isScript) return { goTo: `${formPath(form)}#faults` };
      throw new DomainError("invalid", "Something in the form is not right.", faults);
    }
    const suggestion = {
      memberId: viewer.id,
      subject: "tool" as const,
      key: form.tool,
      base: form.base,
      content: document,
      reason,
    };
    const id = await suggestEdit(db(), suggestion);
    await discardDraft(db(), place);
    return { goTo: "/suggestions", body: { id }, status: 201 };
  },
  { maxBody: TOOL_FORM_MAX, takesFiles: true },
);
