import { clearTags } from "@/lib/clear-tags";
import { countDueDigests, sendDueDigests } from "@/lib/digests/mutations";
import { formatNumberOf } from "@/lib/format";
import type { PrismaClient } from "@/lib/generated/prisma/client";
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

/** What one job has to say; `isFine` is false where somebody should look. */
export type Line = { isFine: boolean; text: string };
const fine = (text: string): Line => ({ isFine: true, text });
const fault = (text: string): Line => ({ isFine: false, text });

function describeExpired({ sessions, verifications, rateLimits }: ExpiredRows): string {
  return `${formatNumberOf(sessions, "session")}, ${formatNumberOf(verifications, "confirmation")}, ${formatNumberOf(rateLimits, "limit")}`;
}

/** What pages print of a tool's numbers. */
const numbersOf = (tools: readonly string[]) => tools.flatMap((slug) => [tags.statements(slug), tags.tool(slug)]);

/**
 * Runs the jobs of the night one after the other, or (`isDryRun`) says what they would do, and has the running site forget the
 * pages that show what changed. Returns a line for each.
 */
export async function runNightlyJobs(database: PrismaClient, isDryRun: boolean): Promise<Line[]> {
  const now = new Date();
  const changed: string[] = [];
  const jobs: [string, () => Promise<Line>][] = [
    [
      "Recount",
      async () => {
        const drift = await findAllDrift(database);
        if (drift.length === 0) return fine("every stored number is what is counted");
        if (!isDryRun) {
          await recountAll(database);
          changed.push(...numbersOf(drift.map(({ tool }) => tool)));
        }
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
        changed.push(...numbersOf(tools));
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
      "Unconfirmed",
      async () =>
        isDryRun
          ? fine(`${formatNumberOf(await countLongUnconfirmed(database, now), "account")} to remove`)
          : fine(`${formatNumberOf(await forgetLongUnconfirmed(database, now), "account")} removed`),
    ],
    [
      "Expired",
      async () =>
        isDryRun
          ? fine(`${describeExpired(await countExpired(database, now))} to delete`)
          : fine(`${describeExpired(await deleteExpired(database, now))} deleted`),
    ],
    [
      "Pages",
      async () => {
        if (changed.length === 0) return fine("none shows a number that changed");
        return fine(
          (await clearTags(changed)) ? "those that show them are made anew" : "no site runs, so none is stored",
        );
      },
    ],
  ];
  const lines: Line[] = [];
  for (const [name, job] of jobs) {
    // One job's failure is no reason to leave out the others.
    const { isFine, text } = await job().catch((error: unknown) =>
      fault(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    lines.push({ isFine, text: `${isFine ? "✓" : "✗"} ${name}: ${text}` });
  }
  return lines;
}
