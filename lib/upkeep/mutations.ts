import "server-only";
import type { Database } from "@/lib/db";
import { findStarDrift, recountStars } from "@/lib/figures/mutations";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { countReleasedVotes, findDrift, PATIENCE, recountVotes } from "@/lib/statements/mutations";

/** A stored number that differs from what is counted, whose it is (`votes of rkt`), and the tool's slug. There must be none. */
export type DriftLine = { what: string; tool: string; stored: number | null; counted: number | null };

async function findStatementDrift(database: Database): Promise<DriftLine[]> {
  const drift = await findDrift(database);
  if (drift.length === 0) return [];
  // A vote whose holding time ended since the last night is not counted yet: that much, and in that direction, is no fault.
  const released = await database.$queryRaw<{ statementId: number; votes: number }[]>`
    SELECT v.statement_id AS "statementId", count(*)::int AS votes FROM votes v JOIN members m ON m.id = v.member_id
    WHERE v.held_until <= now() AND m.email_verified AND m.banned_at IS NULL GROUP BY v.statement_id`;
  const releasedOf = new Map(released.map((row) => [row.statementId, row.votes]));
  return drift
    .filter(({ statementId, stored, counted }) => {
      const more = counted - stored;
      return more < 0 || more > (releasedOf.get(statementId) ?? 0);
    })
    .map(({ statementId, ...line }) => ({ ...line, what: `score of statement ${statementId}` }));
}

async function findToolDrift(database: Database): Promise<DriftLine[]> {
  return database.$queryRaw<DriftLine[]>`
    SELECT 'votes of ' || t.slug AS what, t.slug AS tool, t.votes AS stored, counted_votes(t.id) AS counted FROM tools t
    WHERE t.votes <> counted_votes(t.id) ORDER BY t.slug`;
}

/** Counts everything anew and finds what differs from the stored numbers: scores, votes of tools, stars. Changes nothing. */
export async function findAllDrift(database: PrismaClient): Promise<DriftLine[]> {
  // One moment for all counts: a vote that arrives between two of them would look like a drift.
  return database.$transaction(
    async (tx) => [
      ...(await findStatementDrift(tx)),
      ...(await findToolDrift(tx)),
      ...(await findStarDrift(tx)).map((line) => ({ ...line, what: `stars of ${line.tool}` })),
    ],
    { ...PATIENCE, timeout: 600_000, isolationLevel: "RepeatableRead" },
  );
}

/** Sets every stored number to what is counted. */
export async function recountAll(database: PrismaClient): Promise<void> {
  const tools = await database.tool.findMany({ orderBy: { id: "asc" }, select: { id: true } });
  // A tool at a time: voters on one tool wait for its recount alone.
  for (const { id } of tools) await database.$transaction((tx) => recountVotes(tx, [id]), PATIENCE);
  await recountStars(
    database,
    tools.map((tool) => tool.id),
  );
}

/** Votes whose holding time is over and that were not counted for it yet. */
export async function countHeldVotesDue(database: Database): Promise<number> {
  return database.vote.count({ where: { heldUntil: { lte: new Date() } } });
}

/** Counts votes whose holding time is over and ends their holding. Returns their number and the tools whose numbers changed. */
export async function releaseHeldVotes(database: PrismaClient): Promise<{ votes: number; tools: string[] }> {
  const [clock] = await database.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  const tools = await countReleasedVotes(database);
  // Locked rows are passed over until the next night, so that this never waits for a member who withdraws.
  const votes = await database.$executeRaw`
    UPDATE votes SET held_until = NULL WHERE (statement_id, member_id) IN (
      SELECT statement_id, member_id FROM votes WHERE held_until <= ${clock?.now} FOR UPDATE SKIP LOCKED)`;
  return { votes, tools };
}

/** Numbers of rows whose time is over. */
export type ExpiredRows = { sessions: number; verifications: number; rateLimits: number };

const expired = (now: Date) => ({
  ended: { where: { expiresAt: { lte: now } } },
  limits: { where: { expire: { lte: BigInt(now.getTime()) } } },
});

/** Counts sessions, confirmations and limits whose time is over. */
export async function countExpired(database: Database, now: Date): Promise<ExpiredRows> {
  const { ended, limits } = expired(now);
  return {
    sessions: await database.session.count(ended),
    verifications: await database.verification.count(ended),
    rateLimits: await database.rateLimit.count(limits),
  };
}

/** Deletes sessions, confirmations and limits whose time is over. */
export async function deleteExpired(database: Database, now: Date): Promise<ExpiredRows> {
  const { ended, limits } = expired(now);
  return {
    sessions: (await database.session.deleteMany(ended)).count,
    verifications: (await database.verification.deleteMany(ended)).count,
    rateLimits: (await database.rateLimit.deleteMany(limits)).count,
  };
}
