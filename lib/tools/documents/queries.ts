import "server-only";
import { type Database, db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type DocumentSource, storedToolSchema, type ToolDocument } from "@/lib/tools/documents/schema";
import { type FactKey, factKeySchema, factKeys, type LifecycleState } from "@/lib/tools/schema";

const sourceSelect = { url: true, title: true, checkedOn: true } satisfies Prisma.SourceSelect;
const slugOnly = { slug: true } satisfies Prisma.ToolSelect;
const documentSelect = {
  id: true,
  slug: true,
  name: true,
  kind: true,
  tagline: true,
  description: true,
  lifecycleState: true,
  lifecycleSince: true,
  lifecycleNote: true,
  lifecycleSource: { select: sourceSelect },
  function: { select: { path: true } },
  slugs: { orderBy: { slug: "asc" }, select: slugOnly },
  successors: { orderBy: { position: "asc" }, select: { successor: { select: slugOnly } } },
  facts: { select: { key: true, value: true, source: { select: sourceSelect } } },
  features: { orderBy: { position: "asc" }, select: { name: true, value: true, source: { select: sourceSelect } } },
  links: { orderBy: { position: "asc" }, select: { label: true, url: true } },
  integrationsA: { select: { second: { select: slugOnly } } },
  integrationsB: { select: { first: { select: slugOnly } } },
  alternatives: {
    orderBy: { position: "asc" },
    select: { decision: true, reason: true, alternative: { select: slugOnly } },
  },
  logo: { select: { set: true, icon: true } },
} satisfies Prisma.ToolSelect;

function toSource(row: { url: string; title: string; checkedOn: Date }): DocumentSource {
  return { url: row.url, title: row.title, checked: row.checkedOn.toISOString().slice(0, 10) };
}

function toDocument(row: Prisma.ToolGetPayload<{ select: typeof documentSelect }>): ToolDocument {
  const state: LifecycleState = row.lifecycleState === "feature_complete" ? "feature-complete" : row.lifecycleState;
  const facts = new Map<FactKey, { value: string; source: DocumentSource }>(
    row.facts.map(({ key, value, source }) => [
      factKeySchema.parse(key.replaceAll("_", "-")),
      { value, source: toSource(source) },
    ]),
  );
  const choices = (decision: "pinned" | "excluded") =>
    row.alternatives
      .filter((choice) => choice.decision === decision)
      .map(({ alternative, reason }) => ({ slug: alternative.slug, reason }));
  return {
    slug: row.slug,
    name: row.name,
    aliases: row.slugs
      .map(({ slug }) => slug)
      .filter((slug) => slug !== row.slug)
      .sort(),
    function: row.function.path,
    kind: row.kind,
    tagline: row.tagline,
    description: row.description,
    lifecycle: {
      state,
      since: row.lifecycleSince,
      note: row.lifecycleNote,
      successors: row.successors.map(({ successor }) => successor.slug),
      source: row.lifecycleSource && toSource(row.lifecycleSource),
    },
    facts: Object.fromEntries(factKeys.flatMap((key) => (facts.has(key) ? [[key, facts.get(key)]] : []))),
    features: row.features.map(({ name, value, source }) => ({ name, value, source: toSource(source) })),
    links: row.links,
    integrations: [
      ...row.integrationsA.map(({ second }) => second.slug),
      ...row.integrationsB.map(({ first }) => first.slug),
    ].sort(),
    alternatives: { pinned: choices("pinned"), excluded: choices("excluded") },
    logo: row.logo,
  };
}

/** How many documents are read with one query. */
const BATCH = 500;

/** The documents of tools as they stand now, by id. Ids of no tool are passed over. */
export async function listToolDocuments(tx: Database, toolIds: readonly number[]): Promise<Map<number, ToolDocument>> {
  const documents = new Map<number, ToolDocument>();
  for (let at = 0; at < toolIds.length; at += BATCH) {
    const rows = await tx.tool.findMany({
      relationLoadStrategy: "join",
      where: { id: { in: toolIds.slice(at, at + BATCH) } },
      select: documentSelect,
    });
    for (const row of rows) documents.set(row.id, toDocument(row));
  }
  return documents;
}

/** A tool as it stands now: its id, newest revision and document. Null for a slug that is no tool's own. Not cached. */
export async function getStandingTool(
  slug: string,
): Promise<{ id: number; revision: number; document: ToolDocument } | null> {
  const tool = await db().tool.findUnique({ where: { slug, removedAt: null }, select: { id: true, revision: true } });
  const document = tool && (await listToolDocuments(db(), [tool.id])).get(tool.id);
  return document ? { ...tool, document } : null;
}

/** The document of a tool as a revision holds it, or the first for a form opened before there was any. Null when there is none. */
export async function getToolVersion(toolId: number, revision: number): Promise<ToolDocument | null> {
  const place = { subject: "tool" as const, subjectId: toolId, number: Math.max(1, revision) };
  const row = await db().revision.findUnique({
    where: { subject_subjectId_number: place },
    select: { content: true },
  });
  return storedToolSchema.safeParse(row?.content).data ?? null;
}
