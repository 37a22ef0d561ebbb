import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { approveSuggestion, declineSuggestion } from "@/lib/suggestions/mutations";
import { decisionSchema } from "@/lib/suggestions/schema";
import { tagsOfSavedTool } from "@/lib/tags";

/** An editor takes a suggestion as it is, or declines it with a note that its member sees. */
export const POST = editorRoute(decisionSchema, "edit", async ({ input, viewer }) => {
  const { suggestion: id, decision, answer } = input;
  const goTo = `/admin/suggestions?done=${decision}`;
  if (decision === "decline") {
    await declineSuggestion(db(), { id, editorId: viewer.id, answer });
    return { goTo, body: { decision } };
  }
  const { saved } = await approveSuggestion(db(), { id, editor: { id: viewer.id, name: viewer.handle } });
  return { tags: tagsOfSavedTool(saved), goTo, body: { decision, ...saved } };
});
