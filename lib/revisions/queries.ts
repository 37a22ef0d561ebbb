import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { listDifferences } from "@/lib/revisions/rules";
import type { HistoryEntry, HistoryPage } from "@/lib/revisions/schema";
import { tags } from "@/lib/tags";

const ENTRIES_PER_PAGE = 20;
/** How many versions the history of a stackup shows. */
const STACKUP_ENTRIES_SHOWN = 100;

type Row = {
  id: number;
  number: number;
  subject: HistoryEntry["subject"];
  subjectId: number;
  author: string;
  handle: string | null;
  hasProfile: boolean;
  reason: string;
  createdAt: Date;
  content: unknown;
  before: unknown;
  isRemoval: boolean | null;
  /** Null for revisions of anything but statements. */
  statementShown: boolean | null;
  isRestorable: boolean | null;
};

/** The revisions `r` that a condition chooses, newest first. */
async function listRows(chosen: Prisma.Sql, limit: number): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    SELECT r.id, r.number, r.subject::text, r.subject_id AS "subjectId", r.author, r.reason, r.created_at AS "createdAt",
      m.handle, coalesce(m.email_verified AND m.banned_at IS NULL, false) AS "hasProfile", r.content, p.content AS before,
      CASE WHEN jsonb_typeof(r.effects -> 'removed') = 'boolean' THEN (r.effects -> 'removed')::boolean END AS "isRemoval",
      CASE WHEN r.subject = 'statement' THEN coalesce(s.status IN ('published', 'merged'), false) END AS "statementShown",
      s.status IN ('published', 'refused') AND r.content ->> 'status' = 'published'
        AND (r.number < s.revision OR s.status = 'refused') AS "isRestorable"
    FROM revisions r
    LEFT JOIN members m ON m.id = r.author_id
    LEFT JOIN revisions p ON p.subject = r.subject AND p.subject_id = r.subject_id AND p.number = r.number - 1
    LEFT JOIN statements s ON r.subject = 'statement' AND s.id = r.subject_id
    WHERE ${chosen} ORDER BY r.id DESC LIMIT ${limit}`;
}

/**
 * Revisions of a tool and of its statements. Statements that never stood on the page are left out; the words of those that were taken
 * off it are not repeated here.
 */
function ofTool(toolId: number, before: number): Prisma.Sql {
  return Prisma.sql`
    r.tool_id = ${toolId} AND r.id < ${before} AND (r.subject = 'tool' OR (r.subject = 'statement' AND EXISTS (
      SELECT FROM revisions e
      WHERE e.subject = 'statement' AND e.subject_id = r.subject_id AND e.content ->> 'status' = 'published')))`;
}

function toEntry(row: Row): HistoryEntry {
  const { id, number, subject, subjectId, author, handle, hasProfile, reason, createdAt, isRemoval } = row;
  const isHidden = row.statementShown === false;
  return {
    id,
    number,
    subject,
    statementId: subject === "statement" && !isHidden ? subjectId : null,
    restorableId: row.isRestorable ? subjectId : null,
    author,
    handle: hasProfile ? handle : null,
    reason,
    at: createdAt.toISOString(),
    isFirst: row.before === null,
    isHidden,
    isRemoval,
    differences: isHidden ? [] : listDifferences(row.before, row.content),
  };
}

/** The entries of rows; names and profiles of their authors change with these members. */
function toEntries(rows: Row[]): HistoryEntry[] {
  cacheTag(...new Set(rows.flatMap(({ handle }) => (handle === null ? [] : [tags.member(handle)]))));
  return rows.map(toEntry);
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
  cacheTag(tags.tool(slug), tags.statements(slug));
  const tool = await db().tool.findUnique({ where: { slug }, select: { id: true, revision: true } });
  if (!tool) return null;
  if (after > 0 && (await db().revision.count({ where: { id: after, toolId: tool.id } })) === 0) return null;
  const rows = await listRows(ofTool(tool.id, after > 0 ? after : NEWEST), ENTRIES_PER_PAGE + 1);
  const entries = toEntries(rows.slice(0, ENTRIES_PER_PAGE));
  const last = rows.length > ENTRIES_PER_PAGE ? entries.at(-1) : undefined;
  return { revision: tool.revision, entries, next: last?.id ?? null };
}

/** The versions of a stackup's written differences, newest first; empty where nobody wrote any. */
export async function listStackupHistory(slug: string): Promise<HistoryEntry[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stackup(slug));
  const stackup = await db().stackup.findUnique({ where: { slug }, select: { id: true } });
  if (!stackup) return [];
  const chosen = Prisma.sql`r.subject = 'stackup' AND r.subject_id = ${stackup.id}`;
  return toEntries(await listRows(chosen, STACKUP_ENTRIES_SHOWN));
}
