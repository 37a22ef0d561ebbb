import { visitorRoute } from "@/lib/action";
import { emptySchema } from "@/lib/members/schema";
import { signOut } from "@/lib/session";

/** Ends this session. Its limit is the widest one: nobody may be kept from signing out by what they did before. */
export const POST = visitorRoute(emptySchema, "vote", async ({ request }) => {
  return { headers: await signOut(request.headers), body: { goTo: "/" } };
});
