import "server-only";
import type { CatalogEntry } from "@/lib/catalog/rules";
import type { StackFile } from "@/lib/catalog/stacks/schema";
import type { Database } from "@/lib/db";
import { storeContent } from "@/lib/stacks/mutations";
import { lookUpTools } from "@/lib/stacks/rows/mutations";
import { resolveRows } from "@/lib/stacks/rules";

/**
 * Brings the catalog's stacks to the state of their files; a file whose content changed makes a version. Returns the files that
 * were left alone: an editor took their stack off the site, or their slug is a member's.
 */
export async function loadStacks(tx: Database, entries: readonly CatalogEntry<StackFile>[]): Promise<string[]> {
  const kept: string[] = [];
  for (const { file, content } of entries) {
    const { slug, name, kind, description, repository, commit, date } = content;
    await tx.stack.createMany({
      data: { slug, name, kind, origin: "catalog", asOf: new Date(`${date}T00:00:00Z`) },
      skipDuplicates: true,
    });
    await tx.$queryRaw`SELECT id FROM stacks WHERE slug = ${slug} FOR UPDATE`;
    const stack = await tx.stack.findUniqueOrThrow({ where: { slug } });
    if (stack.origin !== "catalog" || stack.removedAt !== null) {
      kept.push(file);
      continue;
    }
    const named = content.tools.map(({ tool, ...row }) => ({ ...row, tool, name: tool }));
    const find = await lookUpTools(tx, named);
    // What was taken off this site is no tool of its stacks either. Its name is the one that the tool has now.
    const tools = named.flatMap((row) => {
      const tool = find(row);
      return tool ? [{ ...row, tool: tool.slug, name: tool.name }] : [];
    });
    const shared = { name, kind, description, url: repository, commit, visibility: "public", tools } as const;
    const resolution = { rows: resolveRows(tools, find), pending: new Map<string, number>(), find };
    await storeContent(tx, stack, shared, resolution, { author: null, asOf: new Date(`${date}T00:00:00Z`) });
  }
  return kept;
}
