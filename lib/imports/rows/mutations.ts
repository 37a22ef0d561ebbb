import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "@/lib/db";
import { recountCompanyStacks, recountStars } from "@/lib/figures/mutations";
import { keepDoubts } from "@/lib/imports/doubts/mutations";
import { readKnown, readReviewedNames } from "@/lib/imports/matches/mutations";
import { matchRecords } from "@/lib/imports/matches/rules";
import { preparePlaces } from "@/lib/imports/places/mutations";
import { freeSlug, kindFromFunction, settlePlaces, slugFromName } from "@/lib/imports/rules";
import {
  type Adapter,
  type DatasetInfo,
  type ImportCounts,
  type ImportReport,
  importReportSchema,
  type Place,
  SKIPS_LISTED,
  type ToolRecord,
} from "@/lib/imports/schema";
import { settleTools } from "@/lib/imports/settling/mutations";
import { findToolByName } from "@/lib/imports/stacks/rules";
import {
  type Bound,
  createTools,
  flagVanished,
  inChunks,
  keepAliases,
  keepExternalIds,
  keepFigures,
  keepIntegrations,
  keepSource,
  keepValues,
  type NewTool,
} from "@/lib/imports/tools/mutations";
import { canonical } from "@/lib/revisions/rules";
import type { Author } from "@/lib/revisions/schema";
import { recountVotes } from "@/lib/statements/mutations";
import { keepFirstRevision, recordTools } from "@/lib/tools/documents/mutations";

/** A short hash of a value, alike for alike values. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex").slice(0, 32);
}

/** Hash of all that a row says; where it stands in the file is no part of it. */
function hashRecord({ at: _, ...record }: ToolRecord, path: string | null): string {
  return hashOf([record, path]);
}

/** Counts what an import does and lists what it skips. */
export function createTally() {
  const counts: ImportCounts = { read: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, vanished: 0 };
  const report: ImportReport = importReportSchema.parse({});
  const skip = (at: string, reason: string, name = "") => {
    counts.skipped += 1;
    const short = reason.slice(0, 200);
    report.reasons[short] = (report.reasons[short] ?? 0) + 1;
    if (report.skips.length < SKIPS_LISTED) report.skips.push({ at, reason: name ? `${short}: ${name}` : short });
  };
  return { counts, report, skip };
}
export type Tally = ReturnType<typeof createTally>;

/** What an import is of: the data set, its day, the version of its file, and its author. */
export type Context = { dataset: DatasetInfo; adapter: Adapter; day: string; version: string; author: Author };

/** What importing tools changed. */
type ToolOutcome = { touched: number[]; created: Set<number>; categories: number; functions: number };

/** Matches the rows with our tools, makes the tools that are new, and brings all of them to what the data set says. */
export async function importTools(
  tx: Database,
  records: ToolRecord[],
  context: Context,
  tally: Tally,
): Promise<ToolOutcome> {
  const { adapter, dataset, day, version, author } = context;
  const names = await readReviewedNames();
  const known = await readKnown(tx, dataset.key, names);
  const settled = settlePlaces(records);
  tally.report.notes.push(...settled.notes);
  const wanted = adapter.createsTools ? records.flatMap(({ place }) => (place ? [settled.placeOf(place)] : [])) : [];
  const places = await preparePlaces(tx, wanted);
  const pathOf = (place: Place | null) => (place && adapter.createsTools ? places.find(settled.placeOf(place)) : null);

  const bound: Bound[] = [];
  const fresh: { tool: NewTool; record: ToolRecord; hash: string; path: string }[] = [];
  const doubts: { record: ToolRecord; candidateId: number | null; why: string }[] = [];
  const takenSlugs = new Set(known.bySlug.keys());
  const seen: string[] = [];
  const changed: { record: ToolRecord; hash: string; place: ReturnType<typeof pathOf> }[] = [];
  for (const record of records) {
    seen.push(record.externalId);
    const place = pathOf(record.place);
    const hash = hashRecord(record, place?.path ?? null);
    if (known.hashes.get(record.externalId) === hash) tally.counts.unchanged += 1;
    else changed.push({ record, hash, place });
  }
  const matches = matchRecords(
    changed.map(({ record }) => record),
    known,
    adapter.createsTools,
  );
  for (const { record, hash, place } of changed) {
    const match = matches.get(record);
    if (!match) continue;
    if (match.is === "none") tally.skip(record.at, match.reason, record.name || record.externalId);
    else if (match.is === "doubt") {
      doubts.push({ record, candidateId: match.candidateId, why: match.why });
      tally.skip(record.at, `doubtful, ${match.why}`, record.name);
    } else if (match.is === "tool") {
      bound.push({ toolId: match.id, record, hash, path: place?.path ?? null });
    } else {
      const slug = record.slug ?? slugFromName(record.name);
      if (!slug || !place) tally.skip(record.at, "no slug can be made of its name", record.name);
      else {
        const free = freeSlug(slug, (lower) => takenSlugs.has(lower));
        takenSlugs.add(free.toLowerCase());
        const kind = record.values.kind ?? kindFromFunction(record.place?.function.name ?? "");
        fresh.push({
          tool: { slug: free, name: record.name, kind, functionId: place.id },
          record,
          hash,
          path: place.path,
        });
      }
    }
  }
  const matchedIds = [...new Set(bound.map(({ toolId }) => toolId))];
  await keepFirstRevision(tx, matchedIds);
  const sourceId = await keepSource(tx, dataset, day);
  const ids = await createTools(
    tx,
    fresh.map(({ tool }) => tool),
    { dataset, day },
  );
  const created = new Set<number>();
  for (const { tool, record, hash, path } of fresh) {
    const toolId = ids.get(tool.slug);
    if (toolId === undefined) throw new Error(`the tool ${tool.slug} was not written`);
    created.add(toolId);
    bound.push({ toolId, record, hash, path });
  }
  await keepDoubts(tx, dataset.key, doubts);
  tally.report.doubts += doubts.length;
  const settledIds = bound.map(({ record }) => record.externalId);
  await tx.importDoubt.deleteMany({
    where: { datasetKey: dataset.key, status: "open", externalId: { in: settledIds } },
  });
  await keepExternalIds(tx, bound, dataset);
  await keepValues(tx, bound, { dataset, version });
  await keepFigures(tx, bound, { sourceId, dataset, day });
  // A slug that a row has there leads to the tool here too; that of a new tool does so already.
  const aliases = bound.flatMap(({ toolId, record }) =>
    [...record.aliases, ...(record.slug && !created.has(toolId) ? [record.slug] : [])].map((slug) => ({
      toolId,
      slug,
    })),
  );
  await keepAliases(
    tx,
    aliases.filter(({ slug }) => !takenSlugs.has(slug.toLowerCase())),
  );
  const integrations = bound.filter(({ record }) => record.integrations.length > 0);
  if (integrations.length > 0) {
    const stackNames = { ...known, words: {}, stopWords: new Set<string>() };
    await keepIntegrations(
      tx,
      integrations.flatMap(({ toolId, record }) =>
        record.integrations.flatMap((name) => {
          const other = findToolByName(name, stackNames);
          return other === null ? [] : [[toolId, other] as const];
        }),
      ),
    );
  }
  const gone = adapter.isWhole ? await flagVanished(tx, dataset, seen) : [];
  tally.counts.vanished += gone.length;
  const touched = [...new Set([...bound.map(({ toolId }) => toolId), ...gone])];
  const sourceIds = await readSourceIds(tx, dataset, sourceId);
  await settleTools(tx, touched, { sourceIds, functionIds: places.byPath });
  tally.counts.created += created.size;
  tally.counts.updated += bound.length - created.size;

  await inChunks(touched, async (chunk) => {
    await recountVotes(tx, chunk);
    await recountStars(tx, chunk);
    await recountCompanyStacks(tx, chunk);
    const isNew = (id: number) => created.has(id);
    await recordTools(tx, chunk.filter(isNew), { author, reason: `Imported from ${dataset.name}` });
    await recordTools(
      tx,
      chunk.filter((id) => !isNew(id)),
      { author, reason: `A newer version of ${dataset.name} was imported` },
    );
  });
  return { touched, created, categories: places.categories, functions: places.functions };
}

/** A source for each data set that was imported before: its newest. */
async function readSourceIds(tx: Database, dataset: DatasetInfo, sourceId: number): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ key: string; id: number }[]>`
    SELECT DISTINCT ON (d.key) d.key, s.id FROM datasets d JOIN sources s ON s.url = d.url AND s.title = d.name
    ORDER BY d.key, s.checked_on DESC, s.id DESC`;
  return new Map([...rows.map(({ key, id }) => [key, id] as const), [dataset.key, sourceId]]);
}
