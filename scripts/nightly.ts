import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/db";
import { countDueDigests, sendDueDigests } from "@/lib/digests/mutations";
import { formatNumberOf } from "@/lib/format";
import { sendMail } from "@/lib/mail";
import {
  countExpired,
  countHeldVotesDue,
  deleteExpired,
  type ExpiredRows,
  findAllDrift,
  recountAll,
  releaseHeldVotes,
} from "@/lib/upkeep/mutations";
import { keepSecret, openRunDatabase, readSettings, stopDatabase } from "@/scripts/steps";

// `npm run nightly`: to be run once a night, by cron or the like, beside the running site. Running it again does no harm. With
// --dry-run it says what it would do and changes nothing. Ends with code 1 when a stored number had drifted (the list says which;
// they are set right) or when a mail was refused. Pages that show a changed number are made anew within the hour.

type Line = { isFine: boolean; text: string };
const fine = (text: string): Line => ({ isFine: true, text });
const fault = (text: string): Line => ({ isFine: false, text });

function describeExpired({ sessions, verifications, rateLimits }: ExpiredRows): string {
  return `${formatNumberOf(sessions, "session")}, ${formatNumberOf(verifications, "confirmation")}, ${formatNumberOf(rateLimits, "limit")}`;
}

async function run(databaseUrl: string, isDryRun: boolean): Promise<boolean> {
  const database = openDatabase(databaseUrl);
  const now = new Date();
  const jobs: [string, () => Promise<Line>][] = [
    [
      "Recount",
      async () => {
        const drift = await findAllDrift(database);
        if (drift.length === 0) return fine("every stored number is what is counted");
        if (!isDryRun) await recountAll(database);
        const list = drift.map(({ what, stored, counted }) => `\n  ${what}: stored ${stored}, counted ${counted}`);
        return fault(
          `${formatNumberOf(drift.length, "number")} had drifted${isDryRun ? "" : ", now set right"}:${list.join("")}`,
        );
      },
    ],
    [
      "Held votes",
      async () => {
        if (isDryRun) return fine(`${formatNumberOf(await countHeldVotesDue(database), "vote")} to count`);
        const { votes, tools } = await releaseHeldVotes(database);
        return fine(`${formatNumberOf(votes, "vote")} counted${tools.length > 0 ? ` (${tools.join(", ")})` : ""}`);
      },
    ],
    [
      "Weekly mails",
      async () => {
        if (isDryRun) return fine(`${await countDueDigests(database, now)} to send`);
        const { sent, failed } = await sendDueDigests(database, now, sendMail);
        if (failed.length === 0) return fine(`${sent} sent`);
        const list = failed.map(({ handle, reason }) => `\n  ${handle}: ${reason}`);
        return fault(`${sent} sent, ${failed.length} refused; tried again the next night:${list.join("")}`);
      },
    ],
    [
      "Expired",
      async () =>
        isDryRun
          ? fine(`${describeExpired(await countExpired(database, now))} to delete`)
          : fine(`${describeExpired(await deleteExpired(database, now))} deleted`),
    ],
  ];
  let isFine = true;
  for (const [name, job] of jobs) {
    // One job's failure is no reason to leave out the others.
    const line = await job().catch((error: unknown) =>
      fault(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    if (line.isFine) console.log(`✓ ${name}: ${line.text}`);
    else console.error(`✗ ${name}: ${line.text}`);
    isFine &&= line.isFine;
  }
  await database.$disconnect();
  return isFine;
}

try {
  const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
  const settings = readSettings();
  const database = await openRunDatabase(settings);
  process.env.DATABASE_URL = database.url;
  // Links in mails must be signed with the secret that the site checks them with.
  process.env.AUTH_SECRET ||= keepSecret(settings.DATA_FOLDER);
  try {
    process.exitCode = (await run(database.url, values["dry-run"])) ? 0 : 1;
  } finally {
    await stopDatabase(database);
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
