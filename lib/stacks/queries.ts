import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { readStackQuery, SIZES } from "@/lib/stacks/rules";
import type { ChangedTool, StackCard, StackChange, StackPage } from "@/lib/stacks/schema";
import { tags } from "@/lib/tags";
import { toolCardSelect, toToolCard } from "@/lib/tools/queries";

/** The stacks that everybody may find, as a condition on `stacks s`. */
export const isPublicStack = Prisma.sql`s.visibility = 'public' AND s.removed_at IS NULL AND NOT s.is_withheld`;

/** Those of them that count as stacks of a tool: what was extracted from a data set counts apart. */
export const isCountedStack = Prisma.sql`${isPublicStack} AND s.origin <> 'extracted'`;

/** Tools named on the card of a stack. */
const CARD_TOOLS = 8;

/** The columns behind a StackCard, for a query over `stacks s`. */
export const stackCardColumns = Prisma.sql`
  s.slug, s.name, s.kind::text, s.origin::text, s.tool_count AS "toolCount",
  to_char(s.as_of, 'YYYY-MM-DD') AS "asOf",
  (SELECT m.handle FROM members m WHERE m.id = s.owner_id) AS owner,
  coalesce((
    SELECT json_agg(best) FROM (
      SELECT t.slug, t.name FROM stack_tools r JOIN tools t ON t.id = r.tool_id
      WHERE r.stack_id = s.id AND t.removed_at IS NULL
      ORDER BY t.stars DESC NULLS LAST, t.slug LIMIT ${CARD_TOOLS}) best), '[]') AS tools`;

/** No page can have a tag for each tool that so many cards name: their renaming clears all lists of tools, and these with them. */
export function tagStackCards(cards: readonly StackCard[]): void {
  cacheTag(tags.stackList, tags.toolList, ...cards.map((card) => tags.stack(card.slug)));
}

export const STACKS_PER_PAGE = 30;
/** Counting goes so far and no further: a reader needs to know that there are many. */
export const MOST_COUNTED = 1000;

/** One page of a list of stacks; `total` stops at MOST_COUNTED + 1, `next` is the cursor of the next page. */
export type StackListPage = { stacks: StackCard[]; next: string | null; total: number };

/**
 * Public stacks, newest or largest first, STACKS_PER_PAGE at a time. `query` is what a list is asked for as an address has it (see
 * stackQuery): of a kind, of a size, with a tool (by its own slug), with a tool of a category (by the slug of a layer, category or
 * function). `after` is the slug of the last stack of the page before. Null when no stack has that slug or none comes after it.
 * Two SQL queries, three with a category.
 */
export async function listStacks(query: string, after: string): Promise<StackListPage | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stackList);
  const { sort, kind, size, tool, category } = readStackQuery(query);
  const conditions = [isPublicStack];
  if (kind) conditions.push(Prisma.sql`s.kind = ${kind}::stack_kind`);
  if (size) conditions.push(Prisma.sql`s.tool_count BETWEEN ${SIZES[size].from} AND ${SIZES[size].to}`);
  if (tool)
    conditions.push(Prisma.sql`EXISTS (
      SELECT FROM stack_tools r WHERE r.stack_id = s.id AND r.tool_id = (SELECT id FROM tools WHERE slug = ${tool}))`);
  if (category) {
    const tools = await db().$queryRaw<{ id: number }[]>`
      SELECT t.id FROM tools t JOIN categories f ON f.id = t.function_id
      JOIN categories c ON c.id = f.parent_id JOIN categories l ON l.id = c.parent_id
      WHERE ${category} IN (f.slug, c.slug, l.slug)`;
    const ids = tools.map(({ id }) => id);
    conditions.push(
      Prisma.sql`EXISTS (SELECT FROM stack_tools r WHERE r.stack_id = s.id AND r.tool_id = ANY(${ids}::int[]))`,
    );
  }
  const where = Prisma.join(conditions, " AND ");
  const order = sort === "largest" ? Prisma.sql`s.tool_count` : Prisma.sql`s.updated_at`;
  const behind = after
    ? Prisma.sql`AND (${order}, s.id) < (SELECT ${order}, s.id FROM stacks s WHERE s.slug = ${after} AND ${isPublicStack})`
    : Prisma.empty;
  const [rows, [counted]] = await Promise.all([
    db().$queryRaw<StackCard[]>`
      SELECT ${stackCardColumns} FROM stacks s WHERE ${where} ${behind}
      ORDER BY ${order} DESC, s.id DESC LIMIT ${STACKS_PER_PAGE + 1}`,
    db().$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM (SELECT FROM stacks s WHERE ${where} LIMIT ${MOST_COUNTED + 1}) found`,
  ]);
  if (after && rows.length === 0) return null;
  const stacks = rows.slice(0, STACKS_PER_PAGE);
  tagStackCards(stacks);
  return {
    stacks,
    next: rows.length > STACKS_PER_PAGE ? (stacks.at(-1)?.slug ?? null) : null,
    total: counted?.total ?? 0,
  };
}

/** As many tags of tools as leave room for the others of a page. */
const TAGGED_TOOLS = 90;

/** A stack with all that its page shows, by its slug; null when there is none, it was taken off the site or its owner is banned. Unlisted ones too. */
export async function getStack(slug: string): Promise<StackPage | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stack(slug), tags.categories);
  const [row, layers] = await Promise.all([
    db().stack.findUnique({
      relationLoadStrategy: "join",
      where: { slug, removedAt: null, isWithheld: false },
      include: {
        owner: { select: { handle: true, name: true } },
        dataset: { select: { name: true, url: true } },
        _count: { select: { versions: true } },
        tools: {
          orderBy: { position: "asc" },
          include: {
            tool: {
              select: {
                ...toolCardSelect,
                removedAt: true,
                function: { select: { name: true, path: true } },
              },
            },
            evidence: { orderBy: { position: "asc" } },
          },
        },
      },
    }),
    db().category.findMany({ where: { level: "layer" }, select: { slug: true, name: true } }),
  ]);
  if (!row || row.version === 0) return null;
  const nameOf = new Map(layers.map((layer) => [layer.slug, layer.name]));
  const rows = row.tools.map(({ tool: stored, evidence, ...entry }) => {
    const shown = stored && stored.removedAt === null ? toToolCard(stored) : null;
    const layer = entry.layer ?? stored?.function.path.split("/")[0];
    return {
      name: entry.name,
      tool: shown && {
        slug: shown.slug,
        name: shown.name,
        kind: shown.kind,
        logo: shown.logo,
        lifecycle: shown.lifecycle,
      },
      layer,
      layerName: (layer && nameOf.get(layer)) ?? null,
      version: entry.version ?? undefined,
      role: entry.role ?? undefined,
      reason: entry.reason ?? undefined,
      replaced: entry.replaced ?? undefined,
      today: entry.today ?? undefined,
      since: entry.since ?? undefined,
      until: entry.until ?? undefined,
      evidence: evidence.map(({ file, line, commit }) => ({
        file,
        line: line ?? undefined,
        commit: commit ?? undefined,
      })),
    };
  });
  // Those that were taken off the site too: when one comes back, its name becomes a link again.
  const named = row.tools.flatMap(({ tool }) => (tool ? [tags.tool(tool.slug)] : []));
  cacheTag(...(named.length > TAGGED_TOOLS ? [tags.toolList, ...named.slice(0, TAGGED_TOOLS)] : named));
  if (row.owner) cacheTag(tags.member(row.owner.handle));
  return {
    slug: row.slug,
    name: row.name,
    kind: row.kind,
    origin: row.origin,
    visibility: row.visibility,
    owner: row.owner,
    dataset: row.dataset,
    url: row.url,
    description: row.description,
    commit: row.commit,
    asOf: row.asOf.toISOString().slice(0, 10),
    version: row.version,
    versions: row._count.versions,
    rows,
  };
}

/** Versions that a history shows, the newest ones. */
export const MOST_VERSIONS = 100;

/** What came and went in a stack, newest version first, with the moves that each made. */
export async function listStackHistory(slug: string): Promise<StackChange[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stack(slug), tags.toolList);
  const toolName = { select: { slug: true, name: true } } as const;
  const [versions, moves] = await Promise.all([
    db().stackVersion.findMany({
      where: { stack: { slug, removedAt: null, isWithheld: false } },
      orderBy: { number: "desc" },
      take: MOST_VERSIONS,
      select: { number: true, createdAt: true, added: true, removed: true },
    }),
    db().stackMove.findMany({
      where: { stack: { slug, removedAt: null, isWithheld: false } },
      orderBy: [{ fromToolId: "asc" }, { toToolId: "asc" }],
      select: { version: true, reason: true, from: toolName, to: toolName },
    }),
  ]);
  const keys = [...new Set(versions.flatMap(({ added, removed }) => [...added, ...removed]))];
  const tools = await db().tool.findMany({
    where: { removedAt: null, slugs: { some: { slug: { in: keys } } } },
    select: { slug: true, name: true, slugs: { select: { slug: true } } },
  });
  const bySlug = new Map(tools.flatMap((tool) => tool.slugs.map((alias) => [alias.slug, tool])));
  const toChanged = (key: string): ChangedTool => {
    const tool = bySlug.get(key);
    return tool ? { slug: tool.slug, name: tool.name } : { slug: null, name: key.replace(/^name:/, "") };
  };
  return versions.map(({ number, createdAt, added, removed }) => ({
    number,
    on: createdAt.toISOString().slice(0, 10),
    added: added.map(toChanged),
    removed: removed.map(toChanged),
    moves: moves.filter((move) => move.version === number).map(({ from, to, reason }) => ({ from, to, reason })),
  }));
}

/** Slugs of all public stacks with the day they were last shared, for the sitemap. */
export async function listStackSlugs(): Promise<{ slug: string; updatedOn: string }[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stackList);
  return db().$queryRaw<{ slug: string; updatedOn: string }[]>`
    SELECT s.slug, to_char(s.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "updatedOn"
    FROM stacks s WHERE ${isPublicStack} ORDER BY s.slug`;
}

/** Public stacks of a member, newest first. Cleared with the member's profile. */
export async function listStacksOfMember(handle: string): Promise<StackCard[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.member(handle));
  const stacks = await db().$queryRaw<StackCard[]>`
    SELECT ${stackCardColumns} FROM stacks s JOIN members m ON m.id = s.owner_id
    WHERE m.handle = ${handle} AND ${isPublicStack} ORDER BY s.updated_at DESC, s.id DESC LIMIT ${STACKS_PER_PAGE}`;
  tagStackCards(stacks);
  return stacks;
}
