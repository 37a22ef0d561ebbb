import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { recordLifecycle } from "@/lib/events/mutations";
import { formatList } from "@/lib/format";
import { Prisma, type PrismaClient } from "@/lib/generated/prisma/client";
import { DRAWN_SETS, UPLOADED } from "@/lib/logos/files/schema";
import type { Author } from "@/lib/revisions/schema";
import { PATIENCE } from "@/lib/statements/mutations";
import { listChangedFields, readColumns, writeFields } from "@/lib/tools/documents/fields/mutations";
import { keepFirstRevision, readToolDocuments, recordTools } from "@/lib/tools/documents/mutations";
import { emptyDocument } from "@/lib/tools/documents/rules";
import { type SavedTool, storedToolSchema, type ToolDocument } from "@/lib/tools/documents/schema";

const GONE = "There is no such tool any more.";
const WRONG = "Something in the form is not right.";

type Named = { document: ToolDocument; ids: Map<string, number> };

/**
 * A document with the own slugs of the tools that it names, by slug or alias, and their ids. Throws “invalid” with the rows that name
 * no tool, or the tool itself.
 */
async function resolveTools(tx: Database, document: ToolDocument): Promise<Named> {
  const { lifecycle, integrations, alternatives } = document;
  const wanted = [
    ...lifecycle.successors,
    ...integrations,
    ...[...alternatives.pinned, ...alternatives.excluded].map((choice) => choice.slug),
  ];
  const rows = await tx.toolSlug.findMany({
    where: { slug: { in: wanted } },
    select: { slug: true, tool: { select: { id: true, slug: true } } },
  });
  const known = new Map(rows.map((row) => [row.slug, row.tool]));
  const faults: Record<string, string> = {};
  const own = (field: string) => (slug: string, place: number) => {
    const tool = known.get(slug);
    if (!tool) faults[`${field}.${place}.slug`] = `There is no tool “${slug}”.`;
    if (tool?.slug === document.slug) faults[`${field}.${place}.slug`] = "This is the tool itself.";
    return tool?.slug ?? slug;
  };
  const once = (slugs: string[]) => [...new Set(slugs)];
  const choices = (decision: "pinned" | "excluded") =>
    alternatives[decision].map((choice, place) => ({
      ...choice,
      slug: own(`alternatives.${decision}`)(choice.slug, place),
    }));
  const resolved: ToolDocument = {
    ...document,
    aliases: once(document.aliases).sort(),
    lifecycle: { ...lifecycle, successors: once(lifecycle.successors.map(own("lifecycle.successors"))) },
    integrations: once(integrations.map(own("integrations"))).sort(),
    alternatives: { pinned: choices("pinned"), excluded: choices("excluded") },
  };
  const choiceSlugs = [...resolved.alternatives.pinned, ...resolved.alternatives.excluded].map((choice) => choice.slug);
  if (new Set(choiceSlugs).size < choiceSlugs.length)
    faults["alternatives.excluded"] = "One tool stands twice among the pinned and excluded alternatives.";
  if (Object.keys(faults).length > 0) throw new DomainError("invalid", WRONG, faults);
  return { document: resolved, ids: new Map(rows.map(({ tool }) => [tool.slug, tool.id])) };
}

/** Throws “invalid” with the aliases that lead to another tool already, or to the tool by its own slug. */
async function assertOwnAliases(tx: Database, toolId: number | null, { slug, aliases }: ToolDocument): Promise<void> {
  const taken = await tx.toolSlug.findMany({
    where: { slug: { in: aliases }, ...(toolId === null ? {} : { toolId: { not: toolId } }) },
    select: { slug: true, tool: { select: { name: true } } },
  });
  const faults = aliases.flatMap((alias, place): [string, string][] => {
    const other = taken.find((row) => row.slug === alias);
    if (other) return [[`aliases.${place}.slug`, `This slug leads to ${other.tool.name}.`]];
    return alias === slug ? [[`aliases.${place}.slug`, "This is the tool’s own slug."]] : [];
  });
  if (faults.length > 0) throw new DomainError("invalid", WRONG, Object.fromEntries(faults));
}

/**
 * The slugs that lead to a tool since it, or one that became one with it, had them as its own: they redirect for ever.
 */
async function readFormerSlugs(tx: Database, toolId: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    WITH RECURSIVE here AS (
      SELECT id FROM tools WHERE id = ${toolId}
      UNION SELECT t.id FROM tools t JOIN here ON t.merged_into_id = here.id
    )
    SELECT s.slug FROM tool_slugs s JOIN tools t ON t.id = s.tool_id
    WHERE s.tool_id = ${toolId} AND s.slug <> t.slug AND EXISTS (
      SELECT FROM revisions r JOIN here ON r.subject_id = here.id
      WHERE r.subject = 'tool' AND r.content ->> 'slug' = s.slug)
    ORDER BY s.slug`;
  return rows.map((row) => row.slug);
}

/** Throws “invalid” when one of them is not among the aliases any more. */
async function assertFormerSlugs(tx: Database, toolId: number, { aliases }: ToolDocument): Promise<void> {
  const missing = (await readFormerSlugs(tx, toolId)).filter((slug) => !aliases.includes(slug));
  if (missing.length === 0) return;
  const why = `${formatList(missing)}: this was the address of a tool before a rename or a merge and leads here for ever. Put it back.`;
  throw new DomainError("invalid", WRONG, { aliases: why });
}

async function assertKnownLogo(tx: Database, { logo }: ToolDocument): Promise<void> {
  if (!logo) return;
  const isKnown =
    logo.set === UPLOADED
      ? (await tx.logoFile.count({ where: { hash: logo.icon } })) > 0
      : DRAWN_SETS.some((set) => set === logo.set);
  if (!isKnown) throw new DomainError("invalid", WRONG, { "logo.icon": "There is no such logo. Choose another." });
}

/** Locks tools in the order of their ids, so that writers never wait in a circle. */
async function lockTools(tx: Database, ids: readonly number[]) {
  return tx.$queryRaw<{ id: number; revision: number; origins: unknown; removedAt: Date | null }[]>`
    SELECT id, revision, origins, removed_at AS "removedAt" FROM tools WHERE id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`;
}

/** Where a tool's values came from, without the fields that an editor has now written. */
function keptOrigins(origins: unknown, changed: readonly string[]): Prisma.InputJsonObject {
  const entries = origins !== null && typeof origins === "object" ? Object.entries(origins) : [];
  const isWritten = (field: string) =>
    changed.some((own) => own === field || field.startsWith(`${own}.`) || own === `facts.${field}`);
  return Object.fromEntries(entries.filter(([field]) => !isWritten(field)));
}

/** What is saved: the whole document as it shall be, the revision that its editor saw, who changes it and why. */
export type Saving = { document: ToolDocument; base: number; author: Author; reason: string };

/**
 * Makes a tool agree with a document, in the caller's transaction: only what differs is written, with revisions of the tool and of the
 * tools at the other end of integrations that came or went, and the news of another lifecycle. Throws “missing”, “conflict” when the
 * tool has another revision than `base`, and “invalid” with faults by field. The slug is not changed here.
 */
export async function saveToolIn(tx: Database, { document: wanted, base, author, reason }: Saving): Promise<SavedTool> {
  const found = await tx.tool.findUnique({ where: { slug: wanted.slug }, select: { id: true } });
  if (!found) throw new DomainError("missing", GONE);
  const { id } = found;
  const { document, ids } = await resolveTools(tx, wanted);
  const integrations = async () => {
    const rows = await tx.integration.findMany({ where: { OR: [{ firstId: id }, { secondId: id }] } });
    return new Set(rows.map((row) => (row.firstId === id ? row.secondId : row.firstId)));
  };
  const after = new Set(document.integrations.flatMap((slug) => ids.get(slug) ?? []));
  const locked = await lockTools(tx, [id, ...(await integrations()).symmetricDifference(after)]);
  const own = locked.find((row) => row.id === id);
  if (!own || own.removedAt) throw new DomainError("missing", GONE);
  if (own.revision !== base)
    throw new DomainError("conflict", "Somebody else changed this tool meanwhile. Compare both versions and choose.");
  const before = (await readToolDocuments(tx, [id])).get(id);
  if (!before) throw new DomainError("missing", GONE);
  const changed = listChangedFields(before, document);
  if (changed.length === 0) return { id, slug: document.slug, revision: base, changed, others: [] };
  await assertOwnAliases(tx, id, wanted);
  if (changed.includes("aliases")) await assertFormerSlugs(tx, id, wanted);
  if (changed.includes("logo")) await assertKnownLogo(tx, document);
  const otherIds = [...(await integrations()).symmetricDifference(after)];
  await keepFirstRevision(tx, [id, ...otherIds]);
  await tx.tool.update({
    where: { id },
    data: { ...(await readColumns(tx, document)), editedAt: new Date(), origins: keptOrigins(own.origins, changed) },
  });
  await writeFields(tx, id, { document, changed, ids });
  await recordTools(tx, [id, ...otherIds], { author, reason });
  await recordLifecycle(tx, { toolId: id, slug: document.slug, before: before.lifecycle, after: document.lifecycle });
  const rows = await tx.tool.findMany({
    where: { id: { in: [id, ...otherIds] } },
    select: { id: true, slug: true, revision: true },
  });
  return {
    id,
    slug: document.slug,
    revision: rows.find((row) => row.id === id)?.revision ?? base,
    changed,
    others: rows.filter((row) => row.id !== id).map((row) => row.slug),
  };
}

/** Somebody wrote the same slug or source between the look and the write. */
async function orConflict<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    const code = error instanceof Prisma.PrismaClientKnownRequestError ? error.code : null;
    if (code === "P2002" || code === "P2034")
      throw new DomainError(
        "conflict",
        "Somebody else wrote at the same moment. Look at what stands there and try again.",
      );
    throw error;
  });
}

/** The same in a transaction of its own. */
export function saveTool(database: PrismaClient, saving: Saving): Promise<SavedTool> {
  return orConflict(database.$transaction((tx) => saveToolIn(tx, saving), PATIENCE));
}

/** Adds a tool with all that its document says. Throws “conflict” for a slug that leads somewhere already, “invalid” as saveTool does. */
export function createTool(
  database: PrismaClient,
  { document: wanted, author, reason }: Omit<Saving, "base">,
): Promise<SavedTool> {
  const create = database.$transaction(async (tx) => {
    const { slug } = wanted;
    const taken = await tx.toolSlug.findUnique({ where: { slug }, select: { tool: { select: { name: true } } } });
    if (taken) throw new DomainError("invalid", WRONG, { slug: `This slug leads to ${taken.tool.name}.` });
    const { document, ids } = await resolveTools(tx, wanted);
    await assertOwnAliases(tx, null, wanted);
    await assertKnownLogo(tx, document);
    const otherIds = document.integrations.flatMap((other) => ids.get(other) ?? []);
    await lockTools(tx, otherIds);
    await keepFirstRevision(tx, otherIds);
    const now = new Date();
    const { id } = await tx.tool.create({
      data: {
        checkedOn: now,
        ...(await readColumns(tx, document)),
        slug,
        editedAt: now,
        slugs: { create: [{ slug }] },
      },
      select: { id: true },
    });
    const changed = listChangedFields(emptyDocument(slug), document);
    await writeFields(tx, id, { document, changed, ids });
    await recordTools(tx, [id, ...otherIds], { author, reason });
    return { id, slug, revision: 1, changed: ["slug", ...changed], others: document.integrations };
  }, PATIENCE);
  return orConflict(create);
}

/**
 * Makes a tool stand as it did in an earlier revision, as a new one. Slugs that it got since then stay, so that no address breaks.
 * Throws “missing” for no such revision, and as saveTool does.
 */
export function restoreTool(
  database: PrismaClient,
  { slug, number, base, author }: { slug: string; number: number; base: number; author: Author },
): Promise<SavedTool> {
  const restore = database.$transaction(async (tx) => {
    const tool = await tx.tool.findUnique({
      where: { slug },
      select: { id: true, slugs: { select: { slug: true } } },
    });
    if (!tool) throw new DomainError("missing", GONE);
    const former = await readFormerSlugs(tx, tool.id);
    const subject = { subject: "tool" as const, subjectId: tool.id, number };
    const row = await tx.revision.findUnique({
      where: { subject_subjectId_number: subject },
      select: { content: true },
    });
    const kept = storedToolSchema.safeParse(row?.content).data;
    if (!kept) throw new DomainError("missing", "There is no such revision.");
    // When it was renamed meanwhile, all that leads here still does.
    const since = kept.slug === slug ? former : tool.slugs.map((entry) => entry.slug);
    const aliases = [...new Set([...kept.aliases, ...since])].filter((alias) => alias !== slug).sort();
    const document = { ...kept, slug, aliases };
    return saveToolIn(tx, { document, base, author, reason: `Restored revision ${number}` });
  }, PATIENCE);
  return orConflict(restore);
}
