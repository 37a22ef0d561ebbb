import "server-only";
import { db } from "@/lib/db";
import { escapeLike } from "@/lib/search/rules";
import { shownTools, toolCardSelect, toToolCard } from "@/lib/tools/queries";
import type { ToolCard, ToolName } from "@/lib/tools/schema";

/**
 * Tools that match a text by name, alias or tagline, best first: the exact name or alias, then names that begin with it, that
 * hold it, aliases that hold it, near spellings (trigrams), taglines. Never cached: texts are free.
 */
export async function searchTools(text: string, limit: number): Promise<ToolCard[]> {
  // PostgreSQL takes no text with a zero byte.
  const query = text.replaceAll("\0", "").trim().toLowerCase();
  if (query === "") return [];
  const inside = `%${escapeLike(query)}%`;
  const begin = `${escapeLike(query)}%`;
  const dashed = query.replace(/[\s._-]+/g, "-").replace(/^-|-$/g, "");
  // Without this, a search for a dot or a blank would find every slug of two words.
  const dashedInside = dashed === "" ? "" : `%${escapeLike(dashed)}%`;
  // “VS Code” and “Git Hub” mean slugs of one word.
  const joined = dashed.replaceAll("-", "");
  const hits = await db().$queryRaw<{ id: number }[]>`
    WITH hits AS (
      SELECT tool_id AS id, 0 AS rank FROM tool_slugs WHERE lower(slug) IN (${query}, ${dashed})
      UNION ALL SELECT tool_id, 0 FROM tool_slugs WHERE replace(lower(slug), '-', '') = ${joined}
      UNION ALL SELECT id, 0 FROM tools WHERE sort_name = ${query}
      UNION ALL SELECT id, 1 FROM tools WHERE sort_name LIKE ${begin}
      UNION ALL SELECT id, 2 FROM tools WHERE sort_name LIKE ${inside}
      UNION ALL SELECT tool_id, 3 FROM tool_slugs WHERE lower(slug) LIKE ${dashedInside}
      UNION ALL SELECT id, 4 FROM tools WHERE sort_name % ${query}
      UNION ALL SELECT id, 5 FROM tools WHERE lower(tagline) LIKE ${inside}
    ), best AS (SELECT id, min(rank) AS rank FROM hits GROUP BY id)
    SELECT t.id FROM best b JOIN tools t ON t.id = b.id AND t.removed_at IS NULL
    ORDER BY b.rank, t.votes DESC, t.stars DESC NULLS LAST, similarity(t.sort_name, ${query}) DESC, t.slug
    LIMIT ${limit}`;
  const ids = hits.map((hit) => hit.id);
  const rows = await db().tool.findMany({
    relationLoadStrategy: "join",
    where: { id: { in: ids }, ...shownTools },
    select: toolCardSelect,
  });
  return rows.map(toToolCard).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** The slug of the tool that a name, slug or alias in a search means; null when none is near. */
export async function findToolByName(name: string): Promise<string | null> {
  const [best] = await searchTools(name, 1);
  return best?.slug ?? null;
}

/** Tools whose names are near the given ones: at most two for each, six in all. */
export async function listNearNames(names: string[]): Promise<ToolName[]> {
  const found = await Promise.all(names.map((name) => searchTools(name, 2)));
  const tools = new Map(found.flat().map(({ slug, name }) => [slug, { slug, name }]));
  return [...tools.values()].slice(0, 6);
}
