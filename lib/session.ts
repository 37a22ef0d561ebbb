import "server-only";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";
import type { Viewer } from "@/lib/members/schema";

/** The cookie that tells the browser's script that somebody is signed in; it holds no secret and proves nothing. */
export const SIGN_IN_HINT = "sidestack_signed_in";

/** Who sent a request; null when nobody is signed in or the session has ended. Role and ban are read anew each time. */
export async function getViewer(headers: Headers): Promise<Viewer | null> {
  const session = await auth().api.getSession({ headers });
  if (!session) return null;
  return db().member.findUnique({
    where: { id: session.user.id },
    select: { id: true, handle: true, email: true, emailVerified: true, role: true, bannedAt: true, createdAt: true },
  });
}
