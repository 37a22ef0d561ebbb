import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { undoMergeSchema } from "@/lib/merges/schema";
import { undoStatementMerge } from "@/lib/merges/statements/mutations";
import { tagsOfStatements } from "@/lib/tags";

/** An editor takes back a merge of statements. */
export const POST = editorRoute(undoMergeSchema, "edit", async ({ input: { revision }, viewer }) => {
  const merged = await undoStatementMerge(db(), { revision, author: { id: viewer.id, name: viewer.handle } });
  return {
    ...tagsOfStatements([merged.toolSlug], merged.authors),
    goTo: `/admin/tools/${merged.toolSlug}/statements?done=undone`,
    body: { tool: merged.toolSlug },
  };
});
