import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/db";
import { runNightlyJobs } from "@/scripts/nightly-jobs";
import { internalUrl, keepSecret, openRunDatabase, readSettings, stopDatabase } from "@/scripts/steps";

// `npm run nightly`: to be run once a night, by cron or the like, beside the running site. Running it again does no harm. With
// --dry-run it says what it would do and changes nothing. Ends with code 1 when a stored number had drifted (the list says which;
// they are set right) or when a mail was refused. The running site forgets the pages that show a changed number; it is looked for
// where PORT and HOST say, or at INTERNAL_URL.

try {
  const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
  const settings = readSettings();
  const database = await openRunDatabase(settings);
  process.env.DATABASE_URL = database.url;
  // Links in mails must be signed with the secret that the site checks them with.
  process.env.AUTH_SECRET ||= keepSecret(settings.DATA_FOLDER);
  process.env.INTERNAL_URL ||= internalUrl(settings);
  try {
    const client = openDatabase(database.url);
    const lines = await runNightlyJobs(client, values["dry-run"]);
    await client.$disconnect();
    for (const { isFine, text } of lines) console[isFine ? "log" : "error"](text);
    process.exitCode = lines.every(({ isFine }) => isFine) ? 0 : 1;
  } finally {
    await stopDatabase(database);
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
