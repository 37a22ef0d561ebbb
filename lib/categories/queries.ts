import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import type { CategoryNode, MovingTools } from "@/lib/categories/schema";
import { db } from "@/lib/db";
import { tags } from "@/lib/tags";

/** The whole tree, layers first, each node with the number of tools at or below it. One SQL query. */
export async function listCategories(): Promise<CategoryNode[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.categories, tags.toolList);
  const rows = await db().$queryRaw<
    { id: number; parentId: number | null; name: string; path: string; tools: number }[]
  >`
    SELECT c.id, c.parent_id AS "parentId", c.name, c.path, count(t.id)::int AS tools
    FROM categories c LEFT JOIN tools t ON t.function_id = c.id AND t.removed_at IS NULL
    GROUP BY c.id ORDER BY c.position, c.id`;
  const build = (parentId: number | null): CategoryNode[] =>
    rows
      .filter((row) => row.parentId === parentId)
      .map((row) => {
        const children = build(row.id);
        return {
          name: row.name,
          path: row.path,
          children,
          tools: row.tools + children.reduce((sum, child) => sum + child.tools, 0),
        };
      });
  return build(null);
}

/** Where a former path of the tree leads now; null when it never led anywhere. */
export async function findCategoryPath(path: string): Promise<string | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.categories);
  const former = await db().formerPath.findUnique({
    where: { path },
    select: { category: { select: { path: true } } },
  });
  return former?.category.path ?? null;
}

/** How many tools are named before a change of the tree is made. */
const TOOLS_NAMED = 200;

/** The tools that stand at or below a path, and how many they are. Not cached: an editor is about to move them. */
export async function listToolsBelow(path: string): Promise<MovingTools> {
  const where = { function: { OR: [{ path }, { path: { startsWith: `${path}/` } }] } };
  const [rows, total] = await Promise.all([
    db().tool.findMany({
      where,
      orderBy: { sortName: "asc" },
      take: TOOLS_NAMED,
      select: { slug: true, name: true, function: { select: { path: true } } },
    }),
    db().tool.count({ where }),
  ]);
  return { tools: rows.map(({ slug, name, function: place }) => ({ slug, name, path: place.path })), total };
}
