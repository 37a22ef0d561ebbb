import path from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/db";
import { writeExport } from "@/lib/exports/mutations";
import { formatWholeNumber } from "@/lib/format";
import { exportFolder, openRunDatabase, readSettings, stopDatabase } from "@/scripts/steps";

// `npm run export -- [--out folder]`: writes the whole public catalog with its sources and licences as JSON Lines and CSV, beside the
// running site or without it; where no folder is named, into the one from which readers download it. `npm run import -- sidestack
// <folder>/sidestack.jsonl` takes it back.

try {
  const { values } = parseArgs({ options: { out: { type: "string" } } });
  const settings = readSettings();
  const folder = values.out ? path.resolve(values.out) : exportFolder(settings);
  const database = await openRunDatabase(settings);
  const client = openDatabase(database.url);
  try {
    const { lines, files } = await writeExport(client, folder);
    console.log(`✓ ${formatWholeNumber(lines)} lines in ${folder}: ${files.join(", ")}`);
  } finally {
    await client.$disconnect();
    await stopDatabase(database);
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
