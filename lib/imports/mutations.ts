import "server-only";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { readState, recordChanges } from "@/lib/events/mutations";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { readKnown, readReviewedNames } from "@/lib/imports/matches/mutations";
import { type Context, createTally, hashOf, importTools, type Tally } from "@/lib/imports/rows/mutations";
import { closeDeadRuns, finishRun, keepDataset, noteProgress, startRun } from "@/lib/imports/runs/mutations";
import type { Adapter, ImportResult, StackRecord, ToolRecord } from "@/lib/imports/schema";
import { checkFile } from "@/lib/imports/sources/files";
import { readStackTools, writeStacks } from "@/lib/imports/stacks/mutations";
import type { Author } from "@/lib/revisions/schema";

/** The longest that an import may take, in milliseconds, and how often it says how far it is. */
const TIMEOUT = 15 * 60_000;
const PROGRESS_EVERY = 500;

/** What is imported, and for whom. */
export type ImportOptions = {
  file: string;
  /** The name that the file had where it came from. */
  fileName?: string;
  isDryRun?: boolean;
  /** Takes texts that the data set's licence does not cover too; see `textsOf`. */
  withTexts?: boolean;
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

/** What a row says but for its sentences: names, places and figures are facts, which belong to nobody. */
function withoutTexts(record: ToolRecord): ToolRecord {
  const { tagline: _, description: __, ...values } = record.values;
  return { ...record, values };
}

async function readAll(
  adapter: Adapter,
  file: string,
  tally: Tally,
  { onBytes, withTexts }: { onBytes: (count: number) => void; withTexts: boolean },
): Promise<ReadFile> {
  const leavesTexts = adapter.dataset.textsOf !== null && !withTexts;
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
      tools.push(leavesTexts ? withoutTexts(record) : record);
    }
  }
  return { tools, stacks, read: tally.counts.read, day };
}

async function importStacks(
  tx: Database,
  records: StackRecord[],
  context: Context,
  tally: Tally,
): Promise<{ stacks: string[]; stackTools: string[] }> {
  if (records.length === 0) return { stacks: [], stackTools: [] };
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
  const tools = await tx.tool.findMany({ where: { id: { in: outcome.toolIds } }, select: { slug: true } });
  return { stacks: outcome.slugs, stackTools: tools.map(({ slug }) => slug) };
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

/**
 * Begins a run of an adapter: its record in the database, and the work that is still to be done. Throws a DomainError for a file that is
 * missing, too large or of another kind.
 */
export async function prepareImport(
  database: PrismaClient,
  adapter: Adapter,
  options: ImportOptions,
): Promise<{ runId: number; run: () => Promise<ImportResult> }> {
  const { dataset } = adapter;
  const { file, fileName, isDryRun = false, withTexts = false, actor } = options;
  // What is plainly no such file leaves no run; what only reading finds stands in the run's report.
  await checkFile(file, dataset.fileKind, dataset.maxBytes);
  const start = await startRun(database, { dataset, file, fileName, isDryRun, memberId: actor?.id ?? null });
  const run = async (): Promise<ImportResult> => {
    const tally = createTally();
    return runAlone(database, { id: start.id, isDryRun }, tally, async (tx) => {
      const found = await readAll(adapter, file, tally, {
        onBytes: createProgress(database, start.id, options.onProgress),
        withTexts,
      });
      options.onProgress?.(null);
      const day = options.asOf ?? found.day ?? dataset.asOf ?? new Date().toISOString().slice(0, 10);
      const author: Author = { id: null, name: `import of ${dataset.key}` };
      const context: Context = { dataset, adapter, day, version: start.version, author };
      await keepDataset(tx, dataset);
      const before = await readState(tx);
      const { touched, created, categories, functions } = await importTools(tx, found.tools, context, tally);
      const changedStacks = await importStacks(tx, found.stacks, context, tally);
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
      const changed = touched.filter((id) => !created.has(id));
      const slugs = await tx.tool.findMany({ where: { id: { in: changed } }, select: { slug: true } });
      return {
        runId: start.id,
        ...tally.counts,
        report: tally.report,
        slugs: slugs.map(({ slug }) => slug),
        hasNewTools: created.size > 0,
        hasNewCategories: categories + functions > 0,
        ...changedStacks,
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
