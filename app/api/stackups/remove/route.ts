import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { removeStackup } from "@/lib/stackups/documents/mutations";
import { stackupRemovalSchema } from "@/lib/stackups/documents/schema";
import { tagsOfSavedStackup } from "@/lib/tags";

/** Takes the written differences of a stackup off the site, or brings them back. Its page shows computed ones meanwhile. */
export const POST = editorRoute(stackupRemovalSchema, "edit", async ({ input, viewer }) => {
  const { pair: slug, base, reason, do: wish } = input;
  const author = authorOf(viewer);
  const saved = await removeStackup(db(), { slug, base, isRemoved: wish === "remove", author, reason });
  return { tags: tagsOfSavedStackup(saved), goTo: `/stackups/${slug}/history`, body: saved };
});
