import { accountRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { changeProfile } from "@/lib/members/mutations";
import { noticesSchema } from "@/lib/members/schema";
import { tags } from "@/lib/tags";

/** Which mail the member wants, and whether the profile lists their votes. */
export const POST = accountRoute(noticesSchema, "account", async ({ input, viewer }) => {
  await changeProfile(db(), viewer.id, input);
  const goTo = "/settings?done=notices";
  return { goTo, body: { goTo }, tags: [tags.member(viewer.handle)] };
});
