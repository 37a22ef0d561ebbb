import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import packages from "@/cli/data/packages.json";
import { LAYERS, type MappedTool, type Mapping, mappingSchema } from "@/cli/src/detect/mapping";
import { db } from "@/lib/db";
import { tags } from "@/lib/tags";

const ECOSYSTEM_OF = { npm: "npm", pypi: "pypi", docker_hub: "image" } as const;

/**
 * The mapping from packages to tools for this site: the command line's own, where each tool says whether this catalog has it, and
 * besides the packages under which the catalog's other tools are counted elsewhere.
 */
export async function getPackageMapping(): Promise<Mapping> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.toolList);
  const shipped = mappingSchema.parse(packages);
  const [slugs, rows] = await Promise.all([
    db().toolSlug.findMany({ where: { tool: { removedAt: null } }, select: { slug: true } }),
    db().syncTarget.findMany({
      where: { source: { in: ["npm", "pypi", "docker_hub"] }, goneAt: null, tool: { removedAt: null } },
      orderBy: [{ toolId: "asc" }, { source: "asc" }],
      select: {
        source: true,
        key: true,
        tool: { select: { slug: true, name: true, function: { select: { path: true } } } },
      },
    }),
  ]);
  const known = new Set(slugs.map(({ slug }) => slug));
  const tools: Record<string, MappedTool> = Object.fromEntries(
    Object.entries(shipped.tools).map(([slug, tool]) => [slug, { ...tool, catalog: known.has(slug) }]),
  );
  for (const { source, key, tool } of rows) {
    const layer = LAYERS.find(({ slug }) => slug === tool.function.path.split("/")[0])?.slug;
    if (shipped.tools[tool.slug] || !layer || source === "github" || source === "stack_overflow") continue;
    const mapped = tools[tool.slug] ?? { name: tool.name, layer, use: "run", catalog: true };
    const extended = { ...mapped, [ECOSYSTEM_OF[source]]: [key] };
    // A key may be one that no manifest could hold.
    if (mappingSchema.safeParse({ version: 1, tools: { [tool.slug]: extended } }).success) tools[tool.slug] = extended;
  }
  return { version: 1, tools };
}
