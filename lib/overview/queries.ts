import "server-only";
import { db } from "@/lib/db";
import { STALE_DAYS } from "@/lib/freshness/schema";
import type { Waiting } from "@/lib/overview/schema";

/** What waits for an editor, in numbers. One SQL query. Not cached: it is for editors. */
export async function getWaiting(): Promise<Waiting> {
  const [row] = await db().$queryRaw<Waiting[]>`
    SELECT
      (SELECT count(*)::int FROM statements s JOIN tools t ON t.id = s.tool_id
        WHERE s.status = 'waiting' AND t.removed_at IS NULL) AS statements,
      (SELECT count(DISTINCT s.id)::int FROM statement_reports r JOIN statements s ON s.id = r.statement_id
        JOIN tools t ON t.id = s.tool_id
        WHERE r.status = 'open' AND s.status = 'published' AND t.removed_at IS NULL) AS reports,
      (SELECT count(*)::int FROM suggestions WHERE status = 'waiting') AS suggestions,
      (SELECT count(*)::int FROM import_doubts WHERE status = 'open') AS doubts,
      (SELECT count(*)::int FROM pending_tools WHERE status = 'pending') AS pending,
      (SELECT count(*)::int FROM facts f JOIN sources s ON s.id = f.source_id JOIN tools t ON t.id = f.tool_id
        WHERE t.removed_at IS NULL AND s.checked_on < current_date - ${STALE_DAYS}::int) AS stale,
      (SELECT count(*)::int FROM (
        SELECT DISTINCT ON (job) status FROM job_runs WHERE status <> 'running' ORDER BY job, started_at DESC) j
        WHERE j.status = 'failed') AS failing`;
  return row ?? { statements: 0, reports: 0, suggestions: 0, doubts: 0, pending: 0, stale: 0, failing: 0 };
}
