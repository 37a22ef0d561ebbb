import type { Ecosystem } from "@/cli/src/detect/finding";
import type { MappedTool, Mapping } from "@/cli/src/detect/mapping";

/** A package and the tool that it stands for, as the mapping would name that tool. */
export type PackageOfTool = { ecosystem: Ecosystem; name: string; slug: string; tool: MappedTool };

/** A mapping with packages that editors added. Their word wins: a name that they gave to a tool is no other tool's any more. */
export function extendMapping({ version, tools }: Mapping, own: readonly PackageOfTool[]): Mapping {
  const extended = new Map(Object.entries(tools));
  const isOwn = new Set(own.map(({ ecosystem, name }) => `${ecosystem}:${name}`));
  for (const [slug, tool] of extended)
    for (const { ecosystem } of own) {
      const names = tool[ecosystem]?.filter((name) => !isOwn.has(`${ecosystem}:${name}`));
      if (names && names.length < (tool[ecosystem]?.length ?? 0))
        extended.set(slug, { ...(extended.get(slug) ?? tool), [ecosystem]: names.length > 0 ? names : undefined });
    }
  for (const { ecosystem, name, slug, tool: fresh } of own) {
    const tool = extended.get(slug) ?? fresh;
    extended.set(slug, { ...tool, [ecosystem]: [...(tool[ecosystem] ?? []), name].sort() });
  }
  return { version, tools: Object.fromEntries(extended) };
}
