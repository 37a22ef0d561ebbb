import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { recordStatement } from "@/lib/events/mutations";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { readAuthor, recordStatementRevision } from "@/lib/statements/documents/mutations";
import { PATIENCE, recountStatement } from "@/lib/statements/mutations";
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

/**
 * An editor's word on all open reports of a published statement: followed, it leaves its page (refused); dismissed, it stays. Throws
 * “missing” for no such statement and “conflict” when nothing is open any more.
 */
export async function decideReports(
  database: PrismaClient,
  { editorId, statementId, isUpheld }: { editorId: string; statementId: number; isUpheld: boolean },
): Promise<{ toolSlug: string; author: string | null }> {
  return database.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ toolId: number; status: string; toolSlug: string; author: string | null }[]>`
      SELECT s.tool_id AS "toolId", s.status::text, t.slug AS "toolSlug", m.handle AS author FROM statements s
      JOIN tools t ON t.id = s.tool_id LEFT JOIN members m ON m.id = s.author_id WHERE s.id = ${statementId} FOR UPDATE OF s`;
    if (!row) throw new DomainError("missing", "This statement does not exist any more.");
    const { count } = await closeReports(tx, { editorId, statementId, isUpheld });
    if (count === 0 || row.status !== "published")
      throw new DomainError("conflict", "Somebody decided on these reports before.");
    if (isUpheld) {
      await tx.statement.update({ where: { id: statementId }, data: { status: "refused" } });
      const author = await readAuthor(tx, editorId);
      await recordStatementRevision(tx, { statementId, author, reason: "Refused by an editor after a report" });
      await recordStatement(tx, { statementId, toolId: row.toolId });
      await recountStatement(tx, statementId, row.toolId);
    }
    return { toolSlug: row.toolSlug, author: row.author };
  }, PATIENCE);
}

/** Closes all open reports of a statement. Returns their number. */
export function closeReports(
  tx: Database,
  { editorId, statementId, isUpheld }: { editorId: string | null; statementId: number; isUpheld: boolean },
): Promise<{ count: number }> {
  return tx.statementReport.updateMany({
    where: { statementId, status: "open" },
    data: { status: isUpheld ? "upheld" : "dismissed", decidedAt: new Date(), decidedById: editorId },
  });
}
