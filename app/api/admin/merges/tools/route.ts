import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { mergeTools } from "@/lib/merges/mutations";
import { mergeToolsSchema } from "@/lib/merges/schema";
import { tagsOfMerge } from "@/lib/tags";

/** An editor makes one tool of two. */
export const POST = editorRoute(mergeToolsSchema, "edit", async ({ input, viewer }) => {
  const merged = await mergeTools(db(), { ...input, author: authorOf(viewer) });
  return {
    tags: tagsOfMerge(merged),
    goTo: `/admin/tools/${merged.winner}/merge?done=merged`,
    body: { winner: merged.winner, goTo: `/admin/tools/${merged.winner}/merge?done=merged` },
  };
});
