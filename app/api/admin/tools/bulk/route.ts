import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { tags, tagsOfRemoval } from "@/lib/tags";
import { moveTools, setRemoved } from "@/lib/tools/addresses/mutations";
import { bulkSchema } from "@/lib/tools/addresses/schema";

/** An editor takes several tools off the site, brings them back or moves them to another function. */
export const POST = editorRoute(bulkSchema, "edit", async ({ input, viewer }) => {
  const { action, tools: slugs, to, reason, back } = input;
  const bulk = { slugs, reason, author: authorOf(viewer) };
  const goTo = (count: number) => `${back}${back.includes("?") ? "&" : "?"}done=${action}&count=${count}`;
  if (action === "move") {
    const moved = await moveTools(db(), { ...bulk, to });
    return {
      tags: moved.length > 0 ? [...moved.map(tags.tool), tags.toolList, tags.categories] : [],
      goTo: goTo(moved.length),
      body: { tools: moved },
    };
  }
  const changed = await setRemoved(db(), { ...bulk, isRemoved: action === "remove" });
  return {
    tags: changed.tools.length > 0 ? tagsOfRemoval(changed) : [],
    goTo: goTo(changed.tools.length),
    body: { tools: changed.tools },
  };
});
