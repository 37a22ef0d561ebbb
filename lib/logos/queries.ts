import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import icons from "@/lib/generated/icons.json";
import { tags } from "@/lib/tags";

type Icon = { viewBox: string; body: string };
const iconsByName: Record<string, Icon | undefined> = icons;

const CELL = 64;

/**
 * One SVG with the logos of the given tools (slugs joined by `~`), one below the other, each under a view named like the tool:
 * `….svg#docker` shows Docker's. Tools without a logo are passed over; null when none of them has one. One SQL query.
 */
export async function getLogoSprite(joinedSlugs: string): Promise<string | null> {
  "use cache";
  cacheLife("hours");
  const slugs = joinedSlugs.split("~");
  cacheTag(...slugs.map(tags.tool));
  const rows = await db().logo.findMany({
    relationLoadStrategy: "join",
    where: { tool: { slug: { in: slugs } } },
    orderBy: { tool: { slug: "asc" } },
    select: { set: true, icon: true, tool: { select: { slug: true } } },
  });
  const parts = rows.flatMap(({ set, icon, tool }, position) => {
    const drawing = iconsByName[`${set}:${icon}`];
    if (!drawing) return [];
    const top = position * CELL;
    return [
      `<view id="${tool.slug}" viewBox="0 ${top} ${CELL} ${CELL}"/>`,
      `<svg y="${top}" width="${CELL}" height="${CELL}" viewBox="${drawing.viewBox}">${drawing.body}</svg>`,
    ];
  });
  if (parts.length === 0) return null;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL}" height="${CELL}" viewBox="0 0 ${CELL} ${rows.length * CELL}">${parts.join("")}</svg>`;
}
