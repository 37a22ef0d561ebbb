import "server-only";
import type { Database } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** Sets, in SQL, the stars that lists sort by to the newest snapshot of each tool. Runs in the caller's transaction. */
export async function recountStars(tx: Database, toolIds: number[]): Promise<void> {
  if (toolIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE tools t
    SET stars = (
      SELECT f.value FROM figures f
      WHERE f.tool_id = t.id AND f.metric = 'stars' AND f.role = 'snapshot'
      ORDER BY f.as_of DESC LIMIT 1)
    WHERE t.id IN (${Prisma.join(toolIds)})`;
}

/** The newest snapshot of GitHub stars of each tool that has one, by the tool's id. */
export async function listNewestStars(tx: Database): Promise<Map<number, { value: number; asOf: string }>> {
  const rows = await tx.$queryRaw<{ toolId: number; value: number; asOf: string }[]>`
    SELECT DISTINCT ON (tool_id) tool_id AS "toolId", value::int AS value, as_of AS "asOf" FROM figures
    WHERE metric = 'stars' AND role = 'snapshot' ORDER BY tool_id, as_of DESC`;
  return new Map(rows.map(({ toolId, ...stars }) => [toolId, stars]));
}

/** A tool whose stored stars differ from its newest snapshot. There must be none. */
export type StarDrift = { tool: string; stored: number | null; counted: number | null };

/** Finds tools whose stored stars differ from their newest snapshot. Changes nothing. */
export async function findStarDrift(database: Database): Promise<StarDrift[]> {
  const tools = await database.tool.findMany({
    orderBy: { slug: "asc" },
    select: { id: true, slug: true, stars: true },
  });
  const newest = await listNewestStars(database);
  return tools
    .map(({ id, slug, stars }) => ({ tool: slug, stored: stars, counted: newest.get(id)?.value ?? null }))
    .filter(({ stored, counted }) => stored !== counted);
}
