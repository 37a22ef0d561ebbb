import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { toSource } from "@/lib/sources/queries";
import { inToolOrder, stackupDocumentSelect } from "@/lib/stackups/documents/rules";
import { parsePair, stackupSlug } from "@/lib/stackups/rules";
import type { StackupCard, WrittenStackup } from "@/lib/stackups/schema";
import { listStatements } from "@/lib/statements/queries";
import type { ToolStatements } from "@/lib/statements/schema";
import { tags } from "@/lib/tags";
import { listAlternatives } from "@/lib/tools/alternatives/queries";
import { findSlugs, getTool } from "@/lib/tools/queries";
import type { Alternative, ToolPage } from "@/lib/tools/schema";

/** The written differences of a stackup by its canonical slug; null when no editor wrote any. One SQL query. */
export async function getWrittenStackup(slug: string): Promise<WrittenStackup | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stackup(slug));
  const row = await db().stackup.findUnique({
    relationLoadStrategy: "join",
    where: { slug, removedAt: null },
    select: { ...stackupDocumentSelect, slug: true, checkedOn: true },
  });
  if (!row) return null;
  return {
    slug: row.slug,
    summary: row.summary,
    chooseNeither: row.chooseNeither,
    checkedOn: row.checkedOn.toISOString().slice(0, 10),
    choices: row.tools.flatMap(({ tool, choice }) => (choice ? [{ tool: tool.slug, text: choice.text }] : [])),
    claims: row.claims.map(({ topic, cells }) => ({
      topic,
      cells: inToolOrder(cells).map(({ text, tool, source }) => ({
        tool: tool.tool.slug,
        text,
        source: toSource(source),
      })),
    })),
  };
}

type CardRow = { slug: string; tools: { slug: string; name: string }[]; function: string; votes: number };

/** The columns behind a StackupCard, for a query over `stackups s`. */
const cardColumns = Prisma.sql`
  s.slug,
  (SELECT json_agg(json_build_object('slug', t.slug, 'name', t.name) ORDER BY st.position)
     FROM stackup_tools st JOIN tools t ON t.id = st.tool_id WHERE st.stackup_id = s.id) AS tools,
  (SELECT c.name FROM stackup_tools st JOIN tools t ON t.id = st.tool_id JOIN categories c ON c.id = t.function_id
     WHERE st.stackup_id = s.id AND st.position = 0) AS function,
  (SELECT sum(t.votes)::int FROM stackup_tools st JOIN tools t ON t.id = st.tool_id WHERE st.stackup_id = s.id) AS votes`;

/** Stackups that the site shows: neither they nor one of their tools was taken off it. */
export const isShown = Prisma.sql`
  s.removed_at IS NULL AND NOT EXISTS (
    SELECT FROM stackup_tools st JOIN tools t ON t.id = st.tool_id WHERE st.stackup_id = s.id AND t.removed_at IS NOT NULL)`;

/** How well known the tools of a stackup are: by the stars of the least starred one, then by their votes. */
const popularity = Prisma.sql`
  (SELECT min(coalesce(t.stars, 0)) FROM stackup_tools st JOIN tools t ON t.id = st.tool_id WHERE st.stackup_id = s.id) DESC,
  (SELECT sum(t.votes) FROM stackup_tools st JOIN tools t ON t.id = st.tool_id WHERE st.stackup_id = s.id) DESC,
  s.slug`;

function tagCards(cards: CardRow[]): StackupCard[] {
  cacheTag(...cards.flatMap((card) => card.tools.map((tool) => tags.tool(tool.slug))));
  return cards;
}

/** The written stackups whose tools are best known. */
export async function listPopularStackups(limit: number): Promise<StackupCard[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stackupList);
  return tagCards(
    await db().$queryRaw<
      CardRow[]
    >`SELECT ${cardColumns} FROM stackups s WHERE ${isShown} ORDER BY ${popularity} LIMIT ${limit}`,
  );
}

/** All written stackups by function, in the order of the category tree. */
export async function listStackups(): Promise<StackupCard[]> {
  "use cache";
  cacheLife("hours");
  // A tag for each tool would be more than a cache entry may carry: whoever changes a tool's name clears the list of tools.
  cacheTag(tags.stackupList, tags.categories, tags.toolList);
  return db().$queryRaw<StackupCard[]>`
      SELECT ${cardColumns} FROM stackups s
      JOIN stackup_tools st ON st.stackup_id = s.id AND st.position = 0
      JOIN tools t ON t.id = st.tool_id
      JOIN categories c ON c.id = t.function_id
      JOIN categories p ON p.id = c.parent_id
      JOIN categories l ON l.id = p.parent_id
      WHERE ${isShown}
      ORDER BY l.position, p.position, c.position, s.slug`;
}

/** Written stackups in which a tool appears. */
export async function listStackupsOfTool(toolSlug: string, limit: number): Promise<StackupCard[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stackupList, tags.tool(toolSlug));
  return tagCards(
    await db().$queryRaw<CardRow[]>`
      SELECT ${cardColumns} FROM stackups s
      JOIN stackup_tools own ON own.stackup_id = s.id
      JOIN tools o ON o.id = own.tool_id AND o.slug = ${toolSlug}
      WHERE ${isShown}
      ORDER BY ${popularity} LIMIT ${limit}`,
  );
}

/**
 * Written stackups near the given tools (slugs joined by commas): first those that share a tool, then those of the same
 * function, then of the same category, then the best known; the stackup of just these tools is left out.
 */
export async function listRelatedStackups(joinedSlugs: string, limit: number): Promise<StackupCard[]> {
  "use cache";
  cacheLife("hours");
  const slugs = joinedSlugs.split(",");
  cacheTag(tags.stackupList, ...slugs.map(tags.tool));
  const own = stackupSlug(slugs);
  return tagCards(
    await db().$queryRaw<CardRow[]>`
      WITH compared AS (
        SELECT t.id, t.function_id, c.parent_id AS category_id
        FROM tools t JOIN categories c ON c.id = t.function_id WHERE t.slug IN (${Prisma.join(slugs)})
      ), nearness AS (
        SELECT st.stackup_id,
          min(CASE
            WHEN t.id IN (SELECT id FROM compared) THEN 0
            WHEN t.function_id IN (SELECT function_id FROM compared) THEN 1
            WHEN c.parent_id IN (SELECT category_id FROM compared) THEN 2
            ELSE 3 END) AS step
        FROM stackup_tools st JOIN tools t ON t.id = st.tool_id JOIN categories c ON c.id = t.function_id
        GROUP BY st.stackup_id
      )
      SELECT ${cardColumns} FROM stackups s JOIN nearness n ON n.stackup_id = s.id
      WHERE s.slug <> ${own} AND ${isShown}
      ORDER BY n.step, ${popularity} LIMIT ${limit}`,
  );
}

/** Canonical slugs of all written stackups with the day they were last checked, for the sitemap. */
export async function listStackupSlugs(): Promise<{ slug: string; checkedOn: string }[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stackupList);
  const rows = await db().stackup.findMany({
    where: { removedAt: null, tools: { every: { tool: { removedAt: null } } } },
    orderBy: { slug: "asc" },
    select: { slug: true, checkedOn: true },
  });
  return rows.map((row) => ({ slug: row.slug, checkedOn: row.checkedOn.toISOString().slice(0, 10) }));
}

/** How many alternatives a stackup or a tool's page lists. */
const ALTERNATIVES_SHOWN = 14;

/** Everything that a stackup's page shows, or where to find it. */
export type StackupPage = {
  tools: ToolPage[];
  statements: ToolStatements[];
  written: WrittenStackup | null;
  alternatives: Alternative[];
  related: StackupCard[];
};

/**
 * The page of a stackup as the URL names it. Answers the page when the text is its canonical slug, the canonical slug when
 * aliases, another order or other letters were used, and null when it is no stackup: an unknown tool, a tool named twice,
 * fewer than two or more than four tools.
 */
export async function getStackup(pair: string): Promise<{ canonical: string } | StackupPage | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.toolList);
  const named = parsePair(pair);
  if (!named) return null;
  const slugs = (await findSlugs(named)).filter((slug) => slug !== null);
  if (slugs.length < named.length || new Set(slugs).size < slugs.length) return null;
  slugs.sort();
  const canonical = stackupSlug(slugs);
  if (canonical !== pair) return { canonical };
  const joined = slugs.join(",");
  const [tools, statements, written, alternatives, related] = await Promise.all([
    Promise.all(slugs.map(getTool)),
    Promise.all(slugs.map(listStatements)),
    getWrittenStackup(canonical),
    listAlternatives(joined, ALTERNATIVES_SHOWN),
    listRelatedStackups(joined, 6),
  ]);
  const found = tools.filter((tool) => tool !== null);
  return found.length === slugs.length ? { tools: found, statements, written, alternatives, related } : null;
}
