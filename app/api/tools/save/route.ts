import { editorRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { discardDraft, keepDraft } from "@/lib/edits/mutations";
import { DomainError } from "@/lib/errors";
import { findIcon } from "@/lib/logos/queries";
import { authorOf } from "@/lib/members/rules";
import { approveSuggestion } from "@/lib/suggestions/mutations";
import { tagsOfSavedTool } from "@/lib/tags";
import { createTool, saveTool } from "@/lib/tools/documents/saving/mutations";
import type { ToolDocument } from "@/lib/tools/documents/schema";
import { readToolForm } from "@/lib/tools/forms/mutations";
import { draftKey, formPath } from "@/lib/tools/forms/rules";
import { TOOL_FORM_MAX, type ToolForm, toolFormSchema } from "@/lib/tools/forms/schema";

const hasIcon = async (set: string, icon: string) => (await findIcon(set, icon)) !== null;

type Editor = { id: string; name: string };

async function save(form: ToolForm, document: ToolDocument, reason: string, author: Editor) {
  if (form.suggestion > 0) {
    const changed = { content: document, base: form.base, reason };
    const approved = await approveSuggestion(db(), { id: form.suggestion, editor: author, changed });
    if (approved.subject !== "tool") throw new DomainError("invalid", "This suggestion is not about a tool.");
    return approved.saved;
  }
  if (form.tool === "") return createTool(db(), { document, author, reason });
  return saveTool(db(), { document, base: form.base, author, reason });
}

/**
 * Saves a tool, adds one, or approves a suggestion that was changed. A form that is not right, or that another editor was faster than,
 * is kept as a draft, and its page says what is wrong or shows both versions; a script gets 400 or 409 and the fields.
 */
export const POST = editorRoute(
  toolFormSchema,
  "edit",
  async ({ input, viewer, request }) => {
    const place = { memberId: viewer.id, subject: "tool" as const, subjectKey: draftKey(input) };
    const { typed, document, reason, faults } = await readToolForm(db(), input, hasIcon);
    const keep = (found: Record<string, string>) =>
      keepDraft(db(), place, { base: input.base, content: { typed, reason: input.reason, faults: found } });
    const isScript = wantsJson(request);
    if (!document) {
      await keep(faults);
      if (!isScript) return { goTo: `${formPath(input)}#faults` };
      throw new DomainError("invalid", "Something in the form is not right.", faults);
    }
    try {
      const saved = await save(input, document, reason, authorOf(viewer));
      await discardDraft(db(), place);
      return { tags: tagsOfSavedTool(saved), goTo: `/tools/${saved.slug}`, body: saved };
    } catch (error) {
      if (!(error instanceof DomainError) || (error.code !== "conflict" && error.code !== "invalid")) throw error;
      await keep(error.code === "invalid" ? error.fields : {});
      if (isScript) throw error;
      return { goTo: `${formPath(input)}#faults` };
    }
  },
  { maxBody: TOOL_FORM_MAX, takesFiles: true },
);
