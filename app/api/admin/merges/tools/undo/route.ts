import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { undoToolMerge } from "@/lib/merges/mutations";
import { undoMergeSchema } from "@/lib/merges/schema";
import { tagsOfMerge } from "@/lib/tags";

/** An editor takes back a merge of tools. */
export const POST = editorRoute(undoMergeSchema, "edit", async ({ input: { revision }, viewer }) => {
  const merged = await undoToolMerge(db(), { revision, author: authorOf(viewer) });
  return {
    tags: tagsOfMerge(merged),
    goTo: `/admin/tools/${merged.winner}/merge?done=undone`,
    body: { winner: merged.winner, loser: merged.loser },
  };
});
