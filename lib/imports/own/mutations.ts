import "server-only";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import type { ExportLine } from "@/lib/exports/schema";
import { recountCompanyStacks, recountStars } from "@/lib/figures/mutations";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { datasets } from "@/lib/imports/datasets/rules";
import { createProgress, type ImportOptions, runAlone } from "@/lib/imports/mutations";
import { createOwnWriter } from "@/lib/imports/own/lines/mutations";
import { createTally, type Tally } from "@/lib/imports/rows/mutations";
import { startRun } from "@/lib/imports/runs/mutations";
import type { ImportResult } from "@/lib/imports/schema";
import { checkFile } from "@/lib/imports/sources/files";
import { type OwnEntry, readOwnLines } from "@/lib/imports/sources/sidestack";
import { inChunks } from "@/lib/imports/tools/mutations";
import type { Author } from "@/lib/revisions/schema";
import { recountVotes } from "@/lib/statements/mutations";
import { recordTools } from "@/lib/tools/documents/mutations";

/** How many lines of one kind are written at once. */
const BATCH = 1000;

/** Calls `work` with runs of lines of one kind, in the order of the file. */
async function inRuns(
  entries: AsyncIterable<OwnEntry>,
  tally: Tally,
  work: (lines: { at: string; line: ExportLine }[]) => Promise<void>,
): Promise<void> {
  let run: { at: string; line: ExportLine }[] = [];
  for await (const entry of entries) {
    tally.counts.read += 1;
    if ("is" in entry) {
      tally.skip(entry.at, entry.reason);
      continue;
    }
    if (run.length >= BATCH || (run[0] && run[0].line.is !== entry.line.is)) {
      await work(run);
      run = [];
    }
    run.push(entry);
  }
  if (run.length > 0) await work(run);
}

async function finishTools(tx: Database, ids: number[], author: Author): Promise<void> {
  await inChunks(ids, async (chunk) => {
    await recountVotes(tx, chunk);
    await recountStars(tx, chunk);
    await recountCompanyStacks(tx, chunk);
    await recordTools(tx, chunk, { author, reason: "Imported from an export of Sidestack" });
  });
}

/**
 * Begins an import of our own export. It adds what is not here: tools, stackups and stacks whose slugs are free, with all that belongs
 * to them. What is here already is left as it is.
 */
export async function prepareSidestackImport(
  database: PrismaClient,
  options: ImportOptions,
): Promise<{ runId: number; run: () => Promise<ImportResult> }> {
  const dataset = datasets.sidestack;
  const { file, fileName, isDryRun = false, actor } = options;
  await checkFile(file, "text", dataset.maxBytes);
  const start = await startRun(database, { dataset, file, fileName, isDryRun, memberId: actor?.id ?? null });
  const author: Author = { id: null, name: "import of sidestack" };
  const run = async (): Promise<ImportResult> => {
    const tally = createTally();
    return runAlone(database, { id: start.id, isDryRun }, tally, async (tx) => {
      const writer = await createOwnWriter(tx, tally, author);
      const onBytes = createProgress(database, start.id, options.onProgress);
      await inRuns(readOwnLines(file, { onBytes }), tally, writer.write);
      options.onProgress?.(null);
      const { toolIds, stacks, hasNewCategories } = await writer.finish();
      await finishTools(tx, toolIds, author);
      const users = await tx.tool.findMany({
        where: { stackTools: { some: { stack: { slug: { in: stacks } } } } },
        select: { slug: true },
      });
      await recordAudit(tx, {
        actor: actor ?? author,
        action: "import",
        subject: dataset.key,
        details: { run: start.id, version: start.version, ...tally.counts },
      });
      await tx.dataset.update({
        where: { key: dataset.key },
        data: { version: start.version, importedAt: new Date() },
      });
      return {
        runId: start.id,
        ...tally.counts,
        report: tally.report,
        slugs: [],
        hasNewTools: toolIds.length > 0,
        hasNewCategories,
        stacks,
        stackTools: users.map(({ slug }) => slug),
      };
    });
  };
  return { runId: start.id, run };
}
