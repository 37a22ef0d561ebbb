import "server-only";
import { type Database, db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { getStep } from "@/lib/merges/ledger/queries";
import type { LedgerStep } from "@/lib/merges/ledger/schema";
import { describeSteps } from "@/lib/merges/rules";
import type { MergeableStatement, PreviewLine } from "@/lib/merges/schema";

/**
 * The steps by which statements become one with others. `pairs` is a query of them: `loser` and `winner`, ids of statements. Votes
 * of members who voted for both are left where they are, so that each member counts once; the same with reports. Not cached.
 */
export async function listStatementSteps(database: Database, pairs: Prisma.Sql): Promise<LedgerStep[]> {
  const statements = await getStep(
    database,
    "statements",
    Prisma.sql`
      SELECT jsonb_build_object('id', s.id, 'status', s.status, 'merged_into_id', s.merged_into_id) AS "from",
        jsonb_build_object('id', s.id, 'status', 'merged', 'merged_into_id', p.winner) AS "to"
      FROM (${pairs}) p JOIN statements s ON s.id = p.loser ORDER BY s.id`,
  );
  // Two counts by one source are one count; the larger one says from when it is.
  const imported = await getStep(
    database,
    "statements",
    Prisma.sql`
      SELECT jsonb_build_object('id', w.id, 'imported_votes', w.imported_votes, 'imported_as_of', w.imported_as_of,
          'source_id', w.source_id) AS "from",
        jsonb_build_object('id', w.id,
          'imported_votes', CASE WHEN wp.url = lp.url THEN greatest(w.imported_votes, l.imported_votes)
            ELSE w.imported_votes + l.imported_votes END,
          'imported_as_of', CASE WHEN l.imported_votes > w.imported_votes THEN l.imported_as_of ELSE w.imported_as_of END,
          'source_id', CASE WHEN l.imported_votes > w.imported_votes THEN l.source_id ELSE w.source_id END) AS "to"
      FROM (${pairs}) p
      JOIN statements w ON w.id = p.winner JOIN statements l ON l.id = p.loser
      LEFT JOIN sources wp ON wp.id = w.source_id LEFT JOIN sources lp ON lp.id = l.source_id
      WHERE l.imported_votes > 0 AND (wp.url IS DISTINCT FROM lp.url OR l.imported_votes > w.imported_votes)
      ORDER BY w.id`,
  );
  const votes = await getStep(
    database,
    "votes",
    Prisma.sql`
      SELECT jsonb_build_object('statement_id', v.statement_id, 'member_id', v.member_id, 'created_at', v.created_at) AS "from",
        jsonb_build_object('statement_id', p.winner, 'member_id', v.member_id, 'created_at', v.created_at) AS "to"
      FROM (${pairs}) p JOIN votes v ON v.statement_id = p.loser
      WHERE NOT EXISTS (SELECT FROM votes o WHERE o.statement_id = p.winner AND o.member_id = v.member_id)
      ORDER BY v.statement_id, v.member_id`,
  );
  const reports = await getStep(
    database,
    "statement_reports",
    Prisma.sql`
      SELECT jsonb_build_object('id', r.id, 'statement_id', r.statement_id) AS "from",
        jsonb_build_object('id', r.id, 'statement_id', p.winner) AS "to"
      FROM (${pairs}) p JOIN statement_reports r ON r.statement_id = p.loser AND r.status = 'open'
      WHERE NOT EXISTS (SELECT FROM statement_reports o WHERE o.statement_id = p.winner AND o.member_id = r.member_id)
      ORDER BY r.id`,
  );
  return [statements, imported, votes, reports];
}

/** Open reports of a statement that becomes one with another are followed by that: they were of it, and not of the other. */
function getFollowedReports(database: Database, loser: number, actorId: string | null): Promise<LedgerStep> {
  return getStep(
    database,
    "statement_reports",
    Prisma.sql`
      SELECT jsonb_build_object('id', r.id, 'status', r.status, 'decided_at', r.decided_at, 'decided_by_id', r.decided_by_id) AS "from",
        jsonb_build_object('id', r.id, 'status', 'upheld', 'decided_at', now()::timestamptz(3), 'decided_by_id', ${actorId}::text) AS "to"
      FROM statement_reports r WHERE r.statement_id = ${loser}::int AND r.status = 'open' ORDER BY r.id`,
  );
}

/** The steps by which one published statement of a tool becomes one with another: it is news no more. Not cached. */
export async function listStatementMergeSteps(
  database: Database,
  { winner, loser, toolId, actorId }: { winner: number; loser: number; toolId: number; actorId: string | null },
): Promise<LedgerStep[]> {
  const pair = Prisma.sql`SELECT ${loser}::int AS loser, ${winner}::int AS winner`;
  const steps = [
    ...(await listStatementSteps(database, pair)).filter((step) => step.table !== "statement_reports"),
    await getFollowedReports(database, loser, actorId),
    await getStep(
      database,
      "tool_events",
      Prisma.sql`
        SELECT to_jsonb(e) AS "from", NULL AS "to" FROM tool_events e WHERE e.tool_id = ${toolId}::int
          AND e.kind = 'statement' AND split_part(e.path, '#statement-', 2) = ${String(loser)}::text ORDER BY e.id`,
    ),
  ];
  return steps.filter((step) => step.rows.length > 0);
}

/** The published statements of a tool, most votes first, pros before cons. Not cached: it is for editors. */
export async function listMergeable(toolId: number): Promise<MergeableStatement[]> {
  return db().statement.findMany({
    where: { toolId, status: "published" },
    orderBy: [{ kind: "asc" }, { score: "desc" }, { position: "asc" }, { id: "asc" }],
    select: { id: true, kind: true, text: true, score: true },
  });
}

/** What would move if one of a tool's statements became one with another. Not cached. */
export async function listStatementMergeLines(
  toolId: number,
  { winner, loser }: { winner: number; loser: number },
): Promise<PreviewLine[]> {
  const steps = await listStatementMergeSteps(db(), { winner, loser, toolId, actorId: null });
  // The first step is the statement itself.
  return describeSteps(steps.slice(1));
}
