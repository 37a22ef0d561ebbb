import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { addPackage, removePackage } from "@/lib/stacks/packages/mutations";
import { packageChangeSchema } from "@/lib/stacks/packages/schema";
import { tags } from "@/lib/tags";

/** An editor says that a package stands for a tool of this site, or takes that back. */
export const POST = editorRoute(packageChangeSchema, "edit", async ({ input, viewer }) => {
  const editor = authorOf(viewer);
  if (input.do === "add") {
    const { ecosystem, name, tool } = input;
    await addPackage(db(), { ecosystem, name, named: tool, editor });
  } else await removePackage(db(), { packageId: input.package, editor });
  return { tags: [tags.packages], goTo: `/admin/pending?done=package-${input.do}#packages`, body: { done: input.do } };
});
