import "server-only";
import { db } from "@/lib/db";

/** Which of the given tools a member follows. Not cached: it is the member's own. */
export async function listFollowedSlugs(memberId: string, toolSlugs: string[]): Promise<string[]> {
  if (toolSlugs.length === 0) return [];
  const follows = await db().follow.findMany({
    where: { memberId, tool: { slug: { in: toolSlugs } } },
    select: { tool: { select: { slug: true } } },
  });
  return follows.map((follow) => follow.tool.slug);
}
