import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { Prisma, type PrismaClient } from "@/lib/generated/prisma/client";

/** Which votes count: those of confirmed members who are not banned, once they are no longer held. `v` is the vote, `m` its member. */
const countingVote = Prisma.sql`m.email_verified AND m.banned_at IS NULL AND (v.held_until IS NULL OR v.held_until <= now())`;

/** The score of a statement as SQL counts it: imported votes plus the votes that count. `s` is the statement. */
const countedScore = Prisma.sql`
  s.imported_votes + (SELECT count(*) FROM votes v JOIN members m ON m.id = v.member_id WHERE v.statement_id = s.id AND ${countingVote})`;

/** The votes of a tool as SQL counts them: the sum over its published pros. `t` is the tool. */
const countedToolVotes = Prisma.sql`
  coalesce((SELECT sum(s.score) FROM statements s WHERE s.tool_id = t.id AND s.kind = 'pro' AND s.status = 'published'), 0)`;

/** Writers that wait for each other's rows may wait this long, in milliseconds, before they give up with an error. */
export const PATIENCE = { maxWait: 15_000, timeout: 15_000 };

/**
 * Recounts, in SQL, the scores of all statements of the given tools and from them the tools' votes. Runs in the caller's
 * transaction. Rows are locked in one order everywhere (statements by id, then the tool), so that writers never wait in a circle.
 */
export async function recountVotes(tx: Database, toolIds: number[]): Promise<void> {
  if (toolIds.length === 0) return;
  const ids = Prisma.join([...new Set(toolIds)].sort((a, b) => a - b));
  await tx.$queryRaw`SELECT id FROM statements WHERE tool_id IN (${ids}) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`UPDATE statements s SET score = ${countedScore} WHERE s.tool_id IN (${ids}) AND s.score <> ${countedScore}`;
  await tx.$queryRaw`SELECT id FROM tools WHERE id IN (${ids}) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`UPDATE tools t SET votes = ${countedToolVotes} WHERE t.id IN (${ids}) AND t.votes <> ${countedToolVotes}`;
}

/** A difference between a stored score and what its votes say. There must be none. */
export type Drift = { statementId: number; stored: number; counted: number };

/** Finds statements whose stored score differs from what SQL counts now. Changes nothing. */
export async function findDrift(database: Database): Promise<Drift[]> {
  return database.$queryRaw<Drift[]>`
    SELECT s.id AS "statementId", s.score AS stored, (${countedScore})::int AS counted FROM statements s WHERE s.score <> ${countedScore}`;
}

/** Counts the votes whose holding time is over. Returns the slugs of the tools whose numbers changed. */
export async function countReleasedVotes(database: PrismaClient): Promise<string[]> {
  const drifted = await findDrift(database);
  if (drifted.length === 0) return [];
  const tools = await database.tool.findMany({
    where: { statements: { some: { id: { in: drifted.map((drift) => drift.statementId) } } } },
    select: { id: true, slug: true },
  });
  await database.$transaction(
    (tx) =>
      recountVotes(
        tx,
        tools.map((tool) => tool.id),
      ),
    PATIENCE,
  );
  return tools.map((tool) => tool.slug);
}

/** The outcome of a vote: the score that pages show now, and whose page it is. */
export type VoteOutcome = { score: number; voted: boolean; toolSlug: string };

async function changeVote(
  database: PrismaClient,
  statementId: number,
  change: (tx: Database) => Promise<unknown>,
  voted: boolean,
): Promise<VoteOutcome> {
  return database.$transaction(async (tx) => {
    const [statement] = await tx.$queryRaw<{ toolId: number; status: string }[]>`
      SELECT tool_id AS "toolId", status::text FROM statements WHERE id = ${statementId} FOR UPDATE`;
    if (statement?.status !== "published") {
      throw new DomainError(
        "missing",
        "This statement does not exist any more. Reload the page to see what stands there now.",
      );
    }
    await change(tx);
    const [counted] = await tx.$queryRaw<{ score: number }[]>`
      UPDATE statements s SET score = ${countedScore} WHERE s.id = ${statementId} RETURNING s.score`;
    const [tool] = await tx.$queryRaw<{ slug: string }[]>`
      UPDATE tools t SET votes = ${countedToolVotes} WHERE t.id = ${statement.toolId} RETURNING t.slug`;
    return { score: counted?.score ?? 0, voted, toolSlug: tool?.slug ?? "" };
  }, PATIENCE);
}

/**
 * Gives a member's one vote to a statement; giving it again changes nothing. `heldUntil` says from when on it counts (null: at
 * once). One transaction; the primary key settles races. Throws “missing” for a statement that is not published.
 */
export function castVote(
  database: PrismaClient,
  { statementId, memberId, heldUntil }: { statementId: number; memberId: string; heldUntil: Date | null },
): Promise<VoteOutcome> {
  const insert = (tx: Database) =>
    tx.$executeRaw`
      INSERT INTO votes (statement_id, member_id, held_until) VALUES (${statementId}, ${memberId}, ${heldUntil})
      ON CONFLICT DO NOTHING`;
  return changeVote(database, statementId, insert, true);
}

/** Takes a member's vote back; without a vote nothing changes. Throws “missing” for a statement that is not published. */
export function withdrawVote(
  database: PrismaClient,
  { statementId, memberId }: { statementId: number; memberId: string },
): Promise<VoteOutcome> {
  const remove = (tx: Database) =>
    tx.$executeRaw`DELETE FROM votes WHERE statement_id = ${statementId} AND member_id = ${memberId}`;
  return changeVote(database, statementId, remove, false);
}
