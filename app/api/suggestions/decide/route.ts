import { editorRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { authorOf } from "@/lib/members/rules";
import { approveSuggestion, declineSuggestion } from "@/lib/suggestions/mutations";
import { getWaitingSuggestion } from "@/lib/suggestions/queries";
import { suggestionFormPath } from "@/lib/suggestions/rules";
import { decisionSchema } from "@/lib/suggestions/schema";
import { tagsOfSavedStackup, tagsOfSavedTool } from "@/lib/tags";

/**
 * An editor takes a suggestion as it is, or declines it with a note that its member sees. Where somebody changed the same parts
 * meanwhile, a form leads to both versions side by side.
 */
export const POST = editorRoute(decisionSchema, "edit", async ({ input, viewer, request }) => {
  const { suggestion: id, decision, answer } = input;
  const goTo = `/admin/suggestions?done=${decision}`;
  if (decision === "decline") {
    await declineSuggestion(db(), { id, editorId: viewer.id, answer });
    return { goTo, body: { decision } };
  }
  try {
    const approved = await approveSuggestion(db(), { id, editor: authorOf(viewer) });
    const tags = approved.subject === "tool" ? tagsOfSavedTool(approved.saved) : tagsOfSavedStackup(approved.saved);
    return { tags, goTo, body: { decision, ...approved.saved } };
  } catch (error) {
    const isScript = wantsJson(request);
    const isLate = error instanceof DomainError && error.code === "conflict";
    const waiting = isLate && !isScript ? await getWaitingSuggestion(id) : null;
    if (!waiting) throw error;
    return { goTo: suggestionFormPath({ id, subject: waiting.subject, key: waiting.subjectKey }) };
  }
});
