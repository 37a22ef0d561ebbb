import { accountRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { endSessions } from "@/lib/members/mutations";
import { emptySchema } from "@/lib/members/schema";
import { signOut } from "@/lib/session";

/** Ends every session of the member, this one included. */
export const POST = accountRoute(emptySchema, "vote", async ({ viewer, request }) => {
  const headers = await signOut(request.headers);
  const ended = await endSessions(db(), viewer.id);
  const goTo = "/sign-in?done=everywhere";
  return { goTo, body: { goTo, ended: ended + 1 }, headers };
});
