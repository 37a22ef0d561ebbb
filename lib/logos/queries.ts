import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import icons from "@/lib/generated/icons.json";
import { tags } from "@/lib/tags";

type Icon = { viewBox: string; body: string };
const iconsByName: Record<string, Icon | undefined> = icons;

const CELL = 64;

/**
 * One SVG with the logos of the given tools (slugs joined by `~`) in that order, one below the other in square cells; the cell of a
 * tool without a logo stays empty. Null when none of them has one. One SQL query.
 */
export async function getLogoSprite(joinedSlugs: string): Promise<string | null> {
  "use cache";
  cacheLife("hours");
  const slugs = joinedSlugs.split("~");
  cacheTag(...slugs.map(tags.tool));
  const rows = await db().logo.findMany({
    relationLoadStrategy: "join",
    where: { tool: { slug: { in: slugs } } },
    select: { set: true, icon: true, tool: { select: { slug: true } } },
  });
  const cells = rows.flatMap(({ set, icon, tool }) => {
    const drawing = iconsByName[`${set}:${icon}`];
    const place = slugs.indexOf(tool.slug);
    if (!drawing) return [];
    return [
      `<svg y="${place * CELL}" width="${CELL}" height="${CELL}" viewBox="${drawing.viewBox}">${drawing.body}</svg>`,
    ];
  });
  if (cells.length === 0) return null;
  const height = slugs.length * CELL;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL}" height="${height}" viewBox="0 0 ${CELL} ${height}">${cells.join("")}</svg>`;
}
