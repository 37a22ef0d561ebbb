import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { Prisma, type PrismaClient } from "@/lib/generated/prisma/client";

/** The score of a statement as SQL counts it: imported votes plus the votes that count (see the migration “votes”). `s` is the statement. */
const countedScore = Prisma.sql`counted_score(s.id)`;

/** The votes of a tool as SQL counts them: the sum over its published pros. `t` is the tool. */
const countedToolVotes = Prisma.sql`counted_votes(t.id)`;

/** Writers that wait for each other's rows may wait this long, in milliseconds, before they give up with an error. */
export const PATIENCE = { maxWait: 15_000, timeout: 15_000 };

/**
 * Recounts, in SQL, the scores of all statements of the given tools and from them the tools' votes. Runs in the caller's
 * transaction. Rows are locked in one order everywhere (the member, statements by id, then the tool), so that writers never wait
 * in a circle: who changes or deletes a member locks that row first.
 */
export async function recountVotes(tx: Database, toolIds: number[]): Promise<void> {
  if (toolIds.length === 0) return;
  const ids = Prisma.join([...new Set(toolIds)].sort((a, b) => a - b));
  await tx.$queryRaw`SELECT id FROM statements WHERE tool_id IN (${ids}) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`UPDATE statements s SET score = ${countedScore} WHERE s.tool_id IN (${ids}) AND s.score <> ${countedScore}`;
  await tx.$queryRaw`SELECT id FROM tools WHERE id IN (${ids}) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`UPDATE tools t SET votes = ${countedToolVotes} WHERE t.id IN (${ids}) AND t.votes <> ${countedToolVotes}`;
}

/**
 * Recounts one statement, whose row the caller's transaction has locked, and its tool's votes. The tool is locked before its sum
 * is taken: a sum taken while waiting would miss what the writer before just changed on another statement of the tool.
 */
export async function recountStatement(
  tx: Database,
  statementId: number,
  toolId: number,
): Promise<{ score: number; toolSlug: string }> {
  const [counted] = await tx.$queryRaw<{ score: number }[]>`
    UPDATE statements s SET score = ${countedScore} WHERE s.id = ${statementId} RETURNING s.score`;
  await tx.$queryRaw`SELECT id FROM tools WHERE id = ${toolId} FOR NO KEY UPDATE`;
  const [tool] = await tx.$queryRaw<{ slug: string }[]>`
    UPDATE tools t SET votes = ${countedToolVotes} WHERE t.id = ${toolId} RETURNING t.slug`;
  return { score: counted?.score ?? 0, toolSlug: tool?.slug ?? "" };
}

/** A difference between a stored score and what its votes say. There must be none. */
export type Drift = { statementId: number; tool: string; stored: number; counted: number };

/** Finds statements whose stored score differs from what SQL counts now. Changes nothing. */
export async function findDrift(database: Database): Promise<Drift[]> {
  return database.$queryRaw<Drift[]>`
    SELECT s.id AS "statementId", t.slug AS tool, s.score AS stored, (${countedScore})::int AS counted
    FROM statements s JOIN tools t ON t.id = s.tool_id WHERE s.score <> ${countedScore}`;
}

/** Counts the votes whose holding time is over. Returns the slugs of the tools whose numbers changed. */
export async function countReleasedVotes(database: PrismaClient): Promise<string[]> {
  const tools = await database.$queryRaw<{ id: number; slug: string }[]>`
    SELECT DISTINCT t.id, t.slug FROM statements s JOIN tools t ON t.id = s.tool_id
    WHERE s.id IN (SELECT statement_id FROM votes WHERE held_until <= now()) AND s.score <> ${countedScore}`;
  const ids = tools.map((tool) => tool.id);
  await database.$transaction((tx) => recountVotes(tx, ids), PATIENCE);
  return tools.map((tool) => tool.slug);
}

/** The outcome of a vote: the score that pages show now, whose page it is, and whether the tool's own votes changed with it. */
export type VoteOutcome = { score: number; voted: boolean; toolSlug: string; isPro: boolean };

type VoteRow = { refusal: "member" | "statement" | null; score: number; toolSlug: string; isPro: boolean };

async function changeVote(
  database: Database,
  statementId: number,
  memberId: string,
  wants: boolean,
  heldUntil: Date | null,
): Promise<VoteOutcome> {
  const [row] = await database.$queryRaw<VoteRow[]>`
    SELECT refusal, new_score AS score, tool_slug AS "toolSlug", is_pro AS "isPro"
    FROM change_vote(${statementId}::int, ${memberId}, ${wants}, ${heldUntil}::timestamptz)`;
  if (row?.refusal === "member") throw new DomainError("not-signed-in", "Sign in first, then try again.");
  if (!row || row.refusal !== null) {
    throw new DomainError(
      "missing",
      "This statement does not exist any more. Reload the page to see what stands there now.",
    );
  }
  return { score: row.score, voted: wants, toolSlug: row.toolSlug, isPro: row.isPro };
}

/**
 * Gives a member's one vote to a statement; giving it again changes nothing. `heldUntil` says from when on it counts (null: at
 * once). One transaction in one round trip; the primary key settles races. Throws “missing” for a statement that is not published
 * and “not-signed-in” for a member who is gone.
 */
export function castVote(
  database: Database,
  { statementId, memberId, heldUntil }: { statementId: number; memberId: string; heldUntil: Date | null },
): Promise<VoteOutcome> {
  return changeVote(database, statementId, memberId, true, heldUntil);
}

/** Takes a member's vote back; without a vote nothing changes. Throws as castVote does. */
export function withdrawVote(
  database: Database,
  { statementId, memberId }: { statementId: number; memberId: string },
): Promise<VoteOutcome> {
  return changeVote(database, statementId, memberId, false, null);
}
