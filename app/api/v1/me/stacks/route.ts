import { tokenRoute } from "@/lib/api";
import { emptySchema } from "@/lib/members/schema";
import { withPage } from "@/lib/openapi/answers/rules";
import { listOwnStacks } from "@/lib/stacks/forms/queries";

/** The stacks of whose token it is, unlisted ones too. */
export const GET = tokenRoute(emptySchema, "stacks:read", async ({ viewer }) => {
  const stacks = await listOwnStacks(viewer.id);
  return { body: { stacks: stacks.map(withPage) } };
});
