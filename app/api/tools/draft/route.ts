import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { discardDraft, keepDraft } from "@/lib/edits/mutations";
import { changeRows } from "@/lib/edits/rules";
import { rowCommandSchema } from "@/lib/edits/schema";
import { draftKey, emptyRow, formPath } from "@/lib/tools/forms/rules";
import { TOOL_FORM_MAX, toolFormSchema } from "@/lib/tools/forms/schema";

/**
 * Keeps what was typed into the form of a tool as a draft of the member's, which changes nothing that others see; with a row added,
 * removed or moved when a button of a page without JavaScript asks for it; or discards it.
 */
export const POST = memberRoute(
  toolFormSchema,
  "edit",
  async ({ input, viewer }) => {
    const place = { memberId: viewer.id, subject: "tool" as const, subjectKey: draftKey(input) };
    if (input.do === "discard") {
      await discardDraft(db(), place);
      return { goTo: formPath(input), body: {} };
    }
    const command = rowCommandSchema.safeParse(input.do).data;
    const typed = command ? changeRows(input.typed, command, emptyRow(command.list)) : input.typed;
    const content = { typed, reason: input.reason, faults: {} };
    const savedAt = await keepDraft(db(), place, { base: input.base, content });
    const part = command ? `#${command.list.join("-")}` : "#preview";
    return { goTo: `${formPath(input)}${part}`, body: { savedAt } };
  },
  { maxBody: TOOL_FORM_MAX, takesFiles: true },
);
