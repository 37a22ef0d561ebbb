import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import packages from "@/cli/data/packages.json";
import { ECOSYSTEMS } from "@/cli/src/detect/finding";
import { LAYERS, type MappedTool, type Mapping, mappingSchema } from "@/cli/src/detect/mapping";
import { db } from "@/lib/db";
import { extendMapping } from "@/lib/stacks/packages/rules";
import type { OwnPackage } from "@/lib/stacks/packages/schema";
import { tags } from "@/lib/tags";

const ECOSYSTEM_OF = { npm: "npm", pypi: "pypi", docker_hub: "image" } as const;

const toolSelect = { slug: true, name: true, function: { select: { path: true } } } as const;

/** The layer of a tool by the path of its function; undefined for one of this site alone, which the command line does not know. */
function layerOf({ path }: { path: string }) {
  return LAYERS.find(({ slug }) => slug === path.split("/")[0])?.slug;
}

/** The packages that editors of this site mapped, with the tools that are shown. Not cached: it is for editors. */
export async function listOwnPackages(): Promise<OwnPackage[]> {
  const rows = await db().toolPackage.findMany({
    where: { tool: { removedAt: null } },
    orderBy: [{ ecosystem: "asc" }, { name: "asc" }, { id: "asc" }],
    select: { id: true, ecosystem: true, name: true, tool: { select: { slug: true, name: true } } },
  });
  return rows.flatMap((row) => {
    const ecosystem = ECOSYSTEMS.find((one) => one === row.ecosystem);
    return ecosystem ? [{ ...row, ecosystem }] : [];
  });
}

/**
 * The mapping from packages to tools for this site: the command line's own, where each tool says whether this catalog has it,
 * the packages under which the catalog's other tools are counted elsewhere, and those that editors added.
 */
export async function getPackageMapping(): Promise<Mapping> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.toolList, tags.packages);
  const shipped = mappingSchema.parse(packages);
  const [slugs, rows, added] = await Promise.all([
    db().toolSlug.findMany({ where: { tool: { removedAt: null } }, select: { slug: true } }),
    db().syncTarget.findMany({
      where: { source: { in: ["npm", "pypi", "docker_hub"] }, goneAt: null, tool: { removedAt: null } },
      orderBy: [{ toolId: "asc" }, { source: "asc" }],
      select: {
        source: true,
        key: true,
        tool: { select: toolSelect },
      },
    }),
    db().toolPackage.findMany({
      where: { tool: { removedAt: null } },
      orderBy: { id: "asc" },
      select: { ecosystem: true, name: true, tool: { select: toolSelect } },
    }),
  ]);
  const known = new Set(slugs.map(({ slug }) => slug));
  const tools: Record<string, MappedTool> = Object.fromEntries(
    Object.entries(shipped.tools).map(([slug, tool]) => [slug, { ...tool, catalog: known.has(slug) }]),
  );
  for (const { source, key, tool } of rows) {
    const layer = layerOf(tool.function);
    if (shipped.tools[tool.slug] || !layer || source === "github" || source === "stack_overflow") continue;
    const mapped = tools[tool.slug] ?? { name: tool.name, layer, use: "run", catalog: true };
    const extended = { ...mapped, [ECOSYSTEM_OF[source]]: [key] };
    // A key may be one that no manifest could hold.
    if (mappingSchema.safeParse({ version: 1, tools: { [tool.slug]: extended } }).success) tools[tool.slug] = extended;
  }
  const own = added.flatMap(({ ecosystem: given, name, tool: { slug, name: toolName, function: place } }) => {
    const ecosystem = ECOSYSTEMS.find((one) => one === given);
    // A layer of this site's own stands with the first one: what is a tool's place does not change what it is.
    const layer = layerOf(place) ?? LAYERS[0].slug;
    return ecosystem
      ? [{ ecosystem, name, slug, tool: { name: toolName, layer, use: "run" as const, catalog: true } }]
      : [];
  });
  return extendMapping({ version: 1, tools }, own);
}
