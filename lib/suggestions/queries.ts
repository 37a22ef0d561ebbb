import "server-only";
import { z } from "zod";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { listDifferences } from "@/lib/revisions/rules";
import { listUnits } from "@/lib/revisions/versions/rules";
import { getCompared, getEditedStackup } from "@/lib/stackups/documents/queries";
import { stackupTitle } from "@/lib/stackups/rules";
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
    const found = await Promise.all(
      keys.map(async (slug): Promise<[string, Standing] | null> => {
        const compared = await getCompared(slug);
        if (!compared) return null;
        const written = await getEditedStackup(compared.slug);
        const name = stackupTitle(compared.tools);
        const path = `/stackups/${compared.slug}`;
        return [
          slug,
          { id: written?.id ?? 0, revision: written?.revision ?? 0, name, path, content: written?.document ?? {} },
        ];
      }),
    );
    return new Map(found.filter((entry) => entry !== null));
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

async function list(
  where: Prisma.SuggestionWhereInput,
  order: "asc" | "desc",
  take: number,
): Promise<SuggestionItem[]> {
  const rows = await db().suggestion.findMany({ where, orderBy: { id: order }, take, select: suggestionSelect });
  const items: SuggestionItem[] = [];
  for (const subject of suggestionSubjects) {
    const own = rows.filter((row) => row.subject === subject);
    const standings = (await finders[subject]?.(own.map((row) => row.subjectKey))) ?? new Map<string, Standing>();
    for (const row of own) {
      const standing = standings.get(row.subjectKey);
      const number = Math.max(1, row.base);
      const seen =
        standing && (row.base !== standing.revision || row.status !== "waiting")
          ? await db().revision.findUnique({
              where: { subject_subjectId_number: { subject, subjectId: standing.id, number } },
              select: { content: true },
            })
          : null;
      const was = contentSchema.safeParse(seen?.content).data ?? standing?.content ?? {};
      const content = contentSchema.safeParse(row.content).data ?? {};
      const units = standing && row.status === "waiting" ? listUnits(was, standing.content, content) : [];
      items.push({
        id: row.id,
        subject,
        about: standing ? { name: standing.name, path: standing.path } : null,
        member: row.member.handle,
        reason: row.reason,
        suggestedOn: row.createdAt.toISOString().slice(0, 10),
        status: row.status,
        answer: row.answer,
        decidedOn: row.decidedAt?.toISOString().slice(0, 10) ?? null,
        differences: listDifferences(was, content),
        contested: units.filter((unit) => unit.changedBy === "both").map((unit) => unit.label),
      });
    }
  }
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
