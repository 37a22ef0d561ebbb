import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { type LogosFile, logosFileSchema } from "@/lib/catalog/schema";
import { cleanIcon, type Drawing } from "@/lib/logos/drawings/rules";
import { readCatalogFile } from "@/prisma/read-catalog";

// Takes from the icon packages the icons that the catalog names, cleans them, and writes them where the sprite route reads them;
// beside them all icons of each set, as they are, for editors to pick from. The packages are needed to build, never to run.

const iconSetSchema = z.object({
  width: z.number().optional(),
  height: z.number().optional(),
  icons: z.record(
    z.string(),
    z.object({ body: z.string(), width: z.number().optional(), height: z.number().optional() }),
  ),
  aliases: z.record(z.string(), z.object({ parent: z.string() })).optional(),
});

const require = createRequire(import.meta.url);

function readSet(name: string): IconSet {
  const file = readFileSync(require.resolve(`@iconify-json/${name}/icons.json`), "utf8");
  const { icons, aliases = {}, ...set } = iconSetSchema.parse(JSON.parse(file));
  const names = [...Object.keys(icons), ...Object.keys(aliases)];
  return new Map(
    names.flatMap((icon) => {
      const entry = icons[icon] ?? icons[aliases[icon]?.parent ?? ""];
      if (!entry) return [];
      const viewBox = `0 0 ${entry.width ?? set.width ?? 16} ${entry.height ?? set.height ?? 16}`;
      return [[icon, { viewBox, body: entry.body }]];
    }),
  );
}

type IconSet = Map<string, Drawing>;

async function readSimpleIcons(): Promise<IconSet> {
  const all: Record<string, unknown> = await import("simple-icons");
  const shape = z.object({ slug: z.string(), path: z.string(), hex: z.string() });
  return new Map(
    Object.values(all).flatMap((entry) => {
      const icon = shape.safeParse(entry).data;
      const body = icon && `<path fill="#${icon.hex}" d="${icon.path}"/>`;
      return icon && body ? [[icon.slug, { viewBox: "0 0 24 24", body }]] : [];
    }),
  );
}

async function readSets(): Promise<Record<LogosFile[string]["set"], IconSet>> {
  return { logos: readSet("logos"), devicon: readSet("devicon"), "simple-icons": await readSimpleIcons() };
}

/** Opens the icon sets; the result finds an icon as its set draws it, not cleaned yet, or null when the set lacks it. */
export async function openIconSets(): Promise<(logo: LogosFile[string]) => Drawing | null> {
  const sets = await readSets();
  return ({ set, icon }) => sets[set].get(icon) ?? null;
}

/** Writes `lib/generated/icons.json` and the sets in `lib/generated/icon-sets`. Throws with the tool's slug when a set lacks an icon that the catalog names. */
export async function buildIcons(root: string): Promise<number> {
  const { content: logos, faults } = readCatalogFile(path.join(root, "prisma/catalog/logos.yaml"), logosFileSchema);
  if (!logos) throw new Error(faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`).join("\n"));
  const sets = await readSets();
  const icons: Record<string, Drawing> = {};
  for (const [slug, logo] of Object.entries(logos)) {
    const found = sets[logo.set].get(logo.icon);
    if (!found) throw new Error(`${slug}: the set ${logo.set} has no icon ${logo.icon}`);
    const body = cleanIcon(found.body, `${logo.set}-${logo.icon}-`);
    icons[`${logo.set}:${logo.icon}`] = { viewBox: found.viewBox, body };
  }
  mkdirSync(path.join(root, "lib/generated/icon-sets"), { recursive: true });
  for (const [name, set] of Object.entries(sets))
    writeFileSync(path.join(root, `lib/generated/icon-sets/${name}.json`), JSON.stringify(Object.fromEntries(set)));
  writeFileSync(path.join(root, "lib/generated/icons.json"), JSON.stringify(icons));
  return Object.keys(icons).length;
}
