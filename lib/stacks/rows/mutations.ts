import "server-only";
import type { Database } from "@/lib/db";
import type { FoundTool, Move, ResolvedRow } from "@/lib/stacks/rules";
import { nameKey, replacedNames, resolveRows, slugOfName } from "@/lib/stacks/rules";
import type { SharedTool } from "@/lib/stacks/schema";

/** Finds the tool that a row means: by its slug, its name as a slug or alias, its exact name, or where editors mapped that name. */
export type FindTool = (row: Pick<SharedTool, "tool" | "name">) => FoundTool | null;

/** Looks up, in one query, all tools that rows and their “what it replaced” name. */
export async function lookUpTools(tx: Database, rows: readonly SharedTool[]): Promise<FindTool> {
  const names = new Set<string>();
  const slugs = new Set<string>();
  for (const row of rows) {
    if (row.tool) slugs.add(row.tool);
    for (const name of [row.name, ...(row.replaced ? replacedNames(row.replaced) : [])]) {
      names.add(nameKey(name));
      const slug = slugOfName(name);
      if (slug) slugs.add(slug);
    }
  }
  const found = await tx.$queryRaw<(FoundTool & { named: string })[]>`
    WITH named AS (
      SELECT 'slug:' || slug AS named, tool_id FROM tool_slugs WHERE slug = ANY(${[...slugs]})
      UNION ALL SELECT 'name:' || sort_name, id FROM tools WHERE sort_name = ANY(${[...names]})
      UNION ALL SELECT 'mapped:' || key, tool_id FROM pending_tools WHERE key = ANY(${[...names]}) AND status = 'mapped'
    )
    SELECT n.named, t.id, t.slug, t.name, t.function_id AS "functionId"
    FROM named n JOIN tools t ON t.id = n.tool_id WHERE t.removed_at IS NULL ORDER BY t.id`;
  const byName = new Map<string, FoundTool>();
  for (const { named, ...tool } of found) if (!byName.has(named)) byName.set(named, tool);
  return ({ tool, name }) => {
    const key = nameKey(name);
    const ways = [tool && `slug:${tool}`, `name:${key}`, `slug:${slugOfName(name)}`, `mapped:${key}`];
    for (const way of ways) {
      const known = way && byName.get(way);
      if (known) return known;
    }
    return null;
  };
}

/**
 * Notes the names that the catalog does not have as pending tools and returns their ids by key. Their rows are held until the
 * transaction ends, so that no editor maps one of them meanwhile.
 */
async function keepPending(tx: Database, rows: readonly ResolvedRow[]): Promise<Map<string, number>> {
  const names = new Map(rows.filter(({ tool }) => !tool).map(({ row }) => [nameKey(row.name), row.name]));
  if (names.size === 0) return new Map();
  // In one order everywhere: who writes the same names waits and never in a circle.
  const keys = [...names.keys()].sort();
  const data = keys.map((key) => ({ key, name: names.get(key) ?? key }));
  await tx.pendingTool.createMany({ data, skipDuplicates: true });
  const kept = await tx.$queryRaw<{ id: number; key: string }[]>`
    SELECT id, key FROM pending_tools WHERE key = ANY(${keys}) ORDER BY key FOR SHARE`;
  return new Map(kept.map(({ id, key }) => [key, id]));
}

/** The rows of a stack with the tools that they mean, and the ids of those that the catalog does not have. */
export type Resolution = { rows: ResolvedRow[]; pending: Map<string, number>; find: FindTool };

/** Resolves rows to tools of the catalog and pending tools. */
export async function resolveTools(tx: Database, shared: readonly SharedTool[]): Promise<Resolution> {
  const find = await lookUpTools(tx, shared);
  const rows = resolveRows(shared, find);
  const pending = await keepPending(tx, rows);
  const again = rows.some(({ tool }) => !tool) ? await lookUpTools(tx, shared) : find;
  // An editor mapped a name between the first look and the lock.
  return { rows: again === find ? rows : resolveRows(shared, again), pending, find: again };
}

/** Writes the rows of a stack anew, with their evidence. */
export async function writeRows(tx: Database, stackId: number, { rows, pending }: Resolution): Promise<void> {
  await tx.stackTool.deleteMany({ where: { stackId } });
  const written = rows.map(({ tool, row }, position) => ({
    ...row,
    tool_id: tool?.id ?? null,
    pending_id: tool ? null : pending.get(nameKey(row.name)),
    position,
  }));
  const ids = await tx.$queryRaw<{ id: number; position: number }[]>`
    INSERT INTO stack_tools (stack_id, tool_id, pending_id, name, layer, position, version, role, reason, replaced, today, since, until, confidence)
    SELECT ${stackId}::int, tool_id, pending_id, name, layer, position, version, role, reason, replaced, today, since, until, confidence
    FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS r(tool_id int, pending_id int, name text, layer text,
      position int, version text, role text, reason text, replaced text, today text, since text, until text, confidence real)
    RETURNING id, position`;
  const idAt = new Map(ids.map(({ id, position }) => [position, id]));
  const evidence = rows.flatMap(({ row }, at) =>
    (row.evidence ?? []).map((place, position) => ({ ...place, stack_tool_id: idAt.get(at), position })),
  );
  if (evidence.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO stack_evidence (stack_tool_id, position, file, line, "commit")
    SELECT stack_tool_id, position, file, line, "commit" FROM jsonb_to_recordset(${JSON.stringify(evidence)}::jsonb)
      AS e(stack_tool_id int, position int, file text, line int, "commit" text)`;
}

/** Writes the moves that a version made, and anew those that its owner says. */
export async function writeMoves(
  tx: Database,
  { stackId, version, made, said }: { stackId: number; version: number; made: Move[]; said: Move[] },
): Promise<void> {
  await tx.stackMove.deleteMany({ where: { stackId, isSaid: true } });
  for (const { fromToolId, toToolId, reason } of made) {
    const key = { stackId, fromToolId, toToolId };
    const fields = { version, reason, isSaid: false, createdAt: new Date() };
    await tx.stackMove.upsert({
      where: { stackId_fromToolId_toToolId: key },
      create: { ...key, ...fields },
      update: fields,
    });
  }
  const data = said.map((move) => ({ ...move, stackId, version, isSaid: true }));
  await tx.stackMove.createMany({ data, skipDuplicates: true });
}
