import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { isCountedStack, isPublicStack, stackCardColumns, tagStackCards } from "@/lib/stacks/queries";
import type { StackCard, StackKind } from "@/lib/stacks/schema";
import type { JointUsage, ToolMove, ToolUsage } from "@/lib/stacks/usage/schema";
import { tags } from "@/lib/tags";

const NEWEST = 5;
const LARGEST = 5;
const USED_WITH = 12;
const MOVES = 8;
const REASONS = 3;
/** “Used with” looks at so many of the newest stacks, so that a tool that all have costs no more than one that some have. */
const LOOKED_AT = 500;

const isWith = (toolId: number) =>
  Prisma.sql`EXISTS (SELECT FROM stack_tools r WHERE r.stack_id = s.id AND r.tool_id = ${toolId})`;

type KindRow = { kind: StackKind; isExtracted: boolean; layer: string | null; stacks: number };
type CompanionRow = {
  slug: string;
  name: string;
  set: string | null;
  icon: string | null;
  stacks: number;
  looked: number;
};

function listMoves(toolId: number, here: "from" | "to"): Promise<ToolMove[]> {
  const [own, other] = here === "from" ? ["from_tool_id", "to_tool_id"] : ["to_tool_id", "from_tool_id"];
  return db().$queryRaw<ToolMove[]>`
    SELECT json_build_object('slug', t.slug, 'name', t.name) AS tool, count(*)::int AS stacks,
      coalesce(to_json((array_agg(json_build_object('text', m.reason, 'stack', json_build_object('slug', s.slug, 'name', s.name))
        ORDER BY m.created_at DESC) FILTER (WHERE m.reason IS NOT NULL))[1:${REASONS}]), '[]') AS reasons
    FROM stack_moves m JOIN stacks s ON s.id = m.stack_id JOIN tools t ON t.id = m.${Prisma.raw(other)}
    WHERE m.${Prisma.raw(own)} = ${toolId} AND t.removed_at IS NULL AND ${isCountedStack}
    GROUP BY t.id ORDER BY count(*) DESC, t.slug LIMIT ${MOVES}`;
}

/** What public stacks say of a tool, by its own slug: how many, with what, moved from and to what. Null for no tool. */
export async function getToolUsage(slug: string): Promise<ToolUsage | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stacksOf(slug), tags.categories);
  const tool = await db().tool.findUnique({
    where: { slug, removedAt: null },
    select: { id: true, function: { select: { path: true } } },
  });
  if (!tool) return null;
  const { id } = tool;
  const list = (order: Prisma.Sql, limit: number) => db().$queryRaw<StackCard[]>`
    SELECT ${stackCardColumns} FROM stacks s WHERE ${isCountedStack} AND ${isWith(id)} ORDER BY ${order} LIMIT ${limit}`;
  const [rows, layers, newest, largest, companions, movedTo, movedFrom] = await Promise.all([
    db().$queryRaw<KindRow[]>`
      SELECT s.kind::text, s.origin = 'extracted' AS "isExtracted", r.layer, count(*)::int AS stacks
      FROM stack_tools r JOIN stacks s ON s.id = r.stack_id
      WHERE r.tool_id = ${id} AND ${isPublicStack} GROUP BY 1, 2, 3`,
    db().category.findMany({ where: { level: "layer" }, select: { slug: true, name: true } }),
    list(Prisma.sql`s.updated_at DESC, s.id DESC`, NEWEST),
    list(Prisma.sql`s.tool_count DESC, s.id DESC`, LARGEST),
    db().$queryRaw<CompanionRow[]>`
      WITH mine AS (
        SELECT s.id FROM stacks s WHERE ${isCountedStack} AND ${isWith(id)} ORDER BY s.updated_at DESC, s.id DESC LIMIT ${LOOKED_AT}
      ), beside AS (
        -- OFFSET 0 keeps the planner from reading the tools of all stacks for those of some hundred
        SELECT r.tool_id, count(*)::int AS stacks FROM mine
        CROSS JOIN LATERAL (SELECT tool_id FROM stack_tools WHERE stack_id = mine.id OFFSET 0) r
        WHERE r.tool_id <> ${id} GROUP BY 1
      )
      SELECT t.slug, t.name, l."set", l.icon, b.stacks, (SELECT count(*)::int FROM mine) AS looked
      FROM beside b JOIN tools t ON t.id = b.tool_id LEFT JOIN logos l ON l.tool_id = t.id
      WHERE t.removed_at IS NULL ORDER BY b.stacks DESC, t.stars DESC NULLS LAST, t.slug LIMIT ${USED_WITH}`,
    listMoves(id, "from"),
    listMoves(id, "to"),
  ]);
  tagStackCards([...newest, ...largest]);
  cacheTag(
    ...[...companions, ...movedFrom.map((move) => move.tool), ...movedTo.map((move) => move.tool)].map((other) =>
      tags.tool(other.slug),
    ),
  );
  const counted = rows.filter((row) => !row.isExtracted);
  const sum = (some: KindRow[]) => some.reduce((total, row) => total + row.stacks, 0);
  const ofKind = (kind: StackKind) => sum(counted.filter((row) => row.kind === kind));
  const [home] = tool.function.path.split("/");
  const ofLayer = layers.map((layer) => ({
    name: layer.name,
    stacks: sum(counted.filter((row) => (row.layer ?? home) === layer.slug)),
  }));
  const byKind = { member: ofKind("member"), company: ofKind("company"), project: ofKind("project") };
  return {
    total: sum(counted),
    kinds: byKind,
    extracted: sum(rows) - sum(counted),
    layers: ofLayer.filter(({ stacks }) => stacks > 0).sort((a, b) => b.stacks - a.stacks),
    newest,
    largest,
    usedWith: companions.map(({ slug: other, name, set, icon, stacks }) => ({
      tool: { slug: other, name, logo: set && icon ? { set, icon } : null },
      stacks,
    })),
    looked: companions[0]?.looked ?? 0,
    movedFrom,
    movedTo,
  };
}

/** How many public stacks use the tools of a stackup (own slugs joined by commas): each, all of them, at least one. One SQL query. */
export async function getJointUsage(joinedSlugs: string): Promise<JointUsage> {
  "use cache";
  cacheLife("hours");
  const slugs = joinedSlugs.split(",");
  cacheTag(...slugs.map(tags.stacksOf));
  const rows = await db().$queryRaw<{ slugs: string[]; stacks: number }[]>`
    SELECT used.slugs, count(*)::int AS stacks FROM (
      SELECT array_agg(t.slug ORDER BY t.slug) AS slugs FROM stack_tools r
      JOIN tools t ON t.id = r.tool_id JOIN stacks s ON s.id = r.stack_id
      WHERE t.slug = ANY(${slugs}) AND t.removed_at IS NULL AND ${isCountedStack} GROUP BY r.stack_id) used
    GROUP BY 1`;
  const sum = (matches: (used: string[]) => boolean) =>
    rows.filter((row) => matches(row.slugs)).reduce((total, row) => total + row.stacks, 0);
  return {
    each: slugs.map((slug) => ({ slug, stacks: sum((used) => used.includes(slug)) })),
    all: sum((used) => used.length === slugs.length),
    any: sum(() => true),
  };
}
