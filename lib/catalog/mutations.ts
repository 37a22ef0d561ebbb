import "server-only";
import { loadCategories } from "@/lib/catalog/categories/mutations";
import type { Catalog, CatalogEntry } from "@/lib/catalog/rules";
import type { StackupFile } from "@/lib/catalog/schema";
import { loadStacks } from "@/lib/catalog/stacks/mutations";
import { loadIntegrations, loadReferences, loadTool, namedSource } from "@/lib/catalog/tools/mutations";
import type { Database } from "@/lib/db";
import { readState, recordChanges } from "@/lib/events/mutations";
import { recountStars } from "@/lib/figures/mutations";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { CATALOG_AUTHOR } from "@/lib/revisions/schema";
import { type SourceId, sourceKeeper } from "@/lib/sources/mutations";
import { recordStackup, writeStackup } from "@/lib/stackups/documents/mutations";
import { stackupSlug } from "@/lib/stackups/rules";
import { recountVotes } from "@/lib/statements/mutations";
import { loadSyncKeys } from "@/lib/sync/mutations";
import { type SyncKeysFile, syncSourceSchema } from "@/lib/sync/schema";
import { recordTools } from "@/lib/tools/documents/mutations";

/** What loading the built-in catalog did, in numbers of files: each is loaded, unchanged or kept. */
export type CatalogReport = {
  loaded: number;
  unchanged: number;
  /** Files whose tool, stackup or stack an editor changed here, or whose stack's slug is a member's: left as they are. */
  kept: string[];
};

/** Why the catalog's revisions were made. */
const FIRST_VERSION = "Loaded with the catalog";
const NEWER_VERSION = "A newer version of the catalog was loaded";

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
