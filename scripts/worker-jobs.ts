import { clearTags } from "@/lib/clear-tags";
import { type Env, readEnv } from "@/lib/env";
import { writeExport } from "@/lib/exports/mutations";
import { recordMilestones } from "@/lib/feed/mutations";
import { formatMoment, formatNumberOf, formatWholeNumber } from "@/lib/format";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { findWait } from "@/lib/jobs/mutations";
import type { JobName, JobResult } from "@/lib/jobs/schema";
import { checkLinks } from "@/lib/links/mutations";
import { describeLinkChecks } from "@/lib/links/rules";
import { type SyncSettings, syncSource } from "@/lib/sync/mutations";
import { describeSync } from "@/lib/sync/rules";
import type { SyncSource } from "@/lib/sync/schema";
import { tags } from "@/lib/tags";
import { nightlyJobs } from "@/scripts/nightly-jobs";

/** What a run is given: the database, whether an editor asked for it, and when to end early. */
export type JobContext = { database: PrismaClient; isByHand: boolean; signal: AbortSignal };

/** Where each source is reached, by the operator's settings: these hosts and no others are ever asked for figures. */
function settingsOf(source: SyncSource, env: Env): SyncSettings {
  const token = env.GITHUB_TOKEN;
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  return {
    github: { base: env.SYNC_GITHUB_URL, headers: { ...headers, Accept: "application/vnd.github+json" } },
    npm: { base: env.SYNC_NPM_URL },
    pypi: { base: env.SYNC_PYPI_URL },
    "stack-overflow": { base: env.SYNC_STACK_OVERFLOW_URL },
    "docker-hub": { base: env.SYNC_DOCKER_HUB_URL },
  }[source];
}

const sync =
  (source: SyncSource) =>
  async ({ database, isByHand, signal }: JobContext): Promise<JobResult> => {
    const wait = await findWait(database, `sync-${source}`, new Date());
    if (wait) {
      const text = `it asked to be left alone until ${formatMoment(new Date(wait))}, so nothing was read`;
      return { isFine: true, text, until: wait };
    }
    const report = await syncSource(database, source, { ...settingsOf(source, readEnv()), isByHand, signal });
    const isFine = report.failed === 0 || report.read > 0;
    const changed = report.tools.map((slug) => tags.tool(slug));
    // Lists by stars stand in another order now.
    const isOrder = source === "github" && changed.length > 0;
    const { until } = report;
    return { isFine, text: describeSync(report), until, tags: isOrder ? [...changed, tags.toolList] : changed };
  };

/** How each job of the worker is done. */
const jobs: Record<JobName, (context: JobContext) => Promise<JobResult>> = {
  "sync-github": sync("github"),
  "sync-npm": sync("npm"),
  "sync-pypi": sync("pypi"),
  "sync-stack-overflow": sync("stack-overflow"),
  "sync-docker-hub": sync("docker-hub"),
  "check-links": async ({ database, signal }) => {
    const report = await checkLinks(database, { signal });
    return { isFine: true, text: describeLinkChecks(report) };
  },
  recount: ({ database }) => nightlyJobs.recount(database, false),
  "held-votes": ({ database }) => nightlyJobs["held-votes"](database, false),
  milestones: async ({ database }) => {
    const count = await recordMilestones(database);
    const text = `${formatNumberOf(count, "statement")} reached another number of votes`;
    return { isFine: true, text, tags: count > 0 ? [tags.feed] : [] };
  },
  "weekly-mails": ({ database }) => nightlyJobs["weekly-mails"](database, false),
  unconfirmed: ({ database }) => nightlyJobs.unconfirmed(database, false),
  expired: ({ database }) => nightlyJobs.expired(database, false),
  export: async ({ database, signal }) => {
    const folder = readEnv().EXPORT_FOLDER;
    if (!folder) return { isFine: false, text: "EXPORT_FOLDER is not set, so nothing was written" };
    const { lines } = await writeExport(database, folder, { signal });
    return { isFine: true, text: `${formatWholeNumber(lines)} lines written to ${folder}`, tags: [tags.datasets] };
  },
};

/** Does a job, and then has the running site forget the pages that show what it changed. */
export async function doJob(name: JobName, context: JobContext): Promise<JobResult> {
  const result = await jobs[name](context);
  if (!result.tags || result.tags.length === 0) return result;
  try {
    await clearTags(result.tags);
    return result;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...result,
      isFine: false,
      text: `${result.text}\nPages that show it are stored for up to an hour: ${reason}`,
    };
  }
}
