import "server-only";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { findNewestMerge, takeBackSteps, takeSteps, useOneClock } from "@/lib/merges/ledger/mutations";
import { effectsSchema, type MergeEffects } from "@/lib/merges/ledger/schema";
import { listStatementMergeSteps } from "@/lib/merges/statements/queries";
import { recordRevisions } from "@/lib/revisions/mutations";
import type { Author } from "@/lib/revisions/schema";
import { recordStatementRevision } from "@/lib/statements/documents/mutations";
import { PATIENCE, recountVotes } from "@/lib/statements/mutations";

type LockedStatement = {
  id: number;
  toolId: number;
  toolSlug: string;
  kind: string;
  text: string;
  status: string;
  author: string | null;
};

/** Whose page shows the two statements, and the handles of those who wrote them: all that a merge or its undoing changed. */
export type MergedStatements = { toolSlug: string; authors: string[] };

async function lockStatements(tx: Database, ids: number[]): Promise<LockedStatement[]> {
  return tx.$queryRaw<LockedStatement[]>`
    SELECT s.id, s.tool_id AS "toolId", t.slug AS "toolSlug", s.kind::text, s.text, s.status::text, m.handle AS author
    FROM statements s JOIN tools t ON t.id = s.tool_id LEFT JOIN members m ON m.id = s.author_id
    WHERE s.id = ANY(${ids}) ORDER BY s.id FOR UPDATE OF s`;
}

function describeMerged(winner: LockedStatement, loser: LockedStatement): MergedStatements {
  const authors = [winner, loser].flatMap(({ author }) => (author === null ? [] : [author]));
  return { toolSlug: winner.toolSlug, authors: [...new Set(authors)] };
}

/** Writes a revision of the statement that others became one with; its newest holds what moved. */
async function recordMergedStatement(
  tx: Database,
  { id, toolId }: { id: number; toolId: number },
  { author, reason, effects }: { author: Author; reason: string; effects?: MergeEffects },
): Promise<void> {
  const content = await tx.statement.findUniqueOrThrow({
    where: { id },
    select: { kind: true, text: true, note: true, version: true, sourceUrl: true, status: true },
  });
  await recordRevisions(tx, [{ subject: "statement", subjectId: id, toolId, author, reason, content, effects }]);
}

/**
 * Makes one statement of two of one tool, pros or cons: votes move, each member counts once, and the loser leaves its page. Open reports
 * of the loser are followed. Throws “missing” for statements that are not published and “invalid” for two that are not alike.
 */
export function mergeStatements(
  database: PrismaClient,
  {
    winner: winnerId,
    loser: loserId,
    author,
    reason,
  }: { winner: number; loser: number; author: Author; reason: string },
): Promise<MergedStatements & { revision: number }> {
  return database.$transaction(async (tx) => {
    await useOneClock(tx);
    const rows = await lockStatements(tx, [winnerId, loserId]);
    const [winner, loser] = [winnerId, loserId].map((id) =>
      rows.find((row) => row.id === id && row.status === "published"),
    );
    if (!winner || !loser || winner.id === loser.id)
      throw new DomainError("missing", "One of these statements is not there any more. Choose again.");
    if (winner.toolId !== loser.toolId || winner.kind !== loser.kind)
      throw new DomainError("invalid", "Only two pros or two cons of one tool can become one.");
    const steps = await listStatementMergeSteps(tx, {
      winner: winner.id,
      loser: loser.id,
      toolId: winner.toolId,
      actorId: author.id,
    });
    const effects = { merged: loser.id, steps };
    await takeSteps(tx, steps);
    await recountVotes(tx, [winner.toolId]);
    const told = `“${loser.text}” became one with it: ${reason}`;
    await recordMergedStatement(tx, winner, { author, reason: told, effects });
    await recordStatementRevision(tx, {
      statementId: loser.id,
      author,
      reason: `Became one with “${winner.text}”: ${reason}`,
    });
    await recordAudit(tx, {
      actor: author,
      action: "merge of statements",
      subject: `${winner.toolSlug}: ${winner.text}`,
      details: { merged: loser.text, reason },
    });
    const newest = await findNewestMerge(tx, "statement", winner.id);
    return { ...describeMerged(winner, loser), revision: newest?.revision ?? 0 };
  }, PATIENCE);
}

/** Takes back a merge of statements by the revision that holds it. Throws as undoToolMerge does. */
export function undoStatementMerge(
  database: PrismaClient,
  { revision, author }: { revision: number; author: Author },
): Promise<MergedStatements> {
  return database.$transaction(async (tx) => {
    await useOneClock(tx);
    const row = await tx.revision.findUnique({
      where: { id: revision, subject: "statement" },
      select: { subjectId: true, effects: true },
    });
    const effects = effectsSchema.safeParse(row?.effects).data;
    if (!row || !effects) throw new DomainError("missing", "There is no such merge.");
    const rows = await lockStatements(tx, [row.subjectId, effects.merged]);
    const [winner, loser] = [row.subjectId, effects.merged].map((id) => rows.find((statement) => statement.id === id));
    if (!winner || loser?.status !== "merged") throw new DomainError("missing", "This merge was undone before.");
    const newest = await findNewestMerge(tx, "statement", winner.id);
    if (newest?.revision !== revision)
      throw new DomainError("conflict", "Another statement became one with it since. Undo that first.");
    await takeBackSteps(tx, effects.steps);
    await recountVotes(tx, [...new Set([winner.toolId, loser.toolId])]);
    const reason = `The merge of “${loser.text}” with “${winner.text}” was undone`;
    await recordMergedStatement(tx, winner, { author, reason });
    await recordMergedStatement(tx, loser, { author, reason });
    await recordAudit(tx, {
      actor: author,
      action: "undone merge of statements",
      subject: `${winner.toolSlug}: ${winner.text}`,
    });
    return describeMerged(winner, loser);
  }, PATIENCE);
}
