import "server-only";
import type { Catalog } from "@/lib/catalog/rules";
import type { ToolFile } from "@/lib/catalog/schema";
import type { Database } from "@/lib/db";
import { forgetStatements } from "@/lib/events/mutations";
import type { FactKey, LifecycleState, StatementKind } from "@/lib/generated/prisma/client";
import type { SourceId } from "@/lib/sources/mutations";
import { type FactKey as FileFactKey, factKeySchema } from "@/lib/tools/schema";

type SourceFields = { url: string; title: string; checked: string };

const LIFECYCLE: Record<ToolFile["lifecycle"]["state"], LifecycleState> = {
  active: "active",
  "feature-complete": "feature_complete",
  maintenance: "maintenance",
  deprecated: "deprecated",
  archived: "archived",
  retired: "retired",
};

const FACT_KEYS: Record<FileFactKey, FactKey> = {
  website: "website",
  repository: "repository",
  licence: "licence",
  language: "language",
  organisation: "organisation",
  "first-release": "first_release",
  hosting: "hosting",
  "latest-release": "latest_release",
  "end-of-life": "end_of_life",
};

function factKey(key: string): FactKey {
  return FACT_KEYS[factKeySchema.parse(key)];
}

function day(text: string): Date {
  return new Date(`${text}T00:00:00Z`);
}

function newestCheck(sources: Record<string, SourceFields>): Date {
  const days = Object.values(sources).map((source) => source.checked);
  return day(days.sort().at(-1) ?? "1970-01-01");
}

/** The id of a source that a file names by a key of its own. Throws when the file does not say what stands under the key. */
export function namedSource(sourceId: SourceId, fields: SourceFields | undefined): Promise<number> {
  if (!fields) throw new Error("a source is missing: the catalog was not checked before loading");
  return sourceId(fields);
}

/** Brings a tool to the state of its file: the tool itself, its facts, features, links and statements. What refers to other tools comes later. Returns its id. */
export async function loadTool(
  tx: Database,
  tool: ToolFile,
  functionId: number,
  sourceId: SourceId,
  imported: ImportedVotes,
): Promise<number> {
  const source = (key: string) => namedSource(sourceId, tool.sources[key]);
  const fields = {
    name: tool.name,
    sortName: tool.name.toLowerCase(),
    tagline: tool.tagline,
    description: tool.description,
    kind: tool.kind,
    functionId,
    lifecycleState: LIFECYCLE[tool.lifecycle.state],
    lifecycleSince: tool.lifecycle.since ?? null,
    lifecycleNote: tool.lifecycle.note ?? null,
    lifecycleSourceId: await source(tool.lifecycle.source),
    checkedOn: newestCheck(tool.sources),
  };
  const { id } = await tx.tool.upsert({
    where: { slug: tool.slug },
    create: { slug: tool.slug, ...fields },
    update: fields,
    select: { id: true },
  });
  // An alias that moved from one file to another moves here too, unless an editor has changed the tool that has it.
  await tx.toolSlug.updateMany({
    where: { slug: { in: tool.aliases }, tool: { id: { not: id }, slug: { notIn: tool.aliases }, editedAt: null } },
    data: { toolId: id },
  });
  await tx.toolSlug.createMany({
    data: [tool.slug, ...tool.aliases].map((slug) => ({ slug, toolId: id })),
    skipDuplicates: true,
  });
  // Facts that came from a data set stay where the file states none of its own.
  await tx.$executeRaw`
    DELETE FROM facts f USING tools t
    WHERE f.tool_id = ${id} AND t.id = f.tool_id
      AND (NOT t.origins ? f.key::text OR f.key::text = ANY(${Object.keys(tool.facts)}))`;
  await tx.$executeRaw`
    UPDATE tools SET origins = origins - ${[...Object.keys(tool.facts), "name", "kind", "place", "tagline", "description", "lifecycle"]}::text[]
    WHERE id = ${id} AND origins <> '{}'`;
  await tx.fact.createMany({
    data: await Promise.all(
      Object.entries(tool.facts).map(async ([key, fact]) => ({
        toolId: id,
        key: factKey(key),
        value: String(fact.value),
        sourceId: await source(fact.source),
      })),
    ),
  });
  await tx.feature.deleteMany({ where: { toolId: id } });
  await tx.feature.createMany({
    data: await Promise.all(
      tool.features.map(async (feature, position) => ({
        toolId: id,
        position,
        name: feature.name,
        value: feature.value,
        sourceId: await source(feature.source),
      })),
    ),
  });
  await tx.toolLink.deleteMany({ where: { toolId: id } });
  await tx.toolLink.createMany({ data: tool.links.map((link, position) => ({ toolId: id, position, ...link })) });
  await loadStatements(tx, tool, id, imported);
  return id;
}

type ImportedVotes = { sourceId: number; asOf: string };

/**
 * Adds and updates the catalog's statements; those that an editor changed and those that members wrote are left alone. One
 * that left the catalog goes too, unless it has votes, from here or from elsewhere.
 */
async function loadStatements(tx: Database, tool: ToolFile, toolId: number, imported: ImportedVotes): Promise<void> {
  const keyOf = ({ kind, textKey }: { kind: StatementKind; textKey: string }) => `${kind} ${textKey}`;
  const wanted = [
    { kind: "pro" as const, list: tool.pros },
    { kind: "con" as const, list: tool.cons },
  ].flatMap(({ kind, list }) =>
    list.map(({ text, votes }, position) => ({
      toolId,
      kind,
      text,
      textKey: text.toLowerCase(),
      position,
      importedVotes: votes,
      importedAsOf: votes > 0 ? imported.asOf : null,
      sourceId: votes > 0 ? imported.sourceId : null,
      // The votes given here are added when all are recounted.
      score: votes,
    })),
  );
  const stored = await tx.statement.findMany({
    where: { toolId },
    select: {
      id: true,
      kind: true,
      textKey: true,
      editedAt: true,
      importedVotes: true,
      authorId: true,
      isOfDeleted: true,
      _count: { select: { votes: true } },
    },
  });
  /** What members wrote is theirs, and what an editor changed stays as it is. */
  const isOurs = (statement: (typeof stored)[number]) =>
    statement.editedAt === null && statement.authorId === null && !statement.isOfDeleted;
  const storedByKey = new Map(stored.map((statement) => [keyOf(statement), statement]));
  await tx.statement.createMany({ data: wanted.filter((statement) => !storedByKey.has(keyOf(statement))) });
  for (const statement of wanted) {
    const known = storedByKey.get(keyOf(statement));
    if (known && isOurs(known)) await tx.statement.update({ where: { id: known.id }, data: statement });
  }
  const wantedKeys = new Set(wanted.map(keyOf));
  const gone = stored.filter(
    (statement) =>
      !wantedKeys.has(keyOf(statement)) &&
      isOurs(statement) &&
      statement.importedVotes === 0 &&
      statement._count.votes === 0,
  );
  const goneIds = gone.map((statement) => statement.id);
  await forgetStatements(tx, goneIds);
  await tx.statement.deleteMany({ where: { id: { in: goneIds } } });
}

/** Brings what a tool says of other tools (successors, pinned and excluded alternatives) to the state of its file; `ids` has the tools by any slug. */
export async function loadReferences(tx: Database, tool: ToolFile, ids: Map<string, number>): Promise<void> {
  const idOf = (slug: string) => {
    const id = ids.get(slug);
    if (id === undefined) throw new Error(`no tool ${slug}: the catalog was not checked before loading`);
    return id;
  };
  const toolId = idOf(tool.slug);
  await tx.toolSuccessor.deleteMany({ where: { toolId } });
  await tx.toolSuccessor.createMany({
    data: tool.lifecycle.successors.map((slug, position) => ({ toolId, successorId: idOf(slug), position })),
    // Two that the file names may be one tool here.
    skipDuplicates: true,
  });
  await tx.alternativeChoice.deleteMany({ where: { toolId } });
  const choices = [
    ...tool.alternatives.pinned.map((entry) => ({ ...entry, decision: "pinned" as const })),
    ...tool.alternatives.excluded.map((entry) => ({ ...entry, decision: "excluded" as const })),
  ];
  await tx.alternativeChoice.createMany({
    data: choices.map(({ slug, reason, decision }, position) => ({
      toolId,
      alternativeId: idOf(slug),
      decision,
      reason,
      position,
    })),
    skipDuplicates: true,
  });
}

/**
 * Integrations hold in either direction, so they are settled for the catalog as a whole: the union of what its files name.
 * Those of a tool that an editor changed are the editor's.
 */
export async function loadIntegrations(
  tx: Database,
  catalog: Catalog,
  ids: Map<string, number>,
  edited: ReadonlySet<string>,
): Promise<void> {
  const wanted = new Map<string, { firstId: number; secondId: number }>();
  for (const { content: tool } of catalog.tools) {
    for (const other of tool.integrations) {
      if (edited.has(tool.slug) || edited.has(other)) continue;
      const pair = [ids.get(tool.slug), ids.get(other)].filter((id) => id !== undefined).sort((a, b) => a - b);
      const [firstId, secondId] = pair;
      if (firstId === undefined || secondId === undefined) continue;
      wanted.set(`${firstId} ${secondId}`, { firstId, secondId });
    }
  }
  const unedited = { editedAt: null, id: { in: [...ids.values()] } };
  const stored = await tx.integration.findMany({ where: { first: unedited, second: unedited } });
  const gone = stored.filter((row) => !wanted.has(`${row.firstId} ${row.secondId}`));
  for (const row of gone) await tx.integration.delete({ where: { firstId_secondId: row } });
  await tx.integration.createMany({ data: [...wanted.values()], skipDuplicates: true });
}
