import "server-only";
import { childPath, describeChange, levelBelow } from "@/lib/categories/rules";
import type { CategoryChange } from "@/lib/categories/schema";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { recordRevisions } from "@/lib/revisions/mutations";
import type { Author } from "@/lib/revisions/schema";
import { keepFirstRevision, recordTools } from "@/lib/tools/documents/mutations";

const nodeSelect = { id: true, level: true, parentId: true, slug: true, name: true, path: true } as const;
type Node = {
  id: number;
  level: "layer" | "category" | "function";
  parentId: number | null;
  slug: string;
  name: string;
  path: string;
};

async function findNode(tx: Database, path: string): Promise<Node> {
  const node = await tx.category.findUnique({ where: { path }, select: nodeSelect });
  if (!node) throw new DomainError("missing", `There is no place “${path}” in the tree any more.`);
  return node;
}

async function assertFree(tx: Database, path: string, field: string): Promise<void> {
  const taken = await tx.category.findUnique({ where: { path }, select: { name: true } });
  if (taken)
    throw new DomainError("invalid", "Something in the form is not right.", {
      [field]: `${taken.name} stands at this address already. Merge the two, or choose another.`,
    });
}

async function nextPosition(tx: Database, parentId: number | null): Promise<number> {
  const last = await tx.category.aggregate({ where: { parentId }, _max: { position: true } });
  return (last._max.position ?? -1) + 1;
}

/** Brings the paths of a node and of all below it from an old beginning to a new one; the old ones lead to them from then on. */
async function repath(tx: Database, from: string, to: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO former_paths (path, category_id) SELECT path, id FROM categories WHERE path = ${from} OR starts_with(path, ${`${from}/`})
    ON CONFLICT (path) DO UPDATE SET category_id = excluded.category_id`;
  await tx.$executeRaw`
    UPDATE categories SET path = ${to} || substr(path, ${from.length + 1}::int), edited_at = now()
    WHERE path = ${from} OR starts_with(path, ${`${from}/`})`;
  // An address that is in use again redirects no more.
  await tx.$executeRaw`DELETE FROM former_paths f USING categories c WHERE c.path = f.path`;
}

async function add(tx: Database, { parent, name, slug }: CategoryChange & { do: "add" }): Promise<Node> {
  const above = parent === "" ? null : await findNode(tx, parent);
  const level = levelBelow(above?.level ?? null);
  if (!level) throw new DomainError("invalid", "Nothing stands below a function but tools.");
  const path = childPath(parent, slug);
  await assertFree(tx, path, "slug");
  const parentId = above?.id ?? null;
  const position = await nextPosition(tx, parentId);
  const data = { level, parentId, name, slug, path, position, editedAt: new Date() };
  const node = await tx.category.create({ data, select: nodeSelect });
  await tx.formerPath.deleteMany({ where: { path } });
  return node;
}

async function rename(tx: Database, { path, name, slug }: CategoryChange & { do: "rename" }): Promise<Node> {
  const node = await findNode(tx, path);
  const to = childPath(path.split("/").slice(0, -1).join("/"), slug);
  if (to !== path) {
    await assertFree(tx, to, "slug");
    await repath(tx, path, to);
  }
  return tx.category.update({ where: { id: node.id }, data: { name, slug, editedAt: new Date() }, select: nodeSelect });
}

async function move(tx: Database, { path, to }: CategoryChange & { do: "move" }): Promise<Node> {
  const [node, above] = [await findNode(tx, path), await findNode(tx, to)];
  if (levelBelow(above.level) !== node.level)
    throw new DomainError("invalid", `A ${node.level} cannot stand below a ${above.level}.`);
  if (above.id === node.parentId) return node;
  const target = childPath(to, node.slug);
  await assertFree(tx, target, "to");
  const position = await nextPosition(tx, above.id);
  await tx.category.update({ where: { id: node.id }, data: { parentId: above.id, position } });
  await repath(tx, path, target);
  return findNode(tx, target);
}

async function merge(tx: Database, { path, to }: CategoryChange & { do: "merge" }): Promise<Node> {
  const [from, into] = [await findNode(tx, path), await findNode(tx, to)];
  if (from.id === into.id) throw new DomainError("invalid", "A place cannot become one with itself.");
  if (from.level !== into.level)
    throw new DomainError("invalid", `A ${from.level} and a ${into.level} cannot become one.`);
  const children = await tx.category.findMany({ where: { parentId: from.id }, select: nodeSelect });
  for (const child of children) await move(tx, { do: "move", path: child.path, to });
  await tx.tool.updateMany({ where: { functionId: from.id }, data: { functionId: into.id } });
  await tx.formerPath.updateMany({ where: { categoryId: from.id }, data: { categoryId: into.id } });
  await tx.category.delete({ where: { id: from.id } });
  await tx.formerPath.upsert({
    where: { path: from.path },
    create: { path: from.path, categoryId: into.id },
    update: { categoryId: into.id },
  });
  return into;
}

/** What a change of the tree did: where the place stands now, and the tools whose place or its name changed. */
export type ChangedCategory = { path: string; tools: string[] };

/**
 * Adds, renames, moves or merges places of the category tree, in one transaction: the paths of all below follow, the old ones redirect,
 * tools whose place changed get a revision, and so does the place. Throws “missing” for a place that is gone and “invalid” with faults
 * by field for what cannot be.
 */
export async function changeCategory(
  database: PrismaClient,
  change: CategoryChange,
  { author, reason }: { author: Author; reason: string },
): Promise<ChangedCategory> {
  return database.$transaction(
    async (tx) => {
      // The built-in catalog works on the tree as well.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sidestack catalog'))`;
      const rows =
        change.do === "add"
          ? []
          : await tx.$queryRaw<{ id: number; slug: string }[]>`
              SELECT t.id, t.slug FROM tools t JOIN categories c ON c.id = t.function_id
              WHERE c.path = ${change.path} OR starts_with(c.path, ${`${change.path}/`}) ORDER BY t.id FOR UPDATE OF t`;
      const ids = rows.map((row) => row.id);
      const moves =
        change.do !== "rename" || childPath(change.path.split("/").slice(0, -1).join("/"), change.slug) !== change.path;
      if (moves) await keepFirstRevision(tx, ids);
      const before = change.do === "add" ? null : await findNode(tx, change.path);
      const target =
        change.do === "move" || change.do === "merge"
          ? await tx.category.findUnique({ where: { path: change.to }, select: { name: true } })
          : null;
      const node = await apply(tx, change);
      if (moves)
        await recordTools(tx, ids, {
          author,
          reason: `${describeChange(change, before?.name ?? "", target?.name ?? "")}: ${reason}`,
        });
      const { id, name, path, level } = node;
      const effects = { change: { ...change }, tools: rows.map((row) => row.slug) };
      const revision = { subject: "category", subjectId: id, toolId: null, author, reason } as const;
      await recordRevisions(tx, [{ ...revision, content: { level, name, path }, effects }]);
      return { path, tools: rows.map((row) => row.slug) };
    },
    { maxWait: 20_000, timeout: 120_000 },
  );
}

function apply(tx: Database, change: CategoryChange): Promise<Node> {
  switch (change.do) {
    case "add":
      return add(tx, change);
    case "rename":
      return rename(tx, change);
    case "move":
      return move(tx, change);
    case "merge":
      return merge(tx, change);
  }
}
