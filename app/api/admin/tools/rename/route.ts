import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { tagsOfMerge } from "@/lib/tags";
import { renameTool } from "@/lib/tools/addresses/mutations";
import { renameToolSchema } from "@/lib/tools/addresses/schema";

/** An editor gives a tool another slug. */
export const POST = editorRoute(renameToolSchema, "edit", async ({ input: { tool: slug, to, reason }, viewer }) => {
  const moved = await renameTool(db(), { slug, to, reason, author: authorOf(viewer) });
  return {
    tags: moved.tools.length > 0 ? tagsOfMerge(moved) : [],
    goTo: `/admin/tools/${moved.to}/address?done=renamed`,
    body: { slug: moved.to },
  };
});
