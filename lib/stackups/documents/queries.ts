import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { isByCatalog } from "@/lib/revisions/rules";
import { fromStored, stackupDocumentSelect } from "@/lib/stackups/documents/rules";
import {
  type EditedStackup,
  type StackupDocument,
  type StackupEntry,
  type StackupFilter,
  storedStackupSchema,
} from "@/lib/stackups/documents/schema";
import { getStackup } from "@/lib/stackups/queries";
import { parsePair, stackupSlug, stackupTitle } from "@/lib/stackups/rules";
import { shownTools } from "@/lib/tools/queries";
import type { ToolPage } from "@/lib/tools/schema";

/** The written differences of stackups by their canonical slugs, also those off the site. One SQL query. Not cached. */
async function findWritten(slugs: readonly string[]): Promise<Map<string, EditedStackup>> {
  const rows = await db().stackup.findMany({
    relationLoadStrategy: "join",
    where: { slug: { in: [...slugs] } },
    select: { ...stackupDocumentSelect, slug: true, id: true, revision: true, removedAt: true },
  });
  return new Map(
    rows.map(({ slug, id, revision, removedAt, ...row }) => [
      slug,
      { id, revision, isRemoved: removedAt !== null, document: fromStored(row) },
    ]),
  );
}

/** The written differences of a stackup by its canonical slug, also those off the site; null when nobody wrote any. Not cached. */
export async function getEditedStackup(slug: string): Promise<EditedStackup | null> {
  return (await findWritten([slug])).get(slug) ?? null;
}

/**
 * The stackups that slugs name, canonical or not, by these: how each is called, and what was written. Those with a tool that is gone
 * are left out. Two SQL queries. Not cached.
 */
export async function listEditedStackups(
  pairs: readonly string[],
): Promise<Map<string, { slug: string; title: string; written: EditedStackup | null }>> {
  const named = new Map(pairs.map((pair) => [pair, parsePair(pair) ?? []]));
  const rows = await db().toolSlug.findMany({
    where: { slug: { in: [...named.values()].flat() }, tool: shownTools },
    select: { slug: true, tool: { select: { slug: true, name: true } } },
  });
  const known = new Map(rows.map((row) => [row.slug, row.tool]));
  const found = [...named].flatMap(([pair, slugs]) => {
    const tools = new Map(slugs.flatMap((slug) => known.get(slug) ?? []).map((tool) => [tool.slug, tool]));
    if (slugs.length === 0 || tools.size < slugs.length) return [];
    const inOrder = [...tools.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
    return [{ pair, slug: stackupSlug([...tools.keys()]), title: stackupTitle(inOrder) }];
  });
  const written = await findWritten(found.map(({ slug }) => slug));
  return new Map(found.map(({ pair, slug, title }) => [pair, { slug, title, written: written.get(slug) ?? null }]));
}

/**
 * One version of a stackup's written differences; 0 is what stood there before its history began. Null when there is none of this
 * number. Not cached.
 */
export async function getStackupVersion(slug: string, number: number): Promise<StackupDocument | null> {
  const stackup = await db().stackup.findUnique({ where: { slug }, select: { id: true } });
  if (!stackup) return null;
  const place = { subject: "stackup" as const, subjectId: stackup.id, number: Math.max(1, number) };
  const row = await db().revision.findUnique({
    where: { subject_subjectId_number: place },
    select: { content: true, authorId: true, author: true },
  });
  if (!row || (number === 0 && !isByCatalog(row))) return null;
  return storedStackupSchema.safeParse(row.content).data ?? null;
}

const FILTERS: Record<StackupFilter, Prisma.Sql> = {
  all: Prisma.sql`s.removed_at IS NULL`,
  old: Prisma.sql`s.removed_at IS NULL AND o.checked < current_date - interval '1 year'`,
  edited: Prisma.sql`s.removed_at IS NULL AND s.edited_at IS NOT NULL`,
  removed: Prisma.sql`s.removed_at IS NOT NULL`,
};

/** How many written stackups the list of the admin area shows at once. */
export const STACKUPS_SHOWN = 100;

/**
 * Written stackups for the admin area: those whose tools' names or slugs hold all of the words, oldest check first, and how many there
 * are in all. Not cached: the words are free text.
 */
export async function listWrittenStackups(
  words: string,
  filter: StackupFilter,
): Promise<{ stackups: StackupEntry[]; total: number }> {
  const named = words
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => Prisma.sql`AND position(${word} IN lower(s.slug || ' ' || n.names)) > 0`);
  const rows = await db().$queryRaw<(StackupEntry & { total: number })[]>`
    SELECT s.slug, n.tools, (SELECT count(*)::int FROM claims c WHERE c.stackup_id = s.id) AS claims,
      to_char(s.checked_on, 'YYYY-MM-DD') AS "checkedOn", to_char(o.checked, 'YYYY-MM-DD') AS "oldestCheck",
      to_char(s.edited_at, 'YYYY-MM-DD') AS "editedAt", s.removed_at IS NOT NULL AS "isRemoved", count(*) OVER ()::int AS total
    FROM stackups s,
      LATERAL (SELECT json_agg(json_build_object('slug', t.slug, 'name', t.name) ORDER BY st.position) AS tools,
          string_agg(t.name, ' ') AS names
        FROM stackup_tools st JOIN tools t ON t.id = st.tool_id WHERE st.stackup_id = s.id) n,
      LATERAL (SELECT min(r.checked_on) AS checked
        FROM claim_cells x JOIN sources r ON r.id = x.source_id WHERE x.stackup_id = s.id) o
    WHERE ${FILTERS[filter]} ${named.length > 0 ? Prisma.join(named, " ") : Prisma.empty}
    ORDER BY o.checked, s.slug LIMIT ${STACKUPS_SHOWN}`;
  return { stackups: rows.map(({ total: _, ...entry }) => entry), total: rows[0]?.total ?? 0 };
}

/** What a form about a stackup is about: its canonical slug and the tools; null when the text names no stackup. */
export async function getCompared(pair: string): Promise<{ slug: string; tools: ToolPage[] } | null> {
  const page = await getStackup(pair);
  if (!page) return null;
  return "canonical" in page ? getCompared(page.canonical) : { slug: pair, tools: page.tools };
}
