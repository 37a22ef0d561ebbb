import "server-only";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { recountStars } from "@/lib/figures/mutations";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { findNewestMerge, takeBackSteps, takeSteps, useOneClock } from "@/lib/merges/ledger/mutations";
import { effectsSchema, type MergeEffects } from "@/lib/merges/ledger/schema";
import type { Sides } from "@/lib/merges/stackups/queries";
import { listToolSteps } from "@/lib/merges/tools/queries";
import { recordRevisions } from "@/lib/revisions/mutations";
import type { Author } from "@/lib/revisions/schema";
import { readStackupDocument } from "@/lib/stackups/documents/mutations";
import { recountVotes } from "@/lib/statements/mutations";
import { readNeighbours } from "@/lib/tools/addresses/mutations";
import { keepFirstRevision, recordTools } from "@/lib/tools/documents/mutations";

/** A merge touches much and happens rarely: it may take this long, in milliseconds. */
const PATIENCE = { maxWait: 15_000, timeout: 60_000 };

type LockedTool = { id: number; slug: string; name: string; removedAt: Date | null; mergedIntoId: number | null };

/** What pages show the two tools, under which slugs, and stackups under theirs: all that a merge or its undoing changed. */
export type Merged = { winner: string; loser: string; tools: string[]; stackups: string[] };

/** Holds both tools and all their statements, in the order that every writer keeps: statements by id, then tools by id. */
async function lockSides(tx: Database, ids: number[]): Promise<LockedTool[]> {
  await tx.$queryRaw`SELECT id FROM statements WHERE tool_id = ANY(${ids}) ORDER BY id FOR UPDATE`;
  return tx.$queryRaw<LockedTool[]>`
    SELECT id, slug, name, removed_at AS "removedAt", merged_into_id AS "mergedIntoId" FROM tools
    WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`;
}

/** Slugs that written stackups of the tools have, and those that they had before the steps. */
async function readStackupSlugs(tx: Database, toolIds: number[], { steps }: MergeEffects): Promise<string[]> {
  const rows = steps.filter((step) => step.table === "stackups").flatMap((step) => step.rows);
  const moved = rows.flatMap(({ from, to }) => [from?.slug, to?.slug]).filter((slug) => typeof slug === "string");
  const where = { tools: { some: { toolId: { in: toolIds } } } };
  const standing = await tx.stackup.findMany({ where, orderBy: { slug: "asc" }, select: { slug: true } });
  return [...new Set([...moved, ...standing.map(({ slug }) => slug)])];
}

/** Writes revisions of written stackups whose tools changed. */
async function recordStackups(tx: Database, { steps }: MergeEffects, author: Author, reason: string): Promise<void> {
  const rows = steps.filter((step) => step.table === "stackups").flatMap((step) => step.rows);
  for (const { from } of rows) {
    const subjectId = Number(from?.id);
    const content = await readStackupDocument(tx, subjectId);
    if (content) await recordRevisions(tx, [{ subject: "stackup", subjectId, toolId: null, author, reason, content }]);
  }
}

/** Counts both anew and writes what changed into the histories; `effects` stand in the winner's. */
async function settle(
  tx: Database,
  { winner, loser }: Omit<Sides, "slug">,
  {
    neighbours,
    effects,
    author,
    reason,
    keeps,
  }: {
    neighbours: number[];
    effects: MergeEffects;
    author: Author;
    reason: string;
    keeps: boolean;
  },
): Promise<string[]> {
  await recountVotes(tx, [winner, loser]);
  await recountStars(tx, [winner, loser]);
  await recordTools(tx, [winner], { author, reason, effects: keeps ? effects : undefined });
  await recordTools(tx, [loser, ...neighbours], { author, reason });
  await recordStackups(tx, effects, author, reason);
  const rows = await tx.tool.findMany({
    where: { id: { in: [winner, loser, ...neighbours] } },
    select: { slug: true },
  });
  return rows.map((row) => row.slug);
}

/**
 * Makes one tool of two, in one transaction: what hangs on the loser moves to the winner, its slugs lead there, and it stays as a row
 * that nobody sees. All that moved stands in the winner's newest revision, by which undoToolMerge takes it back. Throws “missing” for
 * tools that are not there and “conflict” when something changed at the same moment.
 */
export function mergeTools(
  database: PrismaClient,
  {
    winner: winnerSlug,
    loser: loserSlug,
    author,
    reason,
  }: { winner: string; loser: string; author: Author; reason: string },
): Promise<Merged> {
  return database.$transaction(async (tx) => {
    await useOneClock(tx);
    const found = await tx.tool.findMany({
      where: { slug: { in: [winnerSlug, loserSlug] }, removedAt: null },
      select: { id: true },
    });
    const tools = await lockSides(
      tx,
      found.map((tool) => tool.id),
    );
    const [winner, loser] = [winnerSlug, loserSlug].map((slug) => tools.find((tool) => tool.slug === slug));
    if (!winner || !loser || winner.id === loser.id || winner.removedAt || loser.removedAt)
      throw new DomainError("missing", "One of these tools is not there any more. Choose again.");
    const sides = { winner: winner.id, loser: loser.id, slug: winner.slug };
    const answer = `${loser.name} became one with ${winner.name}. Suggest the edit there.`;
    const neighbours = await readNeighbours(tx, [sides.winner, sides.loser]);
    await keepFirstRevision(tx, [winner.id, loser.id, ...neighbours]);
    const effects = { merged: loser.id, steps: await listToolSteps(tx, sides, { actorId: author.id, answer }) };
    await takeSteps(tx, effects.steps);
    const told = `${loser.name} became one with ${winner.name}: ${reason}`;
    const slugs = await settle(tx, sides, { neighbours, effects, author, reason: told, keeps: true });
    await recordAudit(tx, {
      actor: author,
      action: "merge of tools",
      subject: winner.slug,
      details: { merged: loser.slug, reason },
    });
    const stackups = await readStackupSlugs(tx, [winner.id, loser.id], effects);
    return { winner: winner.slug, loser: loser.slug, tools: [...slugs, loser.slug], stackups };
  }, PATIENCE);
}

/**
 * Takes back a merge of tools by the revision that holds it: everything that moved goes back; what was changed or given since then
 * stays where it is. Throws “missing” for a revision that holds no merge that stands, and “conflict” unless it is the newest one.
 */
export function undoToolMerge(
  database: PrismaClient,
  { revision, author }: { revision: number; author: Author },
): Promise<Merged> {
  return database.$transaction(async (tx) => {
    await useOneClock(tx);
    const row = await tx.revision.findUnique({
      where: { id: revision, subject: "tool" },
      select: { subjectId: true, effects: true },
    });
    const effects = effectsSchema.safeParse(row?.effects).data;
    if (!row || !effects) throw new DomainError("missing", "There is no such merge.");
    const tools = await lockSides(tx, [row.subjectId, effects.merged]);
    const winner = tools.find((tool) => tool.id === row.subjectId);
    const loser = tools.find((tool) => tool.id === effects.merged);
    if (!winner || loser?.mergedIntoId !== winner.id) throw new DomainError("missing", "This merge was undone before.");
    if (winner.mergedIntoId !== null)
      throw new DomainError("conflict", `${winner.name} became one with another tool since. Undo that first.`);
    const newest = await findNewestMerge(tx, "tool", winner.id);
    if (newest?.revision !== revision)
      throw new DomainError("conflict", `Another tool became one with ${winner.name} since. Undo that first.`);
    const sides = { winner: winner.id, loser: loser.id, slug: winner.slug };
    const neighbours = await readNeighbours(tx, [sides.winner, sides.loser]);
    await assertSlugsAreFree(tx, effects);
    await takeBackSteps(tx, effects.steps);
    const own = await takeBackSlug(tx, loser.id);
    const all = [...new Set([...neighbours, ...(await readNeighbours(tx, [sides.winner, sides.loser]))])];
    const told = `The merge of ${loser.name} with ${winner.name} was undone`;
    const slugs = await settle(tx, sides, { neighbours: all, effects, author, reason: told, keeps: false });
    await recordAudit(tx, {
      actor: author,
      action: "undone merge of tools",
      subject: winner.slug,
      details: { merged: own },
    });
    const stackups = await readStackupSlugs(tx, [winner.id, loser.id], effects);
    return { winner: winner.slug, loser: own, tools: slugs, stackups };
  }, PATIENCE);
}

/** Throws “conflict” when a slug that would go back is a tool's own by now. */
async function assertSlugsAreFree(tx: Database, { steps }: MergeEffects): Promise<void> {
  const rows = steps.filter((step) => step.table === "tool_slugs").flatMap((step) => step.rows);
  const slugs = rows.map(({ from }) => from?.slug).filter((slug) => typeof slug === "string");
  const owner = await tx.tool.findFirst({ where: { slug: { in: slugs } }, select: { slug: true, name: true } });
  if (owner)
    throw new DomainError(
      "conflict",
      `The slug ${owner.slug} is that of ${owner.name} by now. Give that tool another slug first.`,
    );
}

/** Makes sure that the slug which a tool got back leads to it. Throws “conflict” when it leads to another tool by now. */
async function takeBackSlug(tx: Database, toolId: number): Promise<string> {
  const { slug } = await tx.tool.findUniqueOrThrow({ where: { id: toolId }, select: { slug: true } });
  await tx.toolSlug.createMany({ data: { slug, toolId }, skipDuplicates: true });
  const owner = await tx.toolSlug.findUniqueOrThrow({
    where: { slug },
    select: { toolId: true, tool: { select: { name: true } } },
  });
  if (owner.toolId !== toolId)
    throw new DomainError(
      "conflict",
      `The slug ${slug} is that of ${owner.tool.name} by now. Give that tool another slug first.`,
    );
  return slug;
}
