import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { approveSuggestion, declineSuggestion } from "@/lib/suggestions/mutations";
import { decisionSchema } from "@/lib/suggestions/schema";
import { tagsOfSavedStackup, tagsOfSavedTool } from "@/lib/tags";

/** An editor takes a suggestion as it is, or declines it with a note that its member sees. */
export const POST = editorRoute(decisionSchema, "edit", async ({ input, viewer }) => {
  const { suggestion: id, decision, answer } = input;
  const goTo = `/admin/suggestions?done=${decision}`;
  if (decision === "decline") {
    await declineSuggestion(db(), { id, editorId: viewer.id, answer });
    return { goTo, body: { decision } };
  }
  const approved = await approveSuggestion(db(), { id, editor: { id: viewer.id, name: viewer.handle } });
  const tags = approved.subject === "tool" ? tagsOfSavedTool(approved.saved) : tagsOfSavedStackup(approved.saved);
  return { tags, goTo, body: { decision, ...approved.saved } };
});
