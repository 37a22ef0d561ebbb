import "server-only";
import type { Database } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * Recounts, in SQL, the scores of all statements of the given tools (imported votes plus the votes given here) and from them
 * the tools' votes: the sum over their pros. Runs in the caller's transaction.
 */
export async function recountVotes(tx: Database, toolIds: number[]): Promise<void> {
  if (toolIds.length === 0) return;
  const ids = Prisma.join(toolIds);
  await tx.$executeRaw`
    UPDATE statements s
    SET score = s.imported_votes + (SELECT count(*) FROM votes v WHERE v.statement_id = s.id)
    WHERE s.tool_id IN (${ids})`;
  await tx.$executeRaw`
    UPDATE tools t
    SET votes = coalesce((SELECT sum(s.score) FROM statements s WHERE s.tool_id = t.id AND s.kind = 'pro'), 0)
    WHERE t.id IN (${ids})`;
}
