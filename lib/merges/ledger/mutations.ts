import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import {
  effectsSchema,
  type LedgerStep,
  type LedgerTable,
  type MergeEffects,
  primaryKeys,
} from "@/lib/merges/ledger/schema";
import type { MergeKind } from "@/lib/merges/schema";

const raw = Prisma.raw;
/** Names come from the tables above or were written by the ledger itself, and its schema lets only letters through. */
const quoted = (name: string) => `"${name}"`;

/** The rows of a step as a list that SQL can join: `f` what they are, `t` what they become, as rows of the table. */
function rowsOf({ table, rows }: LedgerStep): Prisma.Sql {
  const shape = raw(`NULL::${quoted(table)}`);
  return Prisma.sql`jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS r(entry)
    CROSS JOIN LATERAL jsonb_populate_record(${shape}, nullif(r.entry->'from', 'null')) f
    CROSS JOIN LATERAL jsonb_populate_record(${shape}, nullif(r.entry->'to', 'null')) t`;
}

/** The stored row `s` is the one that the ledger means, and in those columns that it names as it says. */
function isAsItWas(table: LedgerTable): Prisma.Sql {
  const keys = primaryKeys[table].map((key) => `s.${quoted(key)} = f.${quoted(key)}`).join(" AND ");
  return Prisma.sql`${raw(keys)} AND to_jsonb(s) @> (r.entry->'from')`;
}

/** Rows that cannot come back since what they belong to is gone. */
const PARENTS: Partial<Record<LedgerTable, string>> = {
  stack_evidence: `EXISTS (SELECT FROM stack_tools p WHERE p.id = t.stack_tool_id)`,
  stack_moves: `EXISTS (SELECT FROM stacks p WHERE p.id = t.stack_id)`,
  stack_tools: `EXISTS (SELECT FROM stacks p WHERE p.id = t.stack_id)`,
};

async function takeStep(tx: Database, step: LedgerStep): Promise<number> {
  const [first] = step.rows;
  if (!first) return 0;
  const table = raw(quoted(step.table));
  if (first.from === null)
    return tx.$executeRaw`
      INSERT INTO ${table} SELECT t.* FROM ${rowsOf(step)} WHERE ${raw(PARENTS[step.table] ?? "true")} ON CONFLICT DO NOTHING`;
  if (first.to === null)
    return tx.$executeRaw`DELETE FROM ${table} s USING ${rowsOf(step)} WHERE ${isAsItWas(step.table)}`;
  const columns = Object.keys(first.to).map((column) => `${quoted(column)} = t.${quoted(column)}`);
  // A score is never below its imported votes; it is counted anew when all steps are taken.
  if ("imported_votes" in first.to) columns.push(`"score" = greatest(s."score", t."imported_votes")`);
  return tx.$executeRaw`
    UPDATE ${table} s SET ${raw(columns.join(", "))} FROM ${rowsOf(step)} WHERE ${isAsItWas(step.table)}`;
}

/**
 * Moments are compared as the JSON in which they were kept, so they must be written alike whatever the server's time zone is. To be
 * called at the beginning of a transaction that makes or takes steps.
 */
export async function useOneClock(tx: Database): Promise<void> {
  await tx.$executeRaw`SET LOCAL TIME ZONE 'UTC'`;
}

/** Takes all steps. Throws “conflict” when a row is not as its step says: somebody changed it meanwhile. */
export async function takeSteps(tx: Database, steps: readonly LedgerStep[]): Promise<void> {
  for (const step of steps) {
    if ((await takeStep(tx, step)) !== step.rows.length)
      throw new DomainError(
        "conflict",
        "Something of these was changed at the same moment. Look at the preview again.",
      );
  }
}

/** Takes all steps back, the last first. What was changed or removed since then stays as it is now. */
export async function takeBackSteps(tx: Database, steps: readonly LedgerStep[]): Promise<void> {
  for (const { table, rows } of [...steps].reverse())
    await takeStep(tx, { table, rows: rows.map(({ from, to }) => ({ from: to, to: from })) });
}

/** The newest merge into a tool or a statement that stands, with the revision that holds it; null when there is none. */
export async function findNewestMerge(
  tx: Database,
  subject: MergeKind,
  subjectId: number,
): Promise<{ revision: number; effects: MergeEffects } | null> {
  const rows = await tx.revision.findMany({
    where: { subject, subjectId, effects: { not: {} } },
    orderBy: { number: "desc" },
    select: { id: true, effects: true },
  });
  for (const row of rows) {
    const effects = effectsSchema.safeParse(row.effects).data;
    if (!effects) continue;
    const standing =
      subject === "tool"
        ? await tx.tool.count({ where: { id: effects.merged, mergedIntoId: subjectId } })
        : await tx.statement.count({ where: { id: effects.merged, mergedIntoId: subjectId } });
    if (standing > 0) return { revision: row.id, effects };
  }
  return null;
}
