import { type CategoryChange, type CategoryLevel, type CategoryNode, categoryLevels } from "@/lib/categories/schema";
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

/**
 * The places to name of many: the `most` with the most tools, in the order of the tree, and how many are left. All of them when that
 * would leave out only one.
 */
export function chooseLargest(places: readonly CategoryNode[], most: number): { shown: CategoryNode[]; left: number } {
  if (places.length <= most + 1) return { shown: [...places], left: 0 };
  const largest = new Set([...places].sort((a, b) => b.tools - a.tools).slice(0, most));
  return { shown: places.filter((place) => largest.has(place)), left: places.length - most };
}

/** The level of what stands below a level (null: the top); null below functions, where only tools stand. */
export function levelBelow(level: CategoryLevel | null): CategoryLevel | null {
  return categoryLevels[level === null ? 0 : categoryLevels.indexOf(level) + 1] ?? null;
}

/** The path of a place below another; below the top its slug alone. */
export function childPath(parent: string, slug: string): string {
  return parent === "" ? slug : `${parent}/${slug}`;
}

/** Where a place will stand after a change: what its path and all paths below it will begin with. */
export function pathAfter(change: CategoryChange): string {
  switch (change.do) {
    case "add":
      return childPath(change.parent, change.slug);
    case "rename":
      return childPath(change.path.split("/").slice(0, -1).join("/"), change.slug);
    case "move":
      return childPath(change.to, change.path.split("/").at(-1) ?? "");
    case "merge":
      return change.to;
  }
}

/** A change in words for the history: `Key-value stores renamed to Caches`. `target` is the name of where a place moves or what it joins. */
export function describeChange(change: CategoryChange, name: string, target: string): string {
  switch (change.do) {
    case "add":
      return `${change.name} added`;
    case "rename":
      return change.name === name ? `Address of ${name} changed` : `${name} renamed to ${change.name}`;
    case "move":
      return `${name} moved to ${target}`;
    case "merge":
      return `${name} became one with ${target}`;
  }
}
