import "server-only";
import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { readState, recordChanges } from "@/lib/events/mutations";
import { recountCompanyStacks, recountStars } from "@/lib/figures/mutations";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { keepDoubts } from "@/lib/imports/doubts/mutations";
import { readKnown, readReviewedNames } from "@/lib/imports/matches/mutations";
import { matchRecord } from "@/lib/imports/matches/rules";
import { preparePlaces } from "@/lib/imports/places/mutations";
import { freeSlug, kindFromFunction, settlePlaces, slugFromName } from "@/lib/imports/rules";
import { closeDeadRuns, finishRun, keepDataset, noteProgress, startRun } from "@/lib/imports/runs/mutations";
import {
  type Adapter,
  type DatasetInfo,
  type ImportCounts,
  type ImportReport,
  type ImportResult,
  importReportSchema,
  type Place,
  SKIPS_LISTED,
  type StackRecord,
  type ToolRecord,
} from "@/lib/imports/schema";
import { settleTools } from "@/lib/imports/settling/mutations";
import { readStackTools, writeStacks } from "@/lib/imports/stacks/mutations";
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
import type { Author } from "@/lib/revisions/schema";
import { recountVotes } from "@/lib/statements/mutations";
import { keepFirstRevision, recordTools } from "@/lib/tools/documents/mutations";

/** The longest that an import may take, in milliseconds, and how often it says how far it is. */
const TIMEOUT = 15 * 60_000;
const PROGRESS_EVERY = 500;

/** What is imported, and for whom. */
export type ImportOptions = {
  file: string;
  /** The name that the file had where it came from. */
  fileName?: string;
  isDryRun?: boolean;
  /** Day of the data where the file does not say it; null: today, or the data set's own. */
  asOf?: string | null;
  /** The editor who imports it; null: the command line. */
  actor?: Author | null;
  /** Told how many bytes were read so far, and then `null` when reading is over and writing begins. */
  onProgress?: (done: number | null) => void;
};

/** Ends the transaction of a dry run without its changes. */
class DryRunOver extends Error {}

/** What reading a file brought, before anything is matched or written. */
type ReadFile = { tools: ToolRecord[]; stacks: StackRecord[]; read: number; day: string | null };

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
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

async function readAll(
  adapter: Adapter,
  file: string,
  tally: Tally,
  onBytes: (count: number) => void,
): Promise<ReadFile> {
  const tools: ToolRecord[] = [];
  const stacks: StackRecord[] = [];
  let day: string | null = null;
  for await (const entry of adapter.read(file, { onBytes })) {
    if (entry.is === "day") {
      day = entry.day;
      continue;
    }
    tally.counts.read += entry.rows ?? 1;
    if (entry.is === "skip") tally.skip(entry.at, entry.reason);
    else if (entry.is === "stack") stacks.push(entry);
    else {
      const { rows: _, ...record } = entry;
      tools.push(record);
    }
  }
  return { tools, stacks, read: tally.counts.read, day };
}

type Context = { dataset: DatasetInfo; adapter: Adapter; day: string; version: string; author: Author };

/** What importing tools changed. */
type ToolOutcome = { touched: number[]; created: Set<number>; categories: number; functions: number };

/** Matches the rows with our tools, makes the tools that are new, and brings all of them to what the data set says. */
async function importTools(tx: Database, records: ToolRecord[], context: Context, tally: Tally): Promise<ToolOutcome> {
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
  for (const record of records) {
    seen.push(record.externalId);
    const place = pathOf(record.place);
    const hash = hashRecord(record, place?.path ?? null);
    if (known.hashes.get(record.externalId) === hash) {
      tally.counts.unchanged += 1;
      continue;
    }
    const match = matchRecord(record, known, adapter.createsTools);
    if (match.is === "none") tally.skip(record.at, match.reason, record.name || record.externalId);
    else if (match.is === "doubt") {
      doubts.push({ record, candidateId: match.candidateId, why: match.why });
      tally.skip(record.at, `doubtful, ${match.why}`, record.name);
    } else if (match.is === "tool") {
      known.bound.add(match.id);
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

async function importStacks(tx: Database, records: StackRecord[], context: Context, tally: Tally): Promise<string[]> {
  if (records.length === 0) return [];
  const names = await readReviewedNames();
  const known = await readKnown(tx, context.dataset.key, names);
  const stackNames = { ...known, words: names.stackNames, stopWords: new Set(names.stopWords) };
  const read = await readStackTools(tx, records, stackNames, hashOf);
  const empty = read.filter(({ lines }) => lines.length === 0);
  for (const { record } of empty) tally.skip(record.at, "it names no tool that is here", record.name);
  const { dataset, day, adapter } = context;
  const outcome = await writeStacks(
    tx,
    read.filter(({ lines }) => lines.length > 0),
    { dataset, day, isWhole: adapter.isWhole },
  );
  for (const key of ["created", "updated", "unchanged", "vanished"] as const) tally.counts[key] += outcome[key];
  return outcome.slugs;
}

/**
 * Runs `work` alone among all imports, in one transaction: a killed import leaves what was before. Keeps the record of the run,
 * also of one that fails; a dry run is undone at its end. Throws a DomainError for what is wrong with the file.
 */
export async function runAlone<Outcome>(
  database: PrismaClient,
  run: { id: number; isDryRun: boolean },
  tally: Tally,
  work: (tx: Database) => Promise<Outcome>,
): Promise<Outcome> {
  const box: { outcome?: Outcome } = {};
  try {
    await database.$transaction(
      async (tx) => {
        const [lock] = await tx.$queryRaw<{ isFree: boolean }[]>`
          SELECT pg_try_advisory_xact_lock(hashtext('sidestack import')) AS "isFree"`;
        if (!lock?.isFree) throw new DomainError("conflict", "Another import is under way. Wait until it is done.");
        await closeDeadRuns(database, run.id);
        box.outcome = await work(tx);
        if (run.isDryRun) throw new DryRunOver();
      },
      { maxWait: 20_000, timeout: TIMEOUT },
    );
  } catch (error) {
    if (!(error instanceof DryRunOver)) {
      const isOwn = error instanceof DomainError;
      tally.report.error = isOwn ? error.message : "Something went wrong in the program. Nothing was changed.";
      await finishRun(database, run.id, { status: "failed", counts: tally.counts, report: tally.report });
      throw error;
    }
  }
  await finishRun(database, run.id, { status: "done", counts: tally.counts, report: tally.report });
  if (!("outcome" in box)) throw new Error("an import ended without an outcome");
  return box.outcome as Outcome;
}

/** Tells the run and the caller how far reading is, not more often than twice a second. */
export function createProgress(database: PrismaClient, runId: number, onProgress: ImportOptions["onProgress"]) {
  let done = 0;
  let last = 0;
  return (count: number) => {
    done += count;
    onProgress?.(done);
    if (Date.now() - last < PROGRESS_EVERY) return;
    last = Date.now();
    void noteProgress(database, runId, done).catch(() => {});
  };
}

/** Begins a run of an adapter: its record in the database, and the work that is still to be done. */
export async function prepareImport(
  database: PrismaClient,
  adapter: Adapter,
  options: ImportOptions,
): Promise<{ runId: number; run: () => Promise<ImportResult> }> {
  const { dataset } = adapter;
  const { file, fileName, isDryRun = false, actor } = options;
  const start = await startRun(database, { dataset, file, fileName, isDryRun, memberId: actor?.id ?? null });
  const run = async (): Promise<ImportResult> => {
    const tally = createTally();
    return runAlone(database, { id: start.id, isDryRun }, tally, async (tx) => {
      const found = await readAll(adapter, file, tally, createProgress(database, start.id, options.onProgress));
      options.onProgress?.(null);
      const day = options.asOf ?? found.day ?? dataset.asOf ?? new Date().toISOString().slice(0, 10);
      const author: Author = { id: null, name: `import of ${dataset.key}` };
      const context: Context = { dataset, adapter, day, version: start.version, author };
      await keepDataset(tx, dataset);
      const before = await readState(tx);
      const { touched, created, categories, functions } = await importTools(tx, found.tools, context, tally);
      const stacks = await importStacks(tx, found.stacks, context, tally);
      tally.report.categories = categories;
      tally.report.functions = functions;
      await recordChanges(tx, before);
      await recordAudit(tx, {
        actor: options.actor ?? author,
        action: "import",
        subject: dataset.key,
        details: { run: start.id, version: start.version, ...tally.counts },
      });
      await tx.dataset.update({
        where: { key: dataset.key },
        data: { version: start.version, importedAt: new Date() },
      });
      const slugs = await tx.tool.findMany({ where: { id: { in: touched } }, select: { slug: true } });
      return {
        runId: start.id,
        ...tally.counts,
        report: tally.report,
        slugs: slugs.map(({ slug }) => slug),
        hasNewTools: created.size > 0,
        hasNewCategories: categories + functions > 0,
        stacks,
      };
    });
  };
  return { runId: start.id, run };
}

/** Imports a file from its beginning to its end. Throws a DomainError for what is wrong with it; then nothing was changed. */
export async function runImport(
  database: PrismaClient,
  adapter: Adapter,
  options: ImportOptions,
): Promise<ImportResult> {
  const { run } = await prepareImport(database, adapter, options);
  return run();
}
