import { z } from "zod";
import { editorRoute } from "@/lib/action";
import { changeCategory } from "@/lib/categories/mutations";
import { categoryChangeSchema } from "@/lib/categories/schema";
import { db } from "@/lib/db";
import { reasonSchema } from "@/lib/edits/schema";
import { authorOf } from "@/lib/members/rules";
import { tagsOfChangedCategory } from "@/lib/tags";

const changeFormSchema = z.intersection(categoryChangeSchema, z.object({ reason: reasonSchema }));

/** A change of the category tree, after its editor saw which tools move. */
export const POST = editorRoute(changeFormSchema, "edit", async ({ input, viewer }) => {
  const { reason, ...change } = input;
  const changed = await changeCategory(db(), change, { author: authorOf(viewer), reason });
  return { tags: tagsOfChangedCategory(changed), goTo: `/admin/categories?done=${change.do}`, body: changed };
});
