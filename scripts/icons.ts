import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { XMLBuilder, XMLParser } from "fast-xml-parser";
import { z } from "zod";
import { type LogosFile, logosFileSchema } from "@/lib/catalog/schema";
import { readCatalogFile } from "@/prisma/read-catalog";

// Takes from the icon packages just the icons that the catalog names, cleans them, and writes them where the sprite route
// reads them. The packages are needed to build, never to run.

const ELEMENTS = new Set([
  ...["svg", "g", "path", "circle", "ellipse", "rect", "line", "polygon", "polyline", "use"],
  ...["defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask"],
  // Filters that only read the drawing itself; feImage, which fetches, is not among them.
  ...["filter", "feOffset", "feGaussianBlur", "feColorMatrix", "feFlood", "feBlend"],
]);
const ATTRIBUTES = new Set([
  ...[
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "fr",
    "width",
    "height",
  ],
  ...["viewBox", "preserveAspectRatio", "transform", "offset", "gradientUnits", "gradientTransform", "spreadMethod"],
  ...["clipPathUnits", "maskUnits", "maskContentUnits", "mask-type", "filterUnits", "primitiveUnits"],
  ...["fill", "fill-rule", "fill-opacity", "clip-rule", "clip-path", "mask", "filter", "opacity"],
  ...["stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"],
  ...["stroke-dasharray", "stroke-dashoffset", "stop-color", "stop-opacity", "flood-color", "flood-opacity"],
  ...["in", "in2", "result", "values", "type", "mode", "dx", "dy", "stdDeviation", "color-interpolation-filters"],
]);
// What numbers, colours, paths and references are made of. Quotes, entities, escapes, colons and slashes are not among it, so
// that a value can neither leave its attribute nor name an address.
const VALUE = /^[\w\s#%(),.+-]*$/;
const ID = /^[\w.-]+$/;

const iconSetSchema = z.object({
  width: z.number().optional(),
  height: z.number().optional(),
  icons: z.record(
    z.string(),
    z.object({ body: z.string(), width: z.number().optional(), height: z.number().optional() }),
  ),
  aliases: z.record(z.string(), z.object({ parent: z.string() })).optional(),
});

/** An icon: the markup inside its svg element, and its view box. */
type Icon = { body: string; viewBox: string };

const nodeSchema: z.ZodType<Record<string, unknown>[]> = z.array(z.record(z.string(), z.unknown()));
const ATTRIBUTE_MARK = "@_";
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE_MARK,
  processEntities: false,
});
const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE_MARK,
  processEntities: false,
  suppressEmptyNode: true,
});

/** An attribute as the cleaned icon carries it; null for one that is left out. */
function cleanAttribute(name: string, value: string, prefix: string): [string, string] | null {
  if (name === "id") return ID.test(value) ? [name, `${prefix}${value}`] : null;
  if (name === "href" || name === "xlink:href") {
    const id = value.startsWith("#") ? value.slice(1) : "";
    return ID.test(id) ? ["href", `#${prefix}${id}`] : null;
  }
  // The one style that drawings of the sets need has an attribute of its own.
  const maskType = name === "style" && /^mask-type:\s*(alpha|luminance);?$/.exec(value)?.[1];
  if (maskType) return ["mask-type", maskType];
  if (!ATTRIBUTES.has(name) || !VALUE.test(value)) return null;
  const linked = value.replace(/url\(\s*#([\w.-]+)\s*\)/g, `url(#${prefix}$1)`);
  return /url\((?!#)/i.test(linked) ? null : [name, linked];
}

function cleanNodes(nodes: Record<string, unknown>[], prefix: string): Record<string, unknown>[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (!name || !ELEMENTS.has(name)) return [];
    const attributes = z.record(z.string(), z.coerce.string()).parse(node[":@"] ?? {});
    const kept = Object.entries(attributes).flatMap(([key, value]) => {
      const cleaned = cleanAttribute(key.slice(ATTRIBUTE_MARK.length), value, prefix);
      return cleaned ? [[`${ATTRIBUTE_MARK}${cleaned[0]}`, cleaned[1]]] : [];
    });
    return [{ [name]: cleanNodes(nodeSchema.parse(node[name]), prefix), ":@": Object.fromEntries(kept) }];
  });
}

/**
 * The markup inside an icon with drawing elements and their drawing attributes only: no scripts, event handlers, styles, text
 * or links to elsewhere. Ids and references to them get the prefix, so that icons can stand in one file.
 */
export function cleanIcon(body: string, prefix: string): string {
  return String(builder.build(cleanNodes(nodeSchema.parse(parser.parse(body)), prefix)));
}

const require = createRequire(import.meta.url);

function readSet(name: string) {
  return iconSetSchema.parse(JSON.parse(readFileSync(require.resolve(`@iconify-json/${name}/icons.json`), "utf8")));
}

async function readSimpleIcons(): Promise<(slug: string) => Icon | null> {
  const all: Record<string, unknown> = await import("simple-icons");
  const shape = z.object({ slug: z.string(), path: z.string(), hex: z.string() });
  const bySlug = new Map(
    Object.values(all).flatMap((entry) => {
      const icon = shape.safeParse(entry);
      return icon.success ? [[icon.data.slug, icon.data] as const] : [];
    }),
  );
  return (slug) => {
    const icon = bySlug.get(slug);
    return icon ? { viewBox: "0 0 24 24", body: `<path fill="#${icon.hex}" d="${icon.path}"/>` } : null;
  };
}

/** Opens the icon sets; the result finds an icon as its set draws it, not cleaned yet, or null when the set lacks it. */
export async function openIconSets(): Promise<(logo: LogosFile[string]) => Icon | null> {
  const simple = await readSimpleIcons();
  const sets = { logos: readSet("logos"), devicon: readSet("devicon") };
  return ({ set, icon }) => {
    if (set === "simple-icons") return simple(icon);
    const source = sets[set];
    const entry = source.icons[icon] ?? source.icons[source.aliases?.[icon]?.parent ?? ""];
    if (!entry) return null;
    const width = entry.width ?? source.width ?? 16;
    return { viewBox: `0 0 ${width} ${entry.height ?? source.height ?? 16}`, body: entry.body };
  };
}

/** Writes `lib/generated/icons.json`. Throws with the tool's slug when a set lacks an icon that the catalog names. */
export async function buildIcons(root: string): Promise<number> {
  const { content: logos, faults } = readCatalogFile(path.join(root, "prisma/catalog/logos.yaml"), logosFileSchema);
  if (!logos) throw new Error(faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`).join("\n"));
  const findIcon = await openIconSets();
  const icons: Record<string, Icon> = {};
  for (const [slug, logo] of Object.entries(logos)) {
    const found = findIcon(logo);
    if (!found) throw new Error(`${slug}: the set ${logo.set} has no icon ${logo.icon}`);
    const body = cleanIcon(found.body, `${logo.set}-${logo.icon}-`);
    icons[`${logo.set}:${logo.icon}`] = { viewBox: found.viewBox, body };
  }
  mkdirSync(path.join(root, "lib/generated"), { recursive: true });
  writeFileSync(path.join(root, "lib/generated/icons.json"), JSON.stringify(icons));
  return Object.keys(icons).length;
}
