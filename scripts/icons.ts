import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { XMLBuilder, XMLParser } from "fast-xml-parser";
import { z } from "zod";
import { logosFileSchema } from "@/lib/catalog/schema";
import { readCatalogFile } from "@/prisma/read-catalog";

// Takes from the icon packages just the icons that the catalog names, cleans them, and writes them where the sprite route
// reads them. The packages are needed to build, never to run.

const ELEMENTS = new Set([
  "svg",
  "g",
  "path",
  "circle",
  "ellipse",
  "rect",
  "line",
  "polygon",
  "polyline",
  "defs",
  "linearGradient",
  "radialGradient",
  "stop",
  "clipPath",
  "mask",
  "use",
]);
const UNSAFE_VALUE = /javascript:|data:|https?:|expression\(/i;

const iconSetSchema = z.object({
  width: z.number().optional(),
  height: z.number().optional(),
  icons: z.record(
    z.string(),
    z.object({ body: z.string(), width: z.number().optional(), height: z.number().optional() }),
  ),
  aliases: z.record(z.string(), z.object({ parent: z.string() })).optional(),
});

/** A cleaned icon: the markup inside its svg element, and its view box. */
type Icon = { body: string; viewBox: string };

const nodeSchema: z.ZodType<Record<string, unknown>[]> = z.array(z.record(z.string(), z.unknown()));
const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, processEntities: false });
const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  processEntities: false,
  suppressEmptyNode: true,
});

/** Keeps drawing elements only, without scripts, event handlers, styles or links to elsewhere; ids get a prefix of their own. */
function cleanNodes(nodes: Record<string, unknown>[], prefix: string): Record<string, unknown>[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (!name || !ELEMENTS.has(name)) return [];
    const attributes = z.record(z.string(), z.coerce.string()).parse(node[":@"] ?? {});
    const kept = Object.entries(attributes)
      .filter(([key, value]) => !/^@_(on|style$|xlink:)/i.test(key) && !UNSAFE_VALUE.test(value))
      .map(([key, value]) => {
        if (key === "@_id") return [key, `${prefix}${value}`];
        if (key === "@_href") return [key, value.replace(/^#/, `#${prefix}`)];
        return [key, value.replace(/url\(\s*["']?#([^)"']+)["']?\s*\)/g, `url(#${prefix}$1)`)];
      });
    return [{ [name]: cleanNodes(nodeSchema.parse(node[name]), prefix), ":@": Object.fromEntries(kept) }];
  });
}

function clean(body: string, prefix: string): string {
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

/** Writes `lib/generated/icons.json`. Throws with the tool's slug when a set lacks an icon that the catalog names. */
export async function buildIcons(root: string): Promise<number> {
  const { content: logos, faults } = readCatalogFile(path.join(root, "prisma/catalog/logos.yaml"), logosFileSchema);
  if (!logos) throw new Error(faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`).join("\n"));
  const simple = await readSimpleIcons();
  const sets = { logos: readSet("logos"), devicon: readSet("devicon") };
  const icons: Record<string, Icon> = {};
  for (const [slug, { set, icon }] of Object.entries(logos)) {
    const key = `${set}:${icon}`;
    let found: Icon | null;
    if (set === "simple-icons") found = simple(icon);
    else {
      const source = sets[set];
      const entry = source.icons[icon] ?? source.icons[source.aliases?.[icon]?.parent ?? ""];
      found = entry
        ? {
            viewBox: `0 0 ${entry.width ?? source.width ?? 16} ${entry.height ?? source.height ?? 16}`,
            body: entry.body,
          }
        : null;
    }
    if (!found) throw new Error(`${slug}: the set ${set} has no icon ${icon}`);
    icons[key] = { viewBox: found.viewBox, body: clean(found.body, `${set}-${icon}-`) };
  }
  mkdirSync(path.join(root, "lib/generated"), { recursive: true });
  writeFileSync(path.join(root, "lib/generated/icons.json"), JSON.stringify(icons));
  return Object.keys(icons).length;
}
