import "server-only";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import type { ReportReason } from "@/lib/statements/schema";

/**
 * Notes a member's report of a published statement, once per member and statement. Throws “missing” for a statement that is not
 * published, “forbidden” for one's own, “conflict” for a second report.
 */
export async function reportStatement(
  database: PrismaClient,
  { memberId, statementId, reason }: { memberId: string; statementId: number; reason: ReportReason },
): Promise<{ toolSlug: string }> {
  return database.$transaction(async (tx) => {
    // Held before the statement, in the order that the deletion of an account keeps too.
    await tx.$queryRaw`SELECT id FROM members WHERE id = ${memberId} FOR KEY SHARE`;
    const statement = await tx.statement.findUnique({
      where: { id: statementId, status: "published" },
      select: { authorId: true, tool: { select: { slug: true } } },
    });
    if (!statement) throw new DomainError("missing", "This statement does not exist any more.");
    if (statement.authorId === memberId)
      throw new DomainError("forbidden", "This statement is your own. You can edit or withdraw it.");
    const { count } = await tx.statementReport.createMany({
      data: { memberId, statementId, reason },
      skipDuplicates: true,
    });
    if (count === 0)
      throw new DomainError("conflict", "You reported this statement before. An editor will look at it.");
    return { toolSlug: statement.tool.slug };
  });
}
