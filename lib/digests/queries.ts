import "server-only";
import { db } from "@/lib/db";

/** Whether a member asked for the weekly mail. Not cached: it is the member's own. */
export async function wantsDigest(memberId: string): Promise<boolean> {
  const member = await db().member.findUnique({ where: { id: memberId }, select: { wantsDigest: true } });
  return member?.wantsDigest ?? false;
}
