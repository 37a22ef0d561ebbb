import { DomainError } from "@/lib/errors";
import type { Viewer } from "@/lib/members/schema";

/** Throws unless the viewer may write: signed in, e-mail address confirmed, not banned. */
export function assertMayWrite(viewer: Viewer | null): asserts viewer is Viewer {
  if (!viewer) throw new DomainError("not-signed-in", "Sign in first, then try again.");
  if (viewer.bannedAt) throw new DomainError("forbidden", "This account was closed for writing by an editor.");
  if (!viewer.emailVerified) {
    throw new DomainError(
      "forbidden",
      "Confirm your e-mail address first: the link is in the message that we sent you.",
    );
  }
}

/** Until when a vote cast now is held: the moment the account is `holdHours` old, or null when it already is. */
export function heldUntil(memberSince: Date, holdHours: number, now: Date): Date | null {
  const until = new Date(memberSince.getTime() + holdHours * 3_600_000);
  return until > now ? until : null;
}
