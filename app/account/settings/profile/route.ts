import { accountRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { changeProfile } from "@/lib/members/mutations";
import { profileSchema } from "@/lib/members/schema";
import { tags } from "@/lib/tags";

/** Another name on the profile. */
export const POST = accountRoute(profileSchema, "account", async ({ input, viewer }) => {
  await changeProfile(db(), viewer.id, input);
  const goTo = "/settings?done=profile";
  return { goTo, body: { goTo }, tags: [tags.member(viewer.handle)] };
});
