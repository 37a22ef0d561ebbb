import type { CategoryNode } from "@/lib/categories/schema";
import type { CategoryName, ToolPage } from "@/lib/tools/schema";

/** The nodes from the layer down to the given path, or null when the tree has no such path. */
export function findTrail(tree: readonly CategoryNode[], path: string): CategoryNode[] | null {
  for (const node of tree) {
    if (node.path === path) return [node];
    if (path.startsWith(`${node.path}/`)) {
      const rest = findTrail(node.children, path);
      return rest && [node, ...rest];
    }
  }
  return null;
}

/** The places that all given tools share, from the layer down: layer, category, function, as far as they agree. */
export function sharedCategories(tools: readonly Pick<ToolPage, "layer" | "category" | "function">[]): CategoryName[] {
  const [first] = tools;
  if (!first) return [];
  return [first.layer, first.category, first.function].filter((place, depth) =>
    tools.every((tool) => [tool.layer, tool.category, tool.function][depth]?.path === place.path),
  );
}
