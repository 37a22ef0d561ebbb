import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";

/**
 * Makes a member follow a tool, or no longer; doing it again changes nothing, and the primary key settles races. Returns the number
 * of members who follow the tool now. Throws “missing” for an unknown tool.
 */
export async function setFollow(
  database: Database,
  { memberId, toolSlug, follows }: { memberId: string; toolSlug: string; follows: boolean },
): Promise<number> {
  const tool = await database.tool.findUnique({ where: { slug: toolSlug, removedAt: null }, select: { id: true } });
  if (!tool) throw new DomainError("missing", "There is no such tool any more.");
  if (follows) await database.follow.createMany({ data: { memberId, toolId: tool.id }, skipDuplicates: true });
  else await database.follow.deleteMany({ where: { memberId, toolId: tool.id } });
  return database.follow.count({ where: { toolId: tool.id, member: { emailVerified: true, bannedAt: null } } });
}
