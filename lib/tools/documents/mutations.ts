import "server-only";
import type { Database } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type Change, recordRevisions } from "@/lib/revisions/mutations";
import { canonical } from "@/lib/revisions/rules";
import { type Author, CATALOG_AUTHOR } from "@/lib/revisions/schema";
import { listToolDocuments } from "@/lib/tools/documents/queries";
import type { ToolDocument } from "@/lib/tools/documents/schema";

/** The documents of tools as they stand now, by id, as the transaction sees them. Ids of no tool are passed over. */
export function readToolDocuments(tx: Database, toolIds: readonly number[]): Promise<Map<number, ToolDocument>> {
  return listToolDocuments(tx, toolIds);
}

/**
 * Writes a revision of each of the tools as it stands now. To be called in the transaction that changed them, after the changes.
 * Tools whose document is what their newest revision holds are passed over. Returns how many were written.
 */
export async function recordTools(
  tx: Database,
  toolIds: readonly number[],
  { author, reason, effects }: { author: Author; reason: string; effects?: Prisma.InputJsonValue },
): Promise<number> {
  const documents = await readToolDocuments(tx, [...new Set(toolIds)]);
  const ids = [...documents.keys()];
  const newest = new Map(
    (
      await tx.$queryRaw<{ subjectId: number; content: unknown }[]>`
        SELECT DISTINCT ON (subject_id) subject_id AS "subjectId", content FROM revisions
        WHERE subject = 'tool' AND subject_id = ANY(${ids}) ORDER BY subject_id, number DESC`
    ).map((row) => [row.subjectId, canonical(row.content)]),
  );
  const changes = ids.flatMap((toolId): Change[] => {
    const content = documents.get(toolId);
    if (!content || newest.get(toolId) === canonical(content)) return [];
    return [{ subject: "tool", subjectId: toolId, toolId, author, reason, content, effects }];
  });
  await recordRevisions(tx, changes);
  return changes.length;
}

/** Gives tools that have no revision yet their first one, as they stand before a change: the history then shows what it changed. */
export async function keepFirstRevision(tx: Database, toolIds: readonly number[]): Promise<void> {
  const rows = await tx.tool.findMany({ where: { id: { in: [...toolIds] }, revision: 0 }, select: { id: true } });
  await recordTools(
    tx,
    rows.map((row) => row.id),
    { author: CATALOG_AUTHOR, reason: "As it stood when its history began" },
  );
}
