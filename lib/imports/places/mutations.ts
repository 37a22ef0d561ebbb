import "server-only";
import type { Database } from "@/lib/db";
import type { Place, PlaceNode } from "@/lib/imports/schema";

/** The ids and paths of functions, and how many places were made. */
export type Places = {
  /** The function of a place: its id and path. */
  find: (place: Place) => { id: number; path: string };
  byPath: Map<string, number>;
  categories: number;
  functions: number;
};

type Node = {
  id: number;
  parentId: number | null;
  level: "layer" | "category" | "function";
  slug: string;
  path: string;
};

/**
 * Finds a function in the tree for each place, by its slug wherever it stands, and makes what is missing: under the category of
 * that slug if the tree has one, else under a new category of the layer. Positions go on behind those that are there.
 */
export async function preparePlaces(tx: Database, places: readonly Place[]): Promise<Places> {
  const nodes: Node[] = await tx.category.findMany({
    orderBy: { id: "asc" },
    select: { id: true, parentId: true, level: true, slug: true, path: true },
  });
  const before = { category: 0, function: 0 };
  const next = new Map<number | null, number>(
    (await tx.category.groupBy({ by: ["parentId"], _max: { position: true } })).map((row) => [
      row.parentId,
      (row._max.position ?? -1) + 1,
    ]),
  );
  const create = async (level: Node["level"], parent: Node | null, { slug, name }: PlaceNode): Promise<Node> => {
    const parentId = parent?.id ?? null;
    const position = next.get(parentId) ?? 0;
    next.set(parentId, position + 1);
    const path = parent ? `${parent.path}/${slug}` : slug;
    const { id } = await tx.category.create({
      data: { level, parentId, slug, name, path, position },
      select: { id: true },
    });
    const node: Node = { id, parentId, level, slug, path };
    nodes.push(node);
    if (level !== "layer") before[level] += 1;
    return node;
  };
  const bySlug = (level: Node["level"], slug: string) =>
    nodes.find((node) => node.level === level && node.slug === slug);
  const found = new Map<string, Node>();
  for (const place of places) {
    if (found.has(place.function.slug)) continue;
    const known = bySlug("function", place.function.slug);
    const category =
      known ??
      bySlug("category", place.category.slug) ??
      (await create(
        "category",
        bySlug("layer", place.layer.slug) ?? (await create("layer", null, place.layer)),
        place.category,
      ));
    found.set(place.function.slug, known ?? (await create("function", category, place.function)));
  }
  return {
    find: (place) => {
      const node = found.get(place.function.slug);
      if (!node) throw new Error(`the place ${place.function.slug} was not prepared`);
      return { id: node.id, path: node.path };
    },
    byPath: new Map(nodes.filter((node) => node.level === "function").map((node) => [node.path, node.id])),
    categories: before.category,
    functions: before.function,
  };
}
