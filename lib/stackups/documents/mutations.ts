import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { recordStackupNews } from "@/lib/events/mutations";
import type { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { recordRevisions } from "@/lib/revisions/mutations";
import { canonical } from "@/lib/revisions/rules";
import { type Author, CATALOG_AUTHOR } from "@/lib/revisions/schema";
import { type SourceId, sourceKeeper } from "@/lib/sources/mutations";
import { fromStored, newestCheck, stackupDocumentSelect } from "@/lib/stackups/documents/rules";
import { editedStackupSchema, type StackupDocument } from "@/lib/stackups/documents/schema";
import { parsePair, stackupSlug } from "@/lib/stackups/rules";
import { PATIENCE } from "@/lib/statements/mutations";

/** The document of a written stackup as it stands now; null when there is none. */
export async function readStackupDocument(tx: Database, stackupId: number): Promise<StackupDocument | null> {
  const row = await tx.stackup.findUnique({
    relationLoadStrategy: "join",
    where: { id: stackupId },
    select: stackupDocumentSelect,
  });
  return row && fromStored(row);
}

/**
 * Writes a stackup's differences as a document has them, in place of what stood there. `toolIds` are the ids of its tools in the
 * document's order. Runs in the caller's transaction; returns the id and the number of its newest revision so far.
 */
export async function writeStackup(
  tx: Database,
  document: StackupDocument,
  { toolIds, sourceId, editedAt }: { toolIds: readonly number[]; sourceId: SourceId; editedAt?: Date },
): Promise<{ id: number; revision: number }> {
  const slug = stackupSlug(document.tools);
  const fields = {
    summary: document.summary,
    chooseNeither: document.neither,
    checkedOn: new Date(`${newestCheck(document)}T00:00:00Z`),
    ...(editedAt ? { editedAt, removedAt: null } : {}),
  };
  const { id: stackupId, revision } = await tx.stackup.upsert({
    where: { slug },
    create: { slug, ...fields },
    update: fields,
    select: { id: true, revision: true },
  });
  await tx.claim.deleteMany({ where: { stackupId } });
  await tx.stackupTool.deleteMany({ where: { stackupId } });
  await tx.stackupTool.createMany({ data: toolIds.map((toolId, position) => ({ stackupId, toolId, position })) });
  await tx.stackupChoice.createMany({
    data: toolIds.map((toolId, place) => ({ stackupId, toolId, text: document.choices[place] ?? "" })),
  });
  for (const [position, { topic, cells }] of document.claims.entries()) {
    const { id: claimId } = await tx.claim.create({ data: { stackupId, position, topic }, select: { id: true } });
    const rows = cells.map(async ({ text, source }, place) => ({
      claimId,
      stackupId,
      toolId: toolIds[place] ?? 0,
      text,
      sourceId: await sourceId(source),
    }));
    await tx.claimCell.createMany({ data: await Promise.all(rows) });
  }
  return { id: stackupId, revision };
}

/** Writes a revision of a stackup as it stands now; returns its number. To be called in the transaction that changed it. */
export async function recordStackup(
  tx: Database,
  stackupId: number,
  { author, reason, effects }: { author: Author; reason: string; effects?: Prisma.InputJsonValue },
): Promise<number> {
  const content = await readStackupDocument(tx, stackupId);
  if (!content) throw new Error(`stackup ${stackupId} is not there`);
  const change = { subject: "stackup", subjectId: stackupId, toolId: null, author, reason, content, effects } as const;
  const [number = 0] = await recordRevisions(tx, [change]);
  return number;
}

/** A document with its tools by their own slugs, in canonical order, and their ids in that order. Throws “missing” for a tool that is gone. */
async function resolveTools(
  tx: Database,
  document: StackupDocument,
): Promise<{ document: StackupDocument; toolIds: number[] }> {
  const rows = await tx.toolSlug.findMany({
    where: { slug: { in: document.tools } },
    select: { slug: true, tool: { select: { id: true, slug: true, removedAt: true } } },
  });
  const tools = document.tools.map((slug, place) => {
    const tool = rows.find((row) => row.slug === slug)?.tool;
    if (!tool || tool.removedAt) throw new DomainError("missing", `There is no tool “${slug}” on the site any more.`);
    return { id: tool.id, slug: tool.slug, place };
  });
  if (new Set(tools.map((tool) => tool.id)).size < tools.length)
    throw new DomainError("conflict", "Two of these tools have become one: there is nothing left to compare.");
  tools.sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const inOrder = <Value>(list: readonly Value[]) => tools.flatMap(({ place }) => list.slice(place, place + 1));
  return {
    toolIds: tools.map((tool) => tool.id),
    document: {
      ...document,
      tools: tools.map((tool) => tool.slug),
      claims: document.claims.map(({ topic, cells }) => ({ topic, cells: inOrder(cells) })),
      choices: inOrder(document.choices),
    },
  };
}

const CHANGED = "Somebody else changed these differences meanwhile. Compare both versions and choose.";

/** The row of a stackup, locked, with the same lock for those who write it first; null when nobody has written it. */
async function lockStackup(
  tx: Database,
  slug: string,
): Promise<{ id: number; revision: number; removedAt: Date | null } | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('stackup'), hashtext(${slug}))`;
  const [row] = await tx.$queryRaw<{ id: number; revision: number; removedAt: Date | null }[]>`
    SELECT id, revision, removed_at AS "removedAt" FROM stackups WHERE slug = ${slug} FOR UPDATE`;
  return row ?? null;
}

/** Gives a stackup without a history its first revision, as it stands before a change. */
async function keepFirstRevision(tx: Database, { id, revision }: { id: number; revision: number }): Promise<void> {
  if (revision > 0) return;
  await recordStackup(tx, id, { author: CATALOG_AUTHOR, reason: "As it stood when its history began" });
}

/** What is saved: the whole document as it shall be, the revision that its author saw (0: nobody had written yet), who and why. */
export type StackupSaving = { document: StackupDocument; base: number; author: Author; reason: string };

/** What was saved, for whoever clears what pages have stored. */
export type SavedStackup = { slug: string; revision: number; isChanged: boolean };

/**
 * Writes the differences of a stackup, in the caller's transaction, with their revision and, for a new one, the news of it. One that was
 * taken off the site comes back. Throws “missing” for a tool that is gone, “invalid” for a document against the rules, and “conflict”
 * when the stackup has another revision than `base`.
 */
export async function saveStackupIn(
  tx: Database,
  { document: wanted, base, author, reason }: StackupSaving,
): Promise<SavedStackup> {
  const { document, toolIds } = await resolveTools(tx, wanted);
  const fault = editedStackupSchema.safeParse(document).error?.issues[0];
  if (fault) throw new DomainError("invalid", "Something is not right.", { [fault.path.join(".")]: fault.message });
  const slug = stackupSlug(document.tools);
  const row = await lockStackup(tx, slug);
  if ((row?.revision ?? 0) !== base) throw new DomainError("conflict", CHANGED);
  if (row) {
    const isSame = canonical(await readStackupDocument(tx, row.id)) === canonical(document);
    if (isSame && !row.removedAt) return { slug, revision: base, isChanged: false };
    await keepFirstRevision(tx, row);
  }
  const { id } = await writeStackup(tx, document, { toolIds, sourceId: sourceKeeper(tx), editedAt: new Date() });
  const effects = row?.removedAt ? { removed: false } : undefined;
  const revision = await recordStackup(tx, id, { author, reason, effects });
  // An edit is a revision and no second news of the same stackup.
  if (!row || row.removedAt) await recordStackupNews(tx, id);
  return { slug, revision, isChanged: true };
}

/** The same in a transaction of its own. */
export function saveStackup(database: PrismaClient, saving: StackupSaving): Promise<SavedStackup> {
  return database.$transaction((tx) => saveStackupIn(tx, saving), PATIENCE);
}

/**
 * Takes the written differences of a stackup off the site, or brings them back; the page then shows computed ones. A revision says who
 * and why. Throws “missing” when nobody wrote any, “conflict” as saveStackup does.
 */
export function removeStackup(
  database: PrismaClient,
  { slug, base, isRemoved, author, reason }: { slug: string; isRemoved: boolean } & Omit<StackupSaving, "document">,
): Promise<SavedStackup> {
  return database.$transaction(async (tx) => {
    const row = await lockStackup(tx, slug);
    if (!row) throw new DomainError("missing", "Nobody has written these differences.");
    if (row.revision !== base) throw new DomainError("conflict", CHANGED);
    if ((row.removedAt !== null) === isRemoved) return { slug, revision: base, isChanged: false };
    await keepFirstRevision(tx, row);
    const now = new Date();
    await tx.stackup.update({
      where: { id: row.id },
      data: { removedAt: isRemoved ? now : null, editedAt: now },
    });
    const revision = await recordStackup(tx, row.id, { author, reason, effects: { removed: isRemoved } });
    await recordStackupNews(tx, row.id);
    return { slug, revision, isChanged: true };
  }, PATIENCE);
}

/**
 * A stackup as suggestions of edits see it: where nobody wrote any differences, its id and revision are 0 and its content is empty.
 * Null when one of the tools that its slug names is gone.
 */
export async function readWritten(
  tx: Database,
  slug: string,
): Promise<{ id: number; revision: number; content: Record<string, unknown> } | null> {
  const row = await tx.stackup.findUnique({ where: { slug }, select: { id: true, revision: true } });
  const content = row && (await readStackupDocument(tx, row.id));
  if (row && content) return { ...row, content };
  const named = parsePair(slug) ?? [];
  const tools = await tx.tool.count({ where: { slug: { in: named }, removedAt: null } });
  return named.length > 0 && tools === named.length ? { id: 0, revision: 0, content: {} } : null;
}
