import "server-only";
import type { Database } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Author, RevisionSubject } from "@/lib/revisions/schema";

/** One change of public content, as it is recorded: what stands after it, and why it was made. */
export type Change = {
  subject: RevisionSubject;
  subjectId: number;
  /** The tool whose history lists it; null for stackups and categories. */
  toolId: number | null;
  author: Author;
  reason: string;
  /** The whole document after the change. */
  content: Prisma.InputJsonValue;
  /** What a merge moved, for its undoing. */
  effects?: Prisma.InputJsonValue;
};

/**
 * Writes a revision for each change and sets the number of the newest on its subject. Runs in the transaction that makes the
 * changes, after them; its caller has locked the subjects, or is alone with them. Returns the numbers in the order of the changes.
 */
export async function recordRevisions(tx: Database, changes: readonly Change[]): Promise<number[]> {
  const last = new Map<string, number>();
  for (const subject of new Set(changes.map((change) => change.subject))) {
    const ids = [...new Set(changes.filter((change) => change.subject === subject).map((change) => change.subjectId))];
    const rows = await tx.revision.groupBy({
      by: ["subjectId"],
      where: { subject, subjectId: { in: ids } },
      _max: { number: true },
    });
    for (const row of rows) last.set(`${subject} ${row.subjectId}`, row._max.number ?? 0);
  }
  const rows = changes.map(({ subject, subjectId, toolId, author, reason, content, effects }) => {
    const key = `${subject} ${subjectId}`;
    const number = (last.get(key) ?? 0) + 1;
    last.set(key, number);
    return { subject, subjectId, number, toolId, authorId: author.id, author: author.name, reason, content, effects };
  });
  await tx.revision.createMany({ data: rows });
  for (const [table, subject] of [
    ["tools", "tool"],
    ["statements", "statement"],
    ["stackups", "stackup"],
  ] as const) {
    const ids = [...new Set(rows.filter((row) => row.subject === subject).map((row) => row.subjectId))];
    if (ids.length === 0) continue;
    await tx.$executeRaw`
      UPDATE ${Prisma.raw(table)} s SET revision = r.number
      FROM (SELECT subject_id, max(number) AS number FROM revisions
            WHERE subject = ${subject}::revision_subject AND subject_id = ANY(${ids}) GROUP BY subject_id) r
      WHERE s.id = r.subject_id`;
  }
  return rows.map((row) => row.number);
}
