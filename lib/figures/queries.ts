import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { type Series, thinReadings } from "@/lib/figures/rules";
import { sourceSelect, toSource } from "@/lib/sources/queries";
import { tags } from "@/lib/tags";

/** Dated snapshots of a tool's GitHub stars, oldest first, one a month and the newest. Readings known only to the year or month are left out. */
export async function listStarReadings(toolSlug: string): Promise<Series> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.tool(toolSlug));
  const rows = await db().figure.findMany({
    relationLoadStrategy: "join",
    where: { tool: { slug: toolSlug }, metric: "stars", role: "snapshot" },
    orderBy: { asOf: "asc" },
    select: { value: true, asOf: true, source: { select: sourceSelect } },
  });
  const dated = rows.filter((row) => row.asOf.length === 10);
  const sources = new Map(dated.map((row) => [row.source.id, toSource(row.source)]));
  const readings = thinReadings(dated.map((row) => ({ on: row.asOf, value: Number(row.value) })));
  return { readings, sources: [...sources.values()] };
}
