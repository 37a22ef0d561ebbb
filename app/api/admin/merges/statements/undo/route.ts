import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { undoMergeSchema } from "@/lib/merges/schema";
import { undoStatementMerge } from "@/lib/merges/statements/mutations";
import { tagsOfStatements } from "@/lib/tags";

/** An editor takes back a merge of statements. */
export const POST = editorRoute(undoMergeSchema, "edit", async ({ input: { revision }, viewer }) => {
  const merged = await undoStatementMerge(db(), { revision, author: authorOf(viewer) });
  return {
    tags: tagsOfStatements([merged.toolSlug], merged.authors),
    goTo: `/admin/tools/${merged.toolSlug}/statements?done=undone`,
    body: { tool: merged.toolSlug },
  };
});
