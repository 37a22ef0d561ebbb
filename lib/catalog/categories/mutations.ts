import "server-only";
import type { Catalog } from "@/lib/catalog/rules";
import type { Database } from "@/lib/db";

/** Where the positions of places begin that the catalog does not have. */
const BEHIND = 100_000;

type StoredPlace = {
  id: number;
  parentId: number | null;
  path: string;
  slug: string;
  level: string;
  editedAt: Date | null;
};

/**
 * Brings the tree to the order and names of its file and returns the ids of its functions. A function that stands elsewhere in
 * the file than in the database moves with its tools. What editors renamed, moved or merged here stays as they made it: it is found by
 * its former path. Places that the file does not have stay, behind those that it has.
 */
export async function loadCategories(tx: Database, catalog: Catalog): Promise<Map<string, number>> {
  const functionIds = new Map<string, number>();
  const layers = catalog.categories.content;
  const paths = new Set(
    layers.flatMap((layer) =>
      layer.categories.flatMap((category) =>
        category.functions.map((entry) => `${layer.slug}/${category.slug}/${entry.slug}`),
      ),
    ),
  );
  const stored: StoredPlace[] = await tx.category.findMany({
    select: { id: true, parentId: true, path: true, slug: true, level: true, editedAt: true },
  });
  const byId = new Map(stored.map((row) => [row.id, row]));
  const former = await tx.formerPath.findMany({ select: { path: true, categoryId: true } });
  const byPath = new Map([
    ...former.map(({ path, categoryId }): [string, StoredPlace | undefined] => [path, byId.get(categoryId)]),
    ...stored.map((row): [string, StoredPlace | undefined] => [row.path, row]),
  ]);
  const left = new Map(
    stored
      .filter((row) => row.level === "function" && row.editedAt === null && !paths.has(row.path))
      .map((row) => [row.slug, row]),
  );
  const placed = new Set<number>();
  // Positions are unique among siblings: move all out of the way before they are set anew.
  await tx.$executeRaw`UPDATE categories SET position = -id`;
  type Parent = { id: number | null; path: string; filePath: string };
  const save = async (
    level: "layer" | "category" | "function",
    parent: Parent,
    slug: string,
    name: string,
    position: number,
  ) => {
    const under = (path: string) => (path === "" ? slug : `${path}/${slug}`);
    const filePath = under(parent.filePath);
    const path = under(parent.path);
    const known = byPath.get(filePath) ?? byPath.get(path);
    if (known && (known.editedAt !== null || known.path !== filePath)) {
      // Its place among others is the file's as long as it stands where the file has it.
      if (known.parentId === parent.id && !placed.has(known.id))
        await tx.category.update({ where: { id: known.id }, data: { position } });
      placed.add(known.id);
      return { id: known.id, path: known.path, filePath };
    }
    const fields = { parentId: parent.id, path, name, position };
    const own = known ?? (level === "function" ? left.get(slug) : undefined);
    const row = own
      ? await tx.category.update({ where: { id: own.id }, data: fields, select: { id: true } })
      : await tx.category.create({ data: { level, slug, ...fields }, select: { id: true } });
    placed.add(row.id);
    return { id: row.id, path, filePath };
  };
  for (const [layerPosition, layer] of layers.entries()) {
    const layerRow = await save("layer", { id: null, path: "", filePath: "" }, layer.slug, layer.name, layerPosition);
    for (const [categoryPosition, category] of layer.categories.entries()) {
      const row = await save("category", layerRow, category.slug, category.name, categoryPosition);
      for (const [position, entry] of category.functions.entries())
        functionIds.set(entry.slug, (await save("function", row, entry.slug, entry.name, position)).id);
    }
  }
  await tx.$executeRaw`UPDATE categories SET position = ${BEHIND} + id WHERE position < 0`;
  return functionIds;
}
