import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { tagsOfSavedTool } from "@/lib/tags";
import { restoreTool } from "@/lib/tools/documents/saving/mutations";
import { restoreSchema } from "@/lib/tools/forms/schema";

/** Makes a tool stand as it did in an earlier revision; what comes of it is a new one. */
export const POST = editorRoute(restoreSchema, "edit", async ({ input, viewer }) => {
  const author = authorOf(viewer);
  const saved = await restoreTool(db(), { slug: input.tool, number: input.number, base: input.base, author });
  return {
    tags: tagsOfSavedTool(saved),
    goTo: `/admin/tools/${saved.slug}/history?restored=${input.number}`,
    body: saved,
  };
});
