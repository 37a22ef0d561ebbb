import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { Presets, SingleBar } from "cli-progress";
import { clearTags } from "@/lib/clear-tags";
import { openDatabase } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { prepareImport } from "@/lib/imports/mutations";
import { prepareSidestackImport } from "@/lib/imports/own/mutations";
import { describeCounts } from "@/lib/imports/rules";
import { type ImportResult, importSourceSchema, importSources } from "@/lib/imports/schema";
import { adapters } from "@/lib/imports/sources/all";
import { tagsOfImport } from "@/lib/tags";
import { daySchema } from "@/lib/tools/schema";
import { applyMigrations } from "@/prisma/migrate";
import { internalUrl, keepSecret, openRunDatabase, readSettings, stopDatabase } from "@/scripts/steps";

// `npm run import -- <source> <file> [--dry-run] [--as-of YYYY-MM-DD] [--with-texts]`: reads a data set into the catalog, beside the running site or
// without it. Ends with code 0 when it is done, 1 when the file was refused or the import failed (nothing is changed then), and 2
// when it was called wrongly. The running site is told which of its pages are out of date. `--with-texts` takes taglines and
// descriptions that the licence of a data set does not cover: whoever asks for them must have the leave of their owner.

const USAGE = `Usage: npm run import -- <source> <file> [--dry-run] [--as-of YYYY-MM-DD] [--with-texts]
Sources: ${importSources.join(", ")}`;
/** Skipped rows that are printed one by one. */
const SKIPS_PRINTED = 20;

class CalledWrongly extends Error {}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        "as-of": { type: "string" },
        "with-texts": { type: "boolean", default: false },
      },
    });
    const source = importSourceSchema.safeParse(positionals[0]);
    const file = positionals[1];
    if (!source.success || !file || positionals.length > 2) throw new CalledWrongly(USAGE);
    const asOf = values["as-of"] === undefined ? null : daySchema.parse(values["as-of"]);
    return { source: source.data, file, isDryRun: values["dry-run"], withTexts: values["with-texts"], asOf };
  } catch {
    throw new CalledWrongly(USAGE);
  }
}

/** A bar on a terminal; nothing where the output goes to a file. */
function createBar(file: string) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (!process.stderr.isTTY || size === 0) return { onProgress: () => {}, stop: () => {} };
  const bar = new SingleBar(
    { format: "{step} {bar} {percentage} %", hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(size, 0, { step: "Reading" });
  return {
    onProgress: (done: number | null) => bar.update(done ?? size, { step: done === null ? "Writing" : "Reading" }),
    stop: () => bar.stop(),
  };
}

function printReport(result: ImportResult, isDryRun: boolean): void {
  const { report } = result;
  console.log(`✓ ${describeCounts(result)}${isDryRun ? " (tried out: nothing was changed)" : ""}`);
  if (report.categories + report.functions > 0) {
    console.log(`  ${report.categories} categories and ${report.functions} functions were made`);
  }
  for (const [reason, count] of Object.entries(report.reasons)
    .sort((a, b) => b[1] - a[1])
    .slice(0, SKIPS_PRINTED)) {
    console.log(`  ${count} skipped: ${reason}`);
  }
  for (const { at, reason } of report.skips.slice(0, SKIPS_PRINTED)) console.log(`    ${at}: ${reason}`);
  if (result.skipped > SKIPS_PRINTED) console.log(`    … the rest stands under /admin/imports/${result.runId}`);
  if (report.doubts > 0) console.log(`  ${report.doubts} doubtful rows wait under /admin/imports/doubts`);
}

try {
  const { source, file, isDryRun, withTexts, asOf } = readArguments();
  const settings = readSettings();
  const database = await openRunDatabase(settings);
  process.env.DATABASE_URL = database.url;
  // The running site takes orders to clear its pages by this secret.
  process.env.AUTH_SECRET ||= keepSecret(settings.DATA_FOLDER);
  process.env.INTERNAL_URL ||= internalUrl(settings);
  await applyMigrations(database.url);
  const client = openDatabase(database.url);
  const bar = createBar(file);
  try {
    const options = { file, isDryRun, withTexts, asOf, onProgress: bar.onProgress };
    const { run } =
      source === "sidestack"
        ? await prepareSidestackImport(client, options)
        : await prepareImport(client, adapters[source], options);
    const result = await run();
    bar.stop();
    printReport(result, isDryRun);
    if (!isDryRun) await clearTags(tagsOfImport(result));
  } finally {
    bar.stop();
    await client.$disconnect();
    await stopDatabase(database);
  }
} catch (error) {
  const isPlain = error instanceof DomainError || error instanceof CalledWrongly;
  console.error(isPlain ? `✗ ${error.message}` : error);
  process.exitCode = error instanceof CalledWrongly ? 2 : 1;
}
// The engine of the migrations leaves a timer behind that would keep the program for ten seconds more.
process.exit();
