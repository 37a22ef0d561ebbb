import "server-only";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";

/**
 * Makes a member follow a tool, or no longer; doing it again changes nothing. Returns the number of members who follow the tool
 * now. Throws “missing” for an unknown tool.
 */
export async function setFollow(
  database: PrismaClient,
  { memberId, toolSlug, follows }: { memberId: string; toolSlug: string; follows: boolean },
): Promise<number> {
  return database.$transaction(async (tx) => {
    const tool = await tx.tool.findUnique({ where: { slug: toolSlug }, select: { id: true } });
    if (!tool) throw new DomainError("missing", "There is no such tool any more.");
    if (follows) await tx.follow.createMany({ data: { memberId, toolId: tool.id }, skipDuplicates: true });
    else await tx.follow.deleteMany({ where: { memberId, toolId: tool.id } });
    return tx.follow.count({ where: { toolId: tool.id, member: { emailVerified: true, bannedAt: null } } });
  });
}
