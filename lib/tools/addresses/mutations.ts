import "server-only";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { recordRevisions } from "@/lib/revisions/mutations";
import type { Author } from "@/lib/revisions/schema";
import { readStackupDocument } from "@/lib/stackups/documents/mutations";
import { PATIENCE } from "@/lib/statements/mutations";
import { keepFirstRevision, readToolDocuments, recordTools } from "@/lib/tools/documents/mutations";

/** Ids of the tools whose own documents name one of the given ones, by integration, alternative or succession. */
export async function readNeighbours(tx: Database, toolIds: readonly number[]): Promise<number[]> {
  const ids = [...toolIds];
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT n.id FROM (
      SELECT first_id AS id FROM integrations WHERE second_id = ANY(${ids})
      UNION ALL SELECT second_id FROM integrations WHERE first_id = ANY(${ids})
      UNION ALL SELECT tool_id FROM alternative_choices WHERE alternative_id = ANY(${ids})
      UNION ALL SELECT tool_id FROM tool_successors WHERE successor_id = ANY(${ids})
    ) n WHERE n.id <> ALL(${ids}) ORDER BY n.id`;
  return rows.map((row) => row.id);
}

type Renamed = { id: number; from: string; to: string };

/** Gives written stackups of a tool, decisions and what waits for them the slugs that follow from the tools' present ones. */
async function renameStackups(tx: Database, toolId: number): Promise<Renamed[]> {
  const renamed = await tx.$queryRaw<Renamed[]>`
    SELECT s.id, s.slug AS from, n.slug AS to FROM stackups s
    JOIN stackup_tools own ON own.stackup_id = s.id AND own.tool_id = ${toolId}
    CROSS JOIN LATERAL (
      SELECT string_agg(t.slug, '-vs-' ORDER BY t.slug COLLATE "C") AS slug
      FROM stackup_tools st JOIN tools t ON t.id = st.tool_id WHERE st.stackup_id = s.id) n
    WHERE n.slug <> s.slug ORDER BY s.id`;
  const ids = renamed.map((row) => row.id);
  for (const { id, to } of renamed)
    await tx.stackup.update({ where: { id }, data: { slug: to, editedAt: new Date() } });
  await tx.$executeRaw`
    UPDATE stackup_tools st SET position = n.position FROM (
      SELECT x.stackup_id, x.tool_id, row_number() OVER (PARTITION BY x.stackup_id ORDER BY t.slug COLLATE "C") - 1 AS position
      FROM stackup_tools x JOIN tools t ON t.id = x.tool_id WHERE x.stackup_id = ANY(${ids})
    ) n WHERE n.stackup_id = st.stackup_id AND n.tool_id = st.tool_id`;
  await tx.$executeRaw`
    UPDATE decisions d SET stackup_slug = n.slug FROM (
      SELECT o.decision_id, string_agg(t.slug, '-vs-' ORDER BY t.slug COLLATE "C") AS slug
      FROM decision_options o JOIN tools t ON t.id = o.tool_id GROUP BY o.decision_id
    ) n WHERE n.decision_id = d.id
      AND d.id IN (SELECT decision_id FROM decision_options WHERE tool_id = ${toolId})`;
  for (const { from, to } of renamed) {
    const keyed = { where: { subject: "stackup" as const, subjectKey: from }, data: { subjectKey: to } };
    await tx.suggestion.updateMany(keyed);
    await tx.editDraft.updateMany(keyed);
    await tx.toolEvent.updateMany({ where: { path: `/stackups/${from}` }, data: { path: `/stackups/${to}` } });
  }
  return renamed;
}

/** What pages show a tool whose address changed: slugs of tools and of stackups, those that were and those that are. */
export type Moved = { from: string; to: string; tools: string[]; stackups: string[] };

/**
 * Gives a tool another slug. The former one leads to it for ever, and so do the addresses of its stackups. Throws “missing” for no such
 * tool and “conflict” for a slug that leads to another one.
 */
export function renameTool(
  database: PrismaClient,
  { slug: from, to, author, reason }: { slug: string; to: string; author: Author; reason: string },
): Promise<Moved> {
  return database.$transaction(async (tx) => {
    const [tool] = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM tools WHERE slug = ${from} AND merged_into_id IS NULL FOR UPDATE`;
    if (!tool) throw new DomainError("missing", "There is no such tool any more.");
    if (from === to) return { from, to, tools: [], stackups: [] };
    await tx.toolSlug.createMany({ data: { slug: to, toolId: tool.id }, skipDuplicates: true });
    const owner = await tx.toolSlug.findUnique({
      where: { slug: to },
      select: { toolId: true, tool: { select: { name: true } } },
    });
    if (owner?.toolId !== tool.id) {
      const why = `This slug leads to ${owner?.tool.name ?? "another tool"}.`;
      throw new DomainError("conflict", why, { to: why });
    }
    const neighbours = await readNeighbours(tx, [tool.id]);
    await keepFirstRevision(tx, [tool.id, ...neighbours]);
    await tx.tool.update({ where: { id: tool.id }, data: { slug: to, editedAt: new Date() } });
    const keyed = { where: { subject: "tool" as const, subjectKey: from }, data: { subjectKey: to } };
    await tx.suggestion.updateMany(keyed);
    await tx.editDraft.updateMany(keyed);
    // The news of a statement is found by its path when the statement changes.
    await tx.$executeRaw`
      UPDATE tool_events SET path = '/tools/' || ${to}::text || substr(path, length('/tools/' || ${from}::text) + 1)
      WHERE tool_id = ${tool.id} AND (path = '/tools/' || ${from}::text OR path LIKE '/tools/' || ${from}::text || '#%')`;
    const stackups = await renameStackups(tx, tool.id);
    const told = { author, reason: `Renamed from ${from} to ${to}: ${reason}` };
    await recordTools(tx, [tool.id, ...neighbours], told);
    for (const { id: subjectId } of stackups) {
      const content = await readStackupDocument(tx, subjectId);
      if (content) await recordRevisions(tx, [{ subject: "stackup", subjectId, toolId: null, content, ...told }]);
    }
    await recordAudit(tx, { actor: author, action: "rename", subject: to, details: { from, reason } });
    const others = await tx.tool.findMany({ where: { id: { in: neighbours } }, select: { slug: true } });
    return {
      from,
      to,
      tools: [from, to, ...others.map((other) => other.slug)],
      stackups: stackups.flatMap((row) => [row.from, row.to]),
    };
  }, PATIENCE);
}

type Bulk = { slugs: readonly string[]; author: Author; reason: string };

/** Holds the tools of these slugs that did not become one with others, by id. */
async function lockTools(tx: Database, slugs: readonly string[]) {
  return tx.$queryRaw<{ id: number; slug: string }[]>`
    SELECT id, slug FROM tools WHERE slug = ANY(${[...slugs]}) AND merged_into_id IS NULL ORDER BY id FOR UPDATE`;
}

/**
 * Takes tools off the site, or (`isRemoved` false) brings them back, with all that hangs on them. Their rows, votes and follows are
 * kept. Returns the slugs of those that changed, of the tools whose pages name them (`neighbours`) or count them among what is used
 * with them (`companions`), and of their written stackups.
 */
export function setRemoved(
  database: PrismaClient,
  { slugs, isRemoved, author, reason }: Bulk & { isRemoved: boolean },
): Promise<{ tools: string[]; neighbours: string[]; companions: string[]; stackups: string[] }> {
  return database.$transaction(async (tx) => {
    const locked = (await lockTools(tx, slugs)).map((tool) => tool.id);
    const changed = await tx.tool.findMany({
      where: { id: { in: locked }, removedAt: isRemoved ? null : { not: null } },
      orderBy: { id: "asc" },
      select: { id: true, slug: true, stackups: { select: { stackup: { select: { slug: true } } } } },
    });
    const ids = changed.map((tool) => tool.id);
    await keepFirstRevision(tx, ids);
    await tx.tool.updateMany({
      where: { id: { in: ids } },
      data: { removedAt: isRemoved ? new Date() : null, editedAt: new Date() },
    });
    const told = `${isRemoved ? "Taken off the site" : "Brought back to the site"}: ${reason}`;
    // The document stays as it was: the revision says that it was gone.
    const documents = await readToolDocuments(tx, ids);
    await recordRevisions(
      tx,
      [...documents].map(([id, content]) => ({
        subject: "tool",
        subjectId: id,
        toolId: id,
        author,
        reason: told,
        content,
      })),
    );
    const action = isRemoved ? "removal of a tool" : "return of a tool";
    for (const { slug } of changed)
      await recordAudit(tx, { actor: author, action, subject: slug, details: { reason } });
    const neighbours = await tx.tool.findMany({
      where: { id: { in: await readNeighbours(tx, ids) } },
      select: { slug: true },
    });
    const companions = await tx.$queryRaw<{ slug: string }[]>`
      SELECT DISTINCT t.slug FROM stack_tools own JOIN stack_tools beside ON beside.stack_id = own.stack_id
      JOIN tools t ON t.id = beside.tool_id WHERE own.tool_id = ANY(${ids}) ORDER BY t.slug`;
    return {
      tools: changed.map((tool) => tool.slug),
      companions: companions.map((tool) => tool.slug),
      neighbours: neighbours.map((tool) => tool.slug),
      stackups: changed.flatMap((tool) => tool.stackups.map(({ stackup }) => stackup.slug)),
    };
  }, PATIENCE);
}

/** Moves tools to a function by its path. Returns the slugs of those that were elsewhere. Throws “missing” for no such function. */
export function moveTools(
  database: PrismaClient,
  { slugs, to, author, reason }: Bulk & { to: string },
): Promise<string[]> {
  return database.$transaction(async (tx) => {
    const place = await tx.category.findUnique({ where: { path: to, level: "function" }, select: { id: true } });
    if (!place) throw new DomainError("missing", "There is no such function any more.");
    const locked = (await lockTools(tx, slugs)).map((tool) => tool.id);
    const changed = await tx.tool.findMany({
      where: { id: { in: locked }, functionId: { not: place.id } },
      orderBy: { id: "asc" },
      select: { id: true, slug: true },
    });
    const ids = changed.map((tool) => tool.id);
    await keepFirstRevision(tx, ids);
    await tx.$executeRaw`
      UPDATE tools SET function_id = ${place.id}, edited_at = now(), updated_at = now(), origins = origins - 'function'
      WHERE id = ANY(${ids})`;
    await recordTools(tx, ids, { author, reason: `Moved to ${to}: ${reason}` });
    return changed.map((tool) => tool.slug);
  }, PATIENCE);
}
