import "server-only";
import type { Database } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type Change, recordRevisions } from "@/lib/revisions/mutations";
import { type Author, CATALOG_AUTHOR } from "@/lib/revisions/schema";
import type { DocumentSource, ToolDocument } from "@/lib/tools/documents/schema";
import { type FactKey, factKeys, type LifecycleState } from "@/lib/tools/schema";

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
      key === "first_release" ? "first-release" : key,
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
    aliases: row.slugs.map(({ slug }) => slug).filter((slug) => slug !== row.slug),
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
export async function readToolDocuments(tx: Database, toolIds: readonly number[]): Promise<Map<number, ToolDocument>> {
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

/**
 * Writes a revision of each of the tools as it stands now. To be called in the transaction that changed them, after the changes.
 * Tools whose document is what their newest revision holds are passed over. Returns how many were written.
 */
export async function recordTools(
  tx: Database,
  toolIds: readonly number[],
  { author, reason, effects }: { author: Author; reason: string; effects?: Prisma.InputJsonValue },
): Promise<number> {
  const documents = await readToolDocuments(tx, [...new Set(toolIds)]);
  const ids = [...documents.keys()];
  const newest = new Map(
    (
      await tx.$queryRaw<{ subjectId: number; content: unknown }[]>`
        SELECT DISTINCT ON (subject_id) subject_id AS "subjectId", content FROM revisions
        WHERE subject = 'tool' AND subject_id = ANY(${ids}) ORDER BY subject_id, number DESC`
    ).map((row) => [row.subjectId, canonical(row.content)]),
  );
  const changes = ids.flatMap((toolId): Change[] => {
    const content = documents.get(toolId);
    if (!content || newest.get(toolId) === canonical(content)) return [];
    return [{ subject: "tool", subjectId: toolId, toolId, author, reason, content, effects }];
  });
  await recordRevisions(tx, changes);
  return changes.length;
}

/** A value as text in which the order of keys does not matter: jsonb keeps another order than was written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Gives tools that have no revision yet their first one, as they stand before a change: the history then shows what it changed. */
export async function keepFirstRevision(tx: Database, toolIds: readonly number[]): Promise<void> {
  const rows = await tx.tool.findMany({ where: { id: { in: [...toolIds] }, revision: 0 }, select: { id: true } });
  await recordTools(
    tx,
    rows.map((row) => row.id),
    { author: CATALOG_AUTHOR, reason: "As it stood when its history began" },
  );
}
