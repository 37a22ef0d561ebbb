import "server-only";
import { db } from "@/lib/db";

/** A published statement as the page for its report shows it; null when there is none. Not cached. */
export async function getReportable(
  statementId: number,
  memberId: string,
): Promise<{ text: string; tool: { slug: string; name: string }; isOwn: boolean; isReported: boolean } | null> {
  const row = await db().statement.findUnique({
    where: { id: statementId, status: "published" },
    select: {
      text: true,
      authorId: true,
      tool: { select: { slug: true, name: true } },
      reports: { where: { memberId }, select: { id: true } },
    },
  });
  return (
    row && { text: row.text, tool: row.tool, isOwn: row.authorId === memberId, isReported: row.reports.length > 0 }
  );
}
