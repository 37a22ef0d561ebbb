import "server-only";
import type { Database } from "@/lib/db";
import { MILESTONES } from "@/lib/feed/rules";

/**
 * Writes for each shown statement the highest milestone that its score reached by votes given here, unless it or a higher one was
 * written before: votes that a data set counted are no news, and a vote that goes and comes back is none either. Returns their number.
 */
export function recordMilestones(database: Database): Promise<number> {
  return database.$executeRaw`
    INSERT INTO statement_milestones (statement_id, votes)
    SELECT s.id, max(m.votes) FROM statements s
    JOIN tools t ON t.id = s.tool_id AND t.removed_at IS NULL
    JOIN unnest(${MILESTONES}::int[]) m(votes) ON m.votes <= s.score AND m.votes > s.imported_votes
    WHERE s.status = 'published'
    GROUP BY s.id
    HAVING max(m.votes) > coalesce((SELECT max(known.votes) FROM statement_milestones known WHERE known.statement_id = s.id), 0)
    ON CONFLICT DO NOTHING`;
}
