import "server-only";
import type { Catalog, CatalogEntry } from "@/lib/catalog/rules";
import type { StackupFile, ToolFile } from "@/lib/catalog/schema";
import { loadStacks } from "@/lib/catalog/stacks/mutations";
import type { Database } from "@/lib/db";
import { forgetStatements, readState, recordChanges } from "@/lib/events/mutations";
import { recountStars } from "@/lib/figures/mutations";
import type { FactKey, LifecycleState, PrismaClient, StatementKind } from "@/lib/generated/prisma/client";
import { CATALOG_AUTHOR } from "@/lib/revisions/schema";
import { type SourceId, sourceKeeper } from "@/lib/sources/mutations";
import { recordStackup, writeStackup } from "@/lib/stackups/documents/mutations";
import { stackupSlug } from "@/lib/stackups/rules";
import { recountVotes } from "@/lib/statements/mutations";
import { loadSyncKeys } from "@/lib/sync/mutations";
import { type SyncKeysFile, syncSourceSchema } from "@/lib/sync/schema";
import { recordTools } from "@/lib/tools/documents/mutations";
import { type FactKey as FileFactKey, factKeySchema } from "@/lib/tools/schema";

/** What loading the built-in catalog did, in numbers of files: each is loaded, unchanged or kept. */
export type CatalogReport = {
  loaded: number;
  unchanged: number;
  /** Files whose tool, stackup or stack an editor changed here, or whose stack's slug is a member's: left as they are. */
  kept: string[];
};

type SourceFields = { url: string; title: string; checked: string };
/** Why the catalog's revisions were made. */
const FIRST_VERSION = "Loaded with the catalog";
const NEWER_VERSION = "A newer version of the catalog was loaded";

/** Where the positions of places begin that the catalog does not have. */
const BEHIND = 100_000;

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
function namedSource(sourceId: SourceId, fields: SourceFields | undefined): Promise<number> {
  if (!fields) throw new Error("a source is missing: the catalog was not checked before loading");
  return sourceId(fields);
}

type StoredPlace = {
  id: number;
  parentId: number | null;
  path: string;
  slug: string;
  level: string;
  editedAt: Date | null;
};

/**
 * Brings the tree to the order and names of its file and returns the ids of its functions. A function that stands elsewhere in
 * the file than in the database moves with its tools. What editors renamed, moved or merged here stays as they made it: it is found by
 * its former path. Places that the file does not have stay, behind those that it has.
 */
async function loadCategories(tx: Database, catalog: Catalog): Promise<Map<string, number>> {
  const functionIds = new Map<string, number>();
  const layers = catalog.categories.content;
  const paths = new Set(
    layers.flatMap((layer) =>
      layer.categories.flatMap((category) =>
        category.functions.map((entry) => `${layer.slug}/${category.slug}/${entry.slug}`),
      ),
    ),
  );
  const stored: StoredPlace[] = await tx.category.findMany({
    select: { id: true, parentId: true, path: true, slug: true, level: true, editedAt: true },
  });
  const byId = new Map(stored.map((row) => [row.id, row]));
  const former = await tx.formerPath.findMany({ select: { path: true, categoryId: true } });
  const byPath = new Map([
    ...former.map(({ path, categoryId }): [string, StoredPlace | undefined] => [path, byId.get(categoryId)]),
    ...stored.map((row): [string, StoredPlace | undefined] => [row.path, row]),
  ]);
  const left = new Map(
    stored
      .filter((row) => row.level === "function" && row.editedAt === null && !paths.has(row.path))
      .map((row) => [row.slug, row]),
  );
  const placed = new Set<number>();
  // Positions are unique among siblings: move all out of the way before they are set anew.
  await tx.$executeRaw`UPDATE categories SET position = -id`;
  type Parent = { id: number | null; path: string; filePath: string };
  const save = async (
    level: "layer" | "category" | "function",
    parent: Parent,
    slug: string,
    name: string,
    position: number,
  ) => {
    const under = (path: string) => (path === "" ? slug : `${path}/${slug}`);
    const filePath = under(parent.filePath);
    const path = under(parent.path);
    const known = byPath.get(filePath) ?? byPath.get(path);
    if (known && (known.editedAt !== null || known.path !== filePath)) {
      // Its place among others is the file's as long as it stands where the file has it.
      if (known.parentId === parent.id && !placed.has(known.id))
        await tx.category.update({ where: { id: known.id }, data: { position } });
      placed.add(known.id);
      return { id: known.id, path: known.path, filePath };
    }
    const fields = { parentId: parent.id, path, name, position };
    const own = known ?? (level === "function" ? left.get(slug) : undefined);
    const row = own
      ? await tx.category.update({ where: { id: own.id }, data: fields, select: { id: true } })
      : await tx.category.create({ data: { level, slug, ...fields }, select: { id: true } });
    placed.add(row.id);
    return { id: row.id, path, filePath };
  };
  for (const [layerPosition, layer] of layers.entries()) {
    const layerRow = await save("layer", { id: null, path: "", filePath: "" }, layer.slug, layer.name, layerPosition);
    for (const [categoryPosition, category] of layer.categories.entries()) {
      const row = await save("category", layerRow, category.slug, category.name, categoryPosition);
      for (const [position, entry] of category.functions.entries())
        functionIds.set(entry.slug, (await save("function", row, entry.slug, entry.name, position)).id);
    }
  }
  await tx.$executeRaw`UPDATE categories SET position = ${BEHIND} + id WHERE position < 0`;
  return functionIds;
}

async function loadTool(
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

async function loadReferences(tx: Database, tool: ToolFile, ids: Map<string, number>): Promise<void> {
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
async function loadIntegrations(
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

async function loadStackup(
  tx: Database,
  stackup: StackupFile,
  ids: Map<string, number>,
  sourceId: SourceId,
): Promise<void> {
  const source = (key: string) => {
    const fields = stackup.sources[key];
    if (!fields) throw new Error("a source is missing: the catalog was not checked before loading");
    return fields;
  };
  const { id, revision } = await writeStackup(
    tx,
    {
      tools: stackup.tools,
      summary: stackup.summary,
      claims: stackup.claims.map(({ topic, holds }) => ({
        topic,
        cells: stackup.tools.map((tool) => ({
          text: holds[tool]?.text ?? "",
          source: source(holds[tool]?.source ?? ""),
        })),
      })),
      choices: stackup.tools.map((tool) => stackup.choose[tool] ?? ""),
      neither: stackup.choose.neither ?? null,
    },
    { toolIds: stackup.tools.map((tool) => ids.get(tool) ?? 0), sourceId },
  );
  await recordStackup(tx, id, { author: CATALOG_AUTHOR, reason: revision > 0 ? NEWER_VERSION : FIRST_VERSION });
}

async function loadFigures(
  tx: Database,
  catalog: Catalog,
  { ids, ownSlugs, sourceId }: { ids: Map<string, number>; ownSlugs: Map<string, string>; sourceId: SourceId },
): Promise<void> {
  const { content } = catalog.figures;
  const rankingId = await namedSource(sourceId, content.sources["github-ranking"]);
  const figures = await Promise.all(
    content.figures.map(async (figure) => ({
      slug: figure.tool,
      metric: figure.metric,
      role: figure.metric === "stars" || figure.metric === "forks" ? ("snapshot" as const) : ("imported" as const),
      value: figure.value,
      asOf: figure.asOf,
      sourceId: await namedSource(sourceId, content.sources[figure.source]),
    })),
  );
  const stars = catalog.stars.content.flatMap((row) => {
    const fields = { slug: row.slug, role: "snapshot" as const, asOf: row.date, sourceId: rankingId };
    return [
      { ...fields, metric: "stars" as const, value: row.stars },
      { ...fields, metric: "forks" as const, value: row.forks },
    ];
  });
  const rows = [...figures, ...stars].map(({ slug, ...figure }) => ({ ...figure, slug, toolId: ids.get(slug) ?? 0 }));
  const seriesOf = ({ toolId, metric, role }: (typeof rows)[number]) => `${toolId} ${metric} ${role}`;
  const own = new Set(rows.filter(({ slug }) => ownSlugs.get(slug) === slug).map(seriesOf));
  // Of two tools that became one, the series of the one that stands is kept apart from the other's.
  const wanted = rows.filter(
    (row) => row.toolId > 0 && (ownSlugs.get(row.slug) === row.slug || !own.has(seriesOf(row))),
  );
  // By address alone: a source that was checked anew is another row.
  const addresses = Object.values(content.sources).map((source) => source.url);
  await tx.figure.deleteMany({ where: { source: { url: { in: addresses } }, tool: { mergedIntoId: null } } });
  await tx.figure.createMany({ data: wanted.map(({ slug: _, ...figure }) => figure), skipDuplicates: true });
}

/** Where figures are read; what is read there is no part of the catalog. */
async function loadKeys(
  tx: Database,
  { content }: CatalogEntry<SyncKeysFile>,
  ids: Map<string, number>,
): Promise<void> {
  const keys = Object.entries(content).flatMap(([slug, { npm, pypi, stackOverflow, docker }]) =>
    Object.entries({ npm, pypi, "stack-overflow": stackOverflow, "docker-hub": docker }).flatMap(([source, key]) => {
      const toolId = ids.get(slug);
      return key && toolId ? [{ toolId, source: syncSourceSchema.parse(source), key }] : [];
    }),
  );
  await loadSyncKeys(tx, keys);
}

async function loadLogos(
  tx: Database,
  catalog: Catalog,
  ids: Map<string, number>,
  edited: ReadonlySet<string>,
): Promise<void> {
  await tx.logo.deleteMany({ where: { toolId: { in: [...ids.values()] }, tool: { editedAt: null } } });
  await tx.logo.createMany({
    data: Object.entries(catalog.logos.content)
      .filter(([slug]) => !edited.has(slug))
      .map(([slug, logo]) => ({ toolId: ids.get(slug) ?? 0, set: logo.set, icon: logo.icon })),
  });
}

/**
 * Brings the database to the state of the built-in catalog, in one transaction: all of it or nothing. Files whose text was
 * loaded before are passed over; tools and stackups that an editor changed here are left as they are. A second run with the
 * same files changes nothing.
 */
export async function loadCatalog(database: PrismaClient, catalog: Catalog): Promise<CatalogReport> {
  return database.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sidestack catalog'))`;
      const loadedHashes = new Map((await tx.catalogFile.findMany()).map((file) => [file.path, file.hash]));
      const isChanged = (entry: CatalogEntry<unknown>) => loadedHashes.get(entry.file) !== entry.hash;
      const all: CatalogEntry<unknown>[] = [
        catalog.categories,
        catalog.logos,
        catalog.figures,
        catalog.stars,
        catalog.syncKeys,
        ...catalog.tools,
        ...catalog.stackups,
        ...catalog.stacks,
      ];
      const changed = all.filter(isChanged);
      const report: CatalogReport = { loaded: changed.length, unchanged: all.length - changed.length, kept: [] };
      if (changed.length === 0) return report;

      const before = await readState(tx);
      const sourceId = sourceKeeper(tx);
      const functionIds = await loadCategories(tx, catalog);
      const { statementVotes, sources } = catalog.figures.content;
      const imported = {
        sourceId: await namedSource(sourceId, sources[statementVotes.source]),
        asOf: statementVotes.asOf,
      };

      // By any slug that leads to it: an editor may have given it another, or made it one with another tool.
      const editedSlugs = await tx.toolSlug.findMany({
        where: { tool: { editedAt: { not: null } } },
        select: { slug: true },
      });
      const edited = new Set(editedSlugs.map((row) => row.slug));
      const tools = catalog.tools.filter((entry) => isChanged(entry) && !edited.has(entry.content.slug));
      report.kept.push(
        ...catalog.tools
          .filter((entry) => isChanged(entry) && edited.has(entry.content.slug))
          .map((entry) => entry.file),
      );
      for (const { content: tool } of tools) {
        await loadTool(tx, tool, functionIds.get(tool.function) ?? 0, sourceId, imported);
      }
      const slugs = catalog.tools.map((entry) => entry.content.slug);
      const leads = await tx.toolSlug.findMany({
        where: { slug: { in: slugs } },
        select: { slug: true, toolId: true, tool: { select: { slug: true } } },
      });
      const ids = new Map(leads.map((row) => [row.slug, row.toolId]));
      const ownSlugs = new Map(leads.map((row) => [row.slug, row.tool.slug]));
      // Without those that became one with another tool of the catalog.
      const standing = new Map(
        [...ids].filter(([slug]) => !ids.has(ownSlugs.get(slug) ?? "") || ownSlugs.get(slug) === slug),
      );
      for (const { content: tool } of tools) await loadReferences(tx, tool, ids);
      await loadIntegrations(tx, catalog, ids, edited);
      if (isChanged(catalog.logos)) await loadLogos(tx, catalog, ids, edited);
      if (isChanged(catalog.syncKeys)) await loadKeys(tx, catalog.syncKeys, standing);
      if (isChanged(catalog.figures) || isChanged(catalog.stars))
        await loadFigures(tx, catalog, { ids, ownSlugs, sourceId });

      const editedStackups = new Set(
        (await tx.stackup.findMany({ where: { editedAt: { not: null } }, select: { slug: true } })).map(
          (stackup) => stackup.slug,
        ),
      );
      for (const entry of catalog.stackups.filter(isChanged)) {
        const slug = stackupSlug(entry.content.tools);
        const isRenamed = slug !== stackupSlug(entry.content.tools.map((tool) => ownSlugs.get(tool) ?? tool));
        if (isRenamed || editedStackups.has(slug)) report.kept.push(entry.file);
        else await loadStackup(tx, entry.content, ids, sourceId);
      }
      report.kept.push(...(await loadStacks(tx, catalog.stacks.filter(isChanged))));
      const known = await tx.tool.findMany({ where: { revision: { gt: 0 } }, select: { id: true } });
      const isKnown = new Set(known.map((tool) => tool.id));
      const loadedIds = [...ids].filter(([slug]) => !edited.has(slug)).map(([, id]) => id);
      const news = { author: CATALOG_AUTHOR, reason: FIRST_VERSION };
      await recordTools(
        tx,
        loadedIds.filter((id) => !isKnown.has(id)),
        news,
      );
      const renewed = loadedIds.filter((id) => isKnown.has(id));
      await recordTools(tx, renewed, { ...news, reason: NEWER_VERSION });
      await recountVotes(tx, [...ids.values()]);
      await recountStars(tx, [...ids.values()]);
      await recordChanges(tx, before);
      for (const { file, hash } of changed) {
        await tx.catalogFile.upsert({
          where: { path: file },
          create: { path: file, hash },
          update: { hash, loadedAt: new Date() },
        });
      }
      return { ...report, loaded: changed.length - report.kept.length };
    },
    { maxWait: 20_000, timeout: 300_000 },
  );
}
