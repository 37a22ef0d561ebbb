import "server-only";
import { z } from "zod";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { listDifferences } from "@/lib/revisions/rules";
import { listUnits } from "@/lib/revisions/versions/rules";
import { listEditedStackups } from "@/lib/stackups/documents/queries";
import { contentSeen, seenNumber } from "@/lib/suggestions/rules";
import { type SuggestionItem, type SuggestionSubject, suggestionSubjects } from "@/lib/suggestions/schema";
import { listToolDocuments } from "@/lib/tools/documents/queries";

type Content = Record<string, unknown>;
/** How a subject stands now: its id, newest revision, page and content. */
type Standing = { id: number; revision: number; name: string; path: string; content: Content };

const contentSchema = z.record(z.string(), z.unknown());

/** How the queue finds what suggestions are about, by their keys. */
const finders: Partial<Record<SuggestionSubject, (keys: string[]) => Promise<Map<string, Standing>>>> = {
  tool: async (keys) => {
    const rows = await db().toolSlug.findMany({
      where: { slug: { in: keys }, tool: { removedAt: null } },
      select: { slug: true, tool: { select: { id: true, slug: true, name: true, revision: true } } },
    });
    const documents = await listToolDocuments(
      db(),
      rows.map((row) => row.tool.id),
    );
    return new Map(
      rows.flatMap(({ slug, tool }) => {
        const content = documents.get(tool.id);
        return content ? [[slug, { ...tool, path: `/tools/${tool.slug}`, content }]] : [];
      }),
    );
  },
  stackup: async (keys) => {
    const found = await listEditedStackups(keys);
    return new Map(
      [...found].map(([key, { slug, title, written }]) => [
        key,
        {
          id: written?.id ?? 0,
          revision: written?.revision ?? 0,
          name: title,
          path: `/stackups/${slug}`,
          content: written?.document ?? {},
        },
      ]),
    );
  },
};

const suggestionSelect = {
  id: true,
  subject: true,
  subjectKey: true,
  base: true,
  content: true,
  reason: true,
  status: true,
  answer: true,
  createdAt: true,
  decidedAt: true,
  member: { select: { handle: true } },
} satisfies Prisma.SuggestionSelect;

type Row = Prisma.SuggestionGetPayload<{ select: typeof suggestionSelect }>;
type Known = { row: Row; subject: SuggestionSubject; standing: Standing | undefined };

/** The rows with how what they are about stands now: at most three SQL queries a subject. */
async function findStandings(rows: Row[]): Promise<Known[]> {
  const known: Known[] = [];
  for (const subject of suggestionSubjects) {
    const own = rows.filter((row) => row.subject === subject);
    if (own.length === 0) continue;
    const standings = await finders[subject]?.(own.map((row) => row.subjectKey));
    known.push(...own.map((row) => ({ row, subject, standing: standings?.get(row.subjectKey) })));
  }
  return known;
}

/** The revisions on which suggestions were made, by subject, id and number, where what stands now does not say it. One SQL query. */
async function findSeen(known: Known[]) {
  const places = known.flatMap(({ row, subject, standing }) =>
    standing && (row.base !== standing.revision || row.status !== "waiting")
      ? [{ subject, subjectId: standing.id, number: seenNumber(row.base) }]
      : [],
  );
  if (places.length === 0) return new Map<string, never>();
  const revisions = await db().revision.findMany({
    where: { OR: places },
    select: { subject: true, subjectId: true, number: true, content: true, authorId: true, author: true },
  });
  return new Map(
    revisions.map((revision) => [`${revision.subject} ${revision.subjectId} ${revision.number}`, revision]),
  );
}

async function list(
  where: Prisma.SuggestionWhereInput,
  order: "asc" | "desc",
  take: number,
): Promise<SuggestionItem[]> {
  const rows = await db().suggestion.findMany({ where, orderBy: { id: order }, take, select: suggestionSelect });
  const known = await findStandings(rows);
  const seen = await findSeen(known);
  const items = known.map(({ row, subject, standing }): SuggestionItem => {
    const revision = seen.get(`${subject} ${standing?.id} ${seenNumber(row.base)}`);
    const was = contentSeen({ subject, base: row.base }, revision) ?? standing?.content ?? {};
    const content = contentSchema.safeParse(row.content).data ?? {};
    const units = standing && row.status === "waiting" ? listUnits(was, standing.content, content) : [];
    return {
      id: row.id,
      subject,
      key: row.subjectKey,
      about: standing ? { name: standing.name, path: standing.path } : null,
      member: row.member.handle,
      reason: row.reason,
      suggestedOn: row.createdAt.toISOString().slice(0, 10),
      status: row.status,
      answer: row.answer,
      decidedOn: row.decidedAt?.toISOString().slice(0, 10) ?? null,
      differences: listDifferences(was, content),
      contested: units.filter((unit) => unit.changedBy === "both").map((unit) => unit.label),
    };
  });
  return items.sort((a, b) => (order === "asc" ? a.id - b.id : b.id - a.id));
}

/** The suggestions that wait, oldest first, as many as an editor looks through at once. Not cached. */
export async function listWaitingSuggestions(): Promise<SuggestionItem[]> {
  return list({ status: "waiting" }, "asc", 50);
}

/** A member's suggestions, newest first. Not cached: they are the member's own. */
export async function listOwnSuggestions(memberId: string): Promise<SuggestionItem[]> {
  return list({ memberId }, "desc", 100);
}

/** A suggestion that waits, with the content that it asks for and the revision that it was made on; null when it does not wait. */
export async function getWaitingSuggestion(id: number) {
  const row = await db().suggestion.findFirst({ where: { id, status: "waiting" }, select: suggestionSelect });
  if (!row) return null;
  const { id: _id, status: _status, content, member, ...rest } = row;
  return { ...rest, content: contentSchema.parse(content), member: member.handle };
}
