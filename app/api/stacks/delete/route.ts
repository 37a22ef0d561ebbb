import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { authorOf, isEditor } from "@/lib/members/rules";
import { stackSlugFormSchema } from "@/lib/stacks/forms/schema";
import { deleteStack, removeStack } from "@/lib/stacks/mutations";
import { tags } from "@/lib/tags";

/** Deletes one's own stack; an editor takes somebody else's off the site. */
export const POST = memberRoute(stackSlugFormSchema, "stack", async ({ input: { slug }, viewer }) => {
  const { touched, owner } = await deleteStack(db(), { memberId: viewer.id, slug }).catch((error: unknown) => {
    const isOthers = error instanceof DomainError && (error.code === "forbidden" || error.code === "missing");
    if (isOthers && isEditor(viewer)) return removeStack(db(), { slug, editor: authorOf(viewer) });
    throw error;
  });
  const changed = [
    tags.stack(slug),
    tags.stackList,
    ...(owner ? [tags.member(owner)] : []),
    ...touched.map(tags.stacksOf),
  ];
  return { tags: changed, goTo: "/share?done=deleted", body: { slug } };
});
