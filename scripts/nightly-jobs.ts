import { clearTags } from "@/lib/clear-tags";
import { countDueDigests, sendDueDigests } from "@/lib/digests/mutations";
import { formatNumberOf } from "@/lib/format";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { recordRun } from "@/lib/jobs/mutations";
import { JOBS } from "@/lib/jobs/rules";
import type { JobName, JobResult } from "@/lib/jobs/schema";
import { sendMail } from "@/lib/mail";
import { countLongUnconfirmed, forgetLongUnconfirmed } from "@/lib/members/mutations";
import { tags } from "@/lib/tags";
import {
  countExpired,
  countHeldVotesDue,
  deleteExpired,
  type ExpiredRows,
  findAllDrift,
  recountAll,
  releaseHeldVotes,
} from "@/lib/upkeep/mutations";

const fine = (text: string, changed: string[] = []): JobResult => ({ isFine: true, text, tags: changed });
const fault = (text: string, changed: string[] = []): JobResult => ({ isFine: false, text, tags: changed });

function describeExpired({ sessions, verifications, rateLimits }: ExpiredRows): string {
  return `${formatNumberOf(sessions, "session")}, ${formatNumberOf(verifications, "confirmation")}, ${formatNumberOf(rateLimits, "limit")}`;
}

/** What pages print of a tool's numbers. */
const numbersOf = (tools: readonly string[]) => tools.flatMap((slug) => [tags.statements(slug), tags.tool(slug)]);

type NightlyJob = (database: PrismaClient, isDryRun: boolean) => Promise<JobResult>;

/** The jobs of the night in their order: the worker runs each by its schedule, `npm run nightly` all of them. */
export const nightlyJobs = {
  recount: async (database, isDryRun) => {
    const drift = await findAllDrift(database);
    if (drift.length === 0) return fine("every stored number is what is counted");
    if (!isDryRun) await recountAll(database);
    const list = drift.map(({ what, stored, counted }) => `\n  ${what}: stored ${stored}, counted ${counted}`);
    return fault(
      `${formatNumberOf(drift.length, "number")} had drifted${isDryRun ? "" : ", now set right"}:${list.join("")}`,
      isDryRun ? [] : numbersOf(drift.map(({ tool }) => tool)),
    );
  },
  "held-votes": async (database, isDryRun) => {
    if (isDryRun) return fine(`${formatNumberOf(await countHeldVotesDue(database), "vote")} to count`);
    const { votes, tools } = await releaseHeldVotes(database);
    const list = tools.length > 0 ? ` (${tools.join(", ")})` : "";
    return fine(`${formatNumberOf(votes, "vote")} counted${list}`, numbersOf(tools));
  },
  "weekly-mails": async (database, isDryRun) => {
    const now = new Date();
    if (isDryRun) return fine(`${await countDueDigests(database, now)} to send`);
    const { sent, failed } = await sendDueDigests(database, now, sendMail);
    if (failed.length === 0) return fine(`${sent} sent`);
    const list = failed.map(({ handle, reason }) => `\n  ${handle}: ${reason}`);
    return fault(`${sent} sent, ${failed.length} refused; tried again the next night:${list.join("")}`);
  },
  unconfirmed: async (database, isDryRun) => {
    const now = new Date();
    return isDryRun
      ? fine(`${formatNumberOf(await countLongUnconfirmed(database, now), "account")} to remove`)
      : fine(`${formatNumberOf(await forgetLongUnconfirmed(database, now), "account")} removed`);
  },
  expired: async (database, isDryRun) =>
    isDryRun
      ? fine(`${describeExpired(await countExpired(database, new Date()))} to delete`)
      : fine(`${describeExpired(await deleteExpired(database, new Date()))} deleted`),
} satisfies Partial<Record<JobName, NightlyJob>>;

/** What one job has to say; `isFine` is false where somebody should look. */
export type Line = { isFine: boolean; text: string };

/** Says how it went with the pages that show what changed. */
async function clearPages(changed: readonly string[]): Promise<JobResult> {
  if (changed.length === 0) return fine("none shows a number that changed");
  return fine((await clearTags(changed)) ? "those that show them are made anew" : "no site runs, so none is stored");
}

function faultOf(error: unknown): JobResult {
  return fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/**
 * Runs the jobs of the night one after the other, or (`isDryRun`) says what they would do, and has the running site forget the
 * pages that show what changed. Returns a line for each.
 */
export async function runNightlyJobs(database: PrismaClient, isDryRun: boolean): Promise<Line[]> {
  const lines: Line[] = [];
  const changed: string[] = [];
  const say = (name: string, { isFine, text }: JobResult) =>
    lines.push({ isFine, text: `${isFine ? "✓" : "✗"} ${name}: ${text}` });
  for (const name of ["recount", "held-votes", "weekly-mails", "unconfirmed", "expired"] as const) {
    const work = () => nightlyJobs[name](database, isDryRun);
    // One job's failure is no reason to leave out the others.
    const result = isDryRun ? await work().catch(faultOf) : await recordRun(database, name, work);
    changed.push(...(result.tags ?? []));
    say(JOBS[name].title, result);
  }
  say("Pages", await clearPages(changed).catch(faultOf));
  return lines;
}
