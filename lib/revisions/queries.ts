import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { listDifferences } from "@/lib/revisions/rules";
import type { HistoryEntry, HistoryPage } from "@/lib/revisions/schema";
import { tags } from "@/lib/tags";

const ENTRIES_PER_PAGE = 20;

type Row = {
  id: number;
  number: number;
  subject: "tool" | "statement";
  subjectId: number;
  author: string;
  handle: string | null;
  reason: string;
  createdAt: Date;
  content: unknown;
  before: unknown;
  /** Null for revisions of the tool itself. */
  statementShown: boolean | null;
};

/**
 * Revisions of a tool and of its statements, newest first. Statements that never stood on the page are left out; the words of those
 * that were taken off it are not repeated here.
 */
async function listRows(toolId: number, before: number): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    SELECT r.id, r.number, r.subject::text, r.subject_id AS "subjectId", r.author, m.handle, r.reason, r.created_at AS "createdAt",
      r.content, p.content AS before,
      CASE WHEN r.subject = 'statement' THEN coalesce(s.status IN ('published', 'merged'), false) END AS "statementShown"
    FROM revisions r
    LEFT JOIN members m ON m.id = r.author_id
    LEFT JOIN revisions p ON p.subject = r.subject AND p.subject_id = r.subject_id AND p.number = r.number - 1
    LEFT JOIN statements s ON r.subject = 'statement' AND s.id = r.subject_id
    WHERE r.tool_id = ${toolId} AND r.id < ${before} AND (r.subject = 'tool' OR (r.subject = 'statement' AND EXISTS (
      SELECT FROM revisions e
      WHERE e.subject = 'statement' AND e.subject_id = r.subject_id AND e.content ->> 'status' = 'published')))
    ORDER BY r.id DESC LIMIT ${ENTRIES_PER_PAGE + 1}`;
}

function toEntry(row: Row): HistoryEntry {
  const { id, number, subject, subjectId, author, handle, reason, createdAt } = row;
  const isHidden = row.statementShown === false;
  return {
    id,
    number,
    subject,
    statementId: subject === "statement" && !isHidden ? subjectId : null,
    author: handle ?? author,
    isMember: handle !== null,
    reason,
    at: createdAt.toISOString(),
    isFirst: row.before === null,
    isHidden,
    differences: isHidden ? [] : listDifferences(row.before, row.content),
  };
}

/** No revision has a larger number. */
const NEWEST = 2_147_483_647;

/**
 * What changed about a tool, newest first, from a cursor on (the id of the last entry of the page before; 0: from the newest). Null
 * for an unknown tool, and for a cursor that is no entry of its history.
 */
export async function listToolHistory(slug: string, after: number): Promise<HistoryPage | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.tool(slug), tags.statements(slug), tags.settledStatements(slug));
  const tool = await db().tool.findUnique({ where: { slug }, select: { id: true, revision: true } });
  if (!tool) return null;
  if (after > 0 && (await db().revision.count({ where: { id: after, toolId: tool.id } })) === 0) return null;
  const rows = await listRows(tool.id, after > 0 ? after : NEWEST);
  const entries = rows.slice(0, ENTRIES_PER_PAGE).map(toEntry);
  const last = rows.length > ENTRIES_PER_PAGE ? entries.at(-1) : undefined;
  return { revision: tool.revision, entries, next: last?.id ?? null };
}
