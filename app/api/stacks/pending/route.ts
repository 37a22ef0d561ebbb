import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { mapPending, refusePending } from "@/lib/stacks/pending/mutations";
import { pendingDecisionSchema } from "@/lib/stacks/pending/schema";
import { tags } from "@/lib/tags";

/** An editor says which tool a name in stacks is, or that it is none. */
export const POST = editorRoute(pendingDecisionSchema, "edit", async ({ input, viewer }) => {
  const editor = authorOf(viewer);
  const pendingId = input.pending;
  const { stacks, tool, touched } =
    input.decision === "map"
      ? await mapPending(db(), { pendingId, named: input.tool, editor })
      : await refusePending(db(), { pendingId, editor });
  const changed = tool ? [tags.stackList, ...stacks.map(tags.stack), ...touched.map(tags.stacksOf)] : [];
  return { tags: changed, goTo: `/admin/pending?done=${input.decision}`, body: { tool } };
});
