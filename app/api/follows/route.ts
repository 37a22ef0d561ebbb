import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { setFollow } from "@/lib/follows/mutations";
import { followSchema } from "@/lib/follows/schema";
import { tags } from "@/lib/tags";

/**
 * Follows a tool, or no longer. A stored page cannot show a form's sender what came of it, so a form that follows leads to
 * /following, which can.
 */
export const POST = memberRoute(followSchema, "vote", async ({ input, viewer }) => {
  const follows = input.want === "follow";
  const followers = await setFollow(db(), { memberId: viewer.id, toolSlug: input.tool, follows });
  return {
    tags: [tags.tool(input.tool), tags.member(viewer.handle)],
    body: { followers, follows },
    ...(follows ? { goTo: `/following?followed=${input.tool}` } : {}),
  };
});
