import "server-only";
import type { Database } from "@/lib/db";
import type { Metric as StoredMetric } from "@/lib/generated/prisma/client";
import type { SyncMetric } from "@/lib/sync/schema";

/** Sets, in SQL, the stars that lists sort by to the newest snapshot of each tool. Runs in the caller's transaction. */
export async function recountStars(tx: Database, toolIds: number[]): Promise<void> {
  if (toolIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE tools t SET stars = r.stars
    FROM (SELECT x.id, (
        SELECT f.value FROM figures f
        WHERE f.tool_id = x.id AND f.metric = 'stars' AND f.role = 'snapshot'
        ORDER BY f.as_of DESC LIMIT 1) AS stars
      FROM tools x WHERE x.id = ANY(${toolIds})) r
    WHERE t.id = r.id AND t.stars IS DISTINCT FROM r.stars`;
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

/** One reading of a count kept elsewhere: the day as of which it holds (`YYYY-MM-DD`), and the page where readers can see it. */
export type NewFigure = {
  toolId: number;
  metric: SyncMetric;
  value: number;
  asOf: string;
  source: { url: string; title: string };
};

const STORED: Record<SyncMetric, StoredMetric> = {
  stars: "stars",
  forks: "forks",
  "npm-downloads": "npm_downloads",
  "pypi-downloads": "pypi_downloads",
  "stack-overflow-questions": "stack_overflow_questions",
  "docker-pulls": "docker_pulls",
};

/** A metric as the database names it. */
export function storedMetric(metric: SyncMetric): StoredMetric {
  return STORED[metric];
}

/** The page as a source, checked on that day. A page that is read each day stays one source, whose day moves on. */
async function keepSource(tx: Database, page: { url: string; title: string }, day: string): Promise<number> {
  const checkedOn = new Date(`${day}T00:00:00Z`);
  const known = await tx.source.findFirst({
    where: page,
    orderBy: { checkedOn: "desc" },
    select: { id: true, checkedOn: true },
  });
  if (!known) return (await tx.source.create({ data: { ...page, checkedOn }, select: { id: true } })).id;
  if (known.checkedOn < checkedOn) await tx.source.update({ where: { id: known.id }, data: { checkedOn } });
  return known.id;
}

/** Days for which each reading of one's own is kept; of older ones, the first of each month. */
const KEPT_DAYS = 60;

async function thinSnapshots(
  tx: Database,
  { toolId, metric }: NewFigure,
  sourceId: number,
  today: string,
): Promise<void> {
  const cutoff = new Date(Date.parse(`${today}T00:00:00Z`) - KEPT_DAYS * 86_400_000).toISOString().slice(0, 10);
  await tx.$executeRaw`
    DELETE FROM figures f WHERE f.tool_id = ${toolId} AND f.metric = ${metric}::metric AND f.role = 'snapshot'
      AND f.source_id = ${sourceId} AND f.as_of < ${cutoff}
      AND EXISTS (SELECT FROM figures e WHERE e.tool_id = f.tool_id AND e.metric = f.metric AND e.role = 'snapshot'
        AND e.source_id = f.source_id AND left(e.as_of, 7) = left(f.as_of, 7) AND e.as_of < f.as_of)`;
}

/**
 * Stores readings of counts kept elsewhere as snapshots, one a day: a second reading of a day replaces the first. Returns whether
 * any of them was new or another. Runs in the caller's transaction.
 */
export async function keepFigures(tx: Database, figures: readonly NewFigure[], today: string): Promise<boolean> {
  let isChanged = false;
  for (const figure of figures) {
    const { toolId, asOf, value } = figure;
    const sourceId = await keepSource(tx, figure.source, today);
    const identity = { toolId, metric: STORED[figure.metric], role: "snapshot" as const, asOf };
    const where = { toolId_metric_role_asOf: identity };
    const known = await tx.figure.findUnique({ where, select: { value: true } });
    if (known?.value !== BigInt(value)) isChanged = true;
    await tx.figure.upsert({ where, create: { ...identity, value, sourceId }, update: { value, sourceId } });
    await thinSnapshots(tx, figure, sourceId, today);
  }
  return isChanged;
}

/** Sets, in SQL, the company stacks that settle equal votes to the newest imported figure of each tool. Runs in the caller's transaction. */
export async function recountCompanyStacks(tx: Database, toolIds: number[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE tools t SET company_stacks = r.company_stacks
    FROM (SELECT x.id, coalesce((
        SELECT f.value FROM figures f
        WHERE f.tool_id = x.id AND f.metric = 'company-stacks' AND f.role = 'imported'
        ORDER BY f.as_of DESC LIMIT 1), 0) AS company_stacks
      FROM tools x WHERE x.id = ANY(${toolIds})) r
    WHERE t.id = r.id AND t.company_stacks <> r.company_stacks`;
}
