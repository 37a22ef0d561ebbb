import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { visibilityFormSchema } from "@/lib/stacks/forms/schema";
import { setVisibility } from "@/lib/stacks/mutations";
import { tagsOfSharedStack } from "@/lib/tags";

/** Shows one's own stack to everybody, or to those alone who know its address. */
export const POST = memberRoute(visibilityFormSchema, "stack", async ({ input: { slug, visibility }, viewer }) => {
  const { touched } = await setVisibility(db(), { memberId: viewer.id, slug, visibility });
  const changed = tagsOfSharedStack(slug, viewer.handle, touched);
  return { tags: changed, goTo: `/stacks/${slug}/edit?done=${visibility}`, body: { slug, visibility } };
});
