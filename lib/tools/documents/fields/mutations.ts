import "server-only";
import { z } from "zod";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { FactKey as StoredFactKey, type LifecycleState as StoredLifecycleState } from "@/lib/generated/prisma/client";
import { canonical } from "@/lib/revisions/rules";
import type { DocumentSource, ToolDocument } from "@/lib/tools/documents/schema";
import { type FactKey, factKeys, type LifecycleState } from "@/lib/tools/schema";

const storedFactKeySchema = z.enum(StoredFactKey);

function storedFactKey(key: FactKey): StoredFactKey {
  return storedFactKeySchema.parse(key.replaceAll("-", "_"));
}

function storedState(state: LifecycleState): StoredLifecycleState {
  return state === "feature-complete" ? "feature_complete" : state;
}

async function sourceId(tx: Database, { url, title, checked }: DocumentSource): Promise<number> {
  const identity = { url, title, checkedOn: new Date(`${checked}T00:00:00Z`) };
  const known = { url_title_checkedOn: identity };
  const { id } = await tx.source.upsert({ where: known, create: identity, update: {}, select: { id: true } });
  return id;
}

/** Fields of a document that differ: top-level ones, and `facts.` with a key. */
export function listChangedFields(before: ToolDocument, after: ToolDocument): string[] {
  const { facts: oldFacts, ...old } = before;
  const { facts, ...now } = after;
  const differs = (a: unknown, b: unknown) => canonical(a ?? null) !== canonical(b ?? null);
  return [
    ...Object.entries(now).flatMap(([key, value]) => (differs(Reflect.get(old, key), value) ? [key] : [])),
    ...factKeys.filter((key) => differs(oldFacts[key], facts[key])).map((key) => `facts.${key}`),
  ];
}

/** Newest day on which one of a document's sources was checked; null when it names none. */
function newestCheck({ lifecycle, facts, features }: ToolDocument): Date | null {
  const sources = [
    lifecycle.source,
    ...Object.values(facts).map((fact) => fact?.source),
    ...features.map((entry) => entry.source),
  ];
  const newest = sources
    .flatMap((source) => (source ? [source.checked] : []))
    .sort()
    .at(-1);
  return newest ? new Date(`${newest}T00:00:00Z`) : null;
}

/** The columns of the tool's own row that a document fills. Throws “invalid” for a function that the tree does not have. */
export async function readColumns(tx: Database, document: ToolDocument) {
  const place = await tx.category.findUnique({
    where: { path: document.function, level: "function" },
    select: { id: true },
  });
  if (!place)
    throw new DomainError("invalid", "Something in the form is not right.", {
      function: "The tree has no such function any more. Choose another.",
    });
  // The database compares with its own lower case, not with JavaScript's.
  const [lower] = await tx.$queryRaw<{ name: string }[]>`SELECT lower(${document.name}) AS name`;
  const { lifecycle } = document;
  const checkedOn = newestCheck(document);
  return {
    name: document.name,
    sortName: lower?.name ?? document.name.toLowerCase(),
    kind: document.kind,
    tagline: document.tagline,
    description: document.description,
    functionId: place.id,
    lifecycleState: storedState(lifecycle.state),
    lifecycleSince: lifecycle.since,
    lifecycleNote: lifecycle.note,
    lifecycleSourceId: lifecycle.source ? await sourceId(tx, lifecycle.source) : null,
    ...(checkedOn ? { checkedOn } : {}),
  };
}

type Ids = ReadonlyMap<string, number>;

function idIn(ids: Ids, slug: string): number {
  const id = ids.get(slug);
  if (id === undefined) throw new Error(`the document names ${slug}, which was not looked up`);
  return id;
}

async function writeFacts(tx: Database, toolId: number, document: ToolDocument, changed: readonly string[]) {
  for (const key of factKeys.filter((one) => changed.includes(`facts.${one}`))) {
    const fact = document.facts[key];
    const place = { toolId, key: storedFactKey(key) };
    await tx.fact.deleteMany({ where: place });
    if (fact)
      await tx.fact.create({ data: { ...place, value: fact.value, sourceId: await sourceId(tx, fact.source) } });
  }
}

async function writeFeatures(tx: Database, toolId: number, { features }: ToolDocument) {
  await tx.feature.deleteMany({ where: { toolId } });
  for (const [position, { name, value, source }] of features.entries())
    await tx.feature.create({ data: { toolId, position, name, value, sourceId: await sourceId(tx, source) } });
}

async function writeIntegrations(tx: Database, toolId: number, { integrations }: ToolDocument, ids: Ids) {
  const others = integrations.map((slug) => idIn(ids, slug));
  await tx.integration.deleteMany({
    where: {
      OR: [
        { firstId: toolId, secondId: { notIn: others } },
        { secondId: toolId, firstId: { notIn: others } },
      ],
    },
  });
  const pairs = others.map((id) => ({ firstId: Math.min(id, toolId), secondId: Math.max(id, toolId) }));
  await tx.integration.createMany({ data: pairs, skipDuplicates: true });
}

async function writeAlternatives(tx: Database, toolId: number, { alternatives }: ToolDocument, ids: Ids) {
  await tx.alternativeChoice.deleteMany({ where: { toolId } });
  const choices = (["pinned", "excluded"] as const).flatMap((decision) =>
    alternatives[decision].map(({ slug, reason }) => ({ decision, reason, alternativeId: idIn(ids, slug) })),
  );
  await tx.alternativeChoice.createMany({ data: choices.map((choice, position) => ({ ...choice, toolId, position })) });
}

async function writeSuccessors(tx: Database, toolId: number, { lifecycle }: ToolDocument, ids: Ids) {
  await tx.toolSuccessor.deleteMany({ where: { toolId } });
  await tx.toolSuccessor.createMany({
    data: lifecycle.successors.map((slug, position) => ({ toolId, successorId: idIn(ids, slug), position })),
  });
}

async function writeAliases(tx: Database, toolId: number, { slug, aliases }: ToolDocument) {
  await tx.toolSlug.deleteMany({ where: { toolId, slug: { notIn: [slug, ...aliases] } } });
  await tx.toolSlug.createMany({ data: aliases.map((alias) => ({ slug: alias, toolId })), skipDuplicates: true });
}

async function writeLogo(tx: Database, toolId: number, { logo }: ToolDocument) {
  await tx.logo.deleteMany({ where: { toolId } });
  if (logo) await tx.logo.create({ data: { toolId, ...logo } });
}

/**
 * Writes the changed fields of a document that have tables of their own; those of the tool's row are readColumns'. `ids` holds every
 * slug that the document names.
 */
export async function writeFields(
  tx: Database,
  toolId: number,
  { document, changed, ids }: { document: ToolDocument; changed: readonly string[]; ids: Ids },
): Promise<void> {
  await writeFacts(tx, toolId, document, changed);
  if (changed.includes("lifecycle")) await writeSuccessors(tx, toolId, document, ids);
  if (changed.includes("features")) await writeFeatures(tx, toolId, document);
  if (changed.includes("links")) {
    await tx.toolLink.deleteMany({ where: { toolId } });
    await tx.toolLink.createMany({ data: document.links.map((link, position) => ({ ...link, toolId, position })) });
  }
  if (changed.includes("aliases")) await writeAliases(tx, toolId, document);
  if (changed.includes("integrations")) await writeIntegrations(tx, toolId, document, ids);
  if (changed.includes("alternatives")) await writeAlternatives(tx, toolId, document, ids);
  if (changed.includes("logo")) await writeLogo(tx, toolId, document);
}
