import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { cacheLife, cacheTag } from "next/cache";
import { z } from "zod";
import { db } from "@/lib/db";
import icons from "@/lib/generated/icons.json";
import { cleanIcon, type Drawing } from "@/lib/logos/drawings/rules";
import { openDrawing } from "@/lib/logos/files/rules";
import { DRAWN_SETS, UPLOADED } from "@/lib/logos/files/schema";
import { tags } from "@/lib/tags";

const iconsByName: Record<string, Drawing | undefined> = icons;

const CELL = 64;

const setSchema = z.record(z.string(), z.object({ viewBox: z.string(), body: z.string() }));

/** All icons of a set as the build left them; none of a set that there is not. Some megabytes, so nobody keeps it. */
async function readSet(name: string): Promise<Record<string, Drawing>> {
  const set = DRAWN_SETS.find((one) => one === name);
  if (!set) return {};
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/generated/icon-sets", `${set}.json`);
  // A build from before there were sets to pick from left none.
  return setSchema.parse(JSON.parse(await readFile(file, "utf8").catch(() => "{}")));
}

/** An icon of a set, cleaned; null when the set lacks it. Icons that the built-in catalog uses are at hand, others are read. */
export async function findIcon(set: string, icon: string): Promise<Drawing | null> {
  const known = iconsByName[`${set}:${icon}`];
  if (known) return known;
  const icons = await readSet(set);
  const found = Object.hasOwn(icons, icon) ? icons[icon] : undefined;
  return found ? { viewBox: found.viewBox, body: cleanIcon(found.body, `${set}-${icon}-`) } : null;
}

/** The names of a set's icons that hold a text, those that begin with it first. Not cached: the text is free. */
export async function searchIcons(set: string, text: string, limit: number): Promise<string[]> {
  const query = text.trim().toLowerCase();
  if (query === "") return [];
  const names = Object.keys(await readSet(set)).filter((name) => name.includes(query));
  return names.sort((a, b) => a.indexOf(query) - b.indexOf(query) || a.length - b.length).slice(0, limit);
}

async function findUploaded(hash: string): Promise<Drawing | null> {
  const file = await db().logoFile.findUnique({ where: { hash }, select: { type: true, bytes: true } });
  if (!file) return null;
  if (file.type === "image/svg+xml") return openDrawing(file.bytes);
  const image = `data:image/png;base64,${Buffer.from(file.bytes).toString("base64")}`;
  return { viewBox: "0 0 64 64", body: `<image width="64" height="64" href="${image}"/>` };
}

/**
 * One SVG with the logos of the given tools (slugs joined by `~`) in that order, one below the other in square cells; the cell of a
 * tool without a logo stays empty. Null when none of them has one. One SQL query, and one for each uploaded logo.
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
  const cells: string[] = [];
  for (const { set, icon, tool } of rows) {
    const drawing = set === UPLOADED ? await findUploaded(icon) : await findIcon(set, icon);
    const place = slugs.indexOf(tool.slug) * CELL;
    if (!drawing) continue;
    const { viewBox, body } = drawing;
    cells.push(`<svg y="${place}" width="${CELL}" height="${CELL}" viewBox="${viewBox}">${body}</svg>`);
  }
  if (cells.length === 0) return null;
  const height = slugs.length * CELL;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL}" height="${height}" viewBox="0 0 ${CELL} ${height}">${cells.join("")}</svg>`;
}
