import type { JobName } from "@/lib/jobs/schema";

/** What each job is called, what it does, and when (cron, UTC) where the operator does not say otherwise. */
export const JOBS: Record<JobName, { title: string; purpose: string; cron: string }> = {
  "sync-github": {
    title: "GitHub",
    purpose: "Stars, forks, licence, last push and release of repositories",
    // Hourly: without a token GitHub answers 60 questions an hour, and each run goes on where the last one had to stop.
    cron: "7 * * * *",
  },
  "sync-npm": { title: "npm", purpose: "Downloads of packages over a month", cron: "20 4 * * *" },
  "sync-pypi": { title: "PyPI", purpose: "Downloads of packages over 30 days, without mirrors", cron: "35 4 * * *" },
  "sync-stack-overflow": { title: "Stack Overflow", purpose: "Questions under a tag", cron: "50 4 * * *" },
  "sync-docker-hub": { title: "Docker Hub", purpose: "Pulls of images", cron: "5 5 * * *" },
  "check-links": {
    title: "Links",
    purpose: "Whether the addresses of sources, facts and links still answer",
    cron: "30 1 * * *",
  },
  recount: {
    title: "Recount",
    purpose: "Compares every stored number with what is counted, and sets it right",
    cron: "0 3 * * *",
  },
  "held-votes": { title: "Held votes", purpose: "Counts votes whose holding time is over", cron: "10 3 * * *" },
  milestones: {
    title: "Milestones",
    purpose: "Tells the feed which statements gained votes",
    cron: "12 * * * *",
  },
  "weekly-mails": {
    title: "Weekly mails",
    purpose: "Sends what happened to the tools that members follow",
    cron: "20 3 * * *",
  },
  unconfirmed: {
    title: "Unconfirmed",
    purpose: "Removes accounts whose address was not confirmed in time",
    cron: "30 3 * * *",
  },
  expired: {
    title: "Expired",
    purpose: "Deletes sessions, confirmations and limits whose time is over",
    cron: "40 3 * * *",
  },
  export: {
    title: "Export",
    purpose: "Writes the whole public catalog as JSON Lines and CSV, for readers to download on /licences",
    cron: "0 4 * * *",
  },
};

/** The schedules that hold here: the usual ones, with what the operator changed; null for a job that has none. */
export function settleSchedules(changed: Partial<Record<JobName, string | null>>): Record<JobName, string | null> {
  const usual = Object.entries(JOBS).map(([name, { cron }]) => [name, cron]);
  return { ...Object.fromEntries(usual), ...changed };
}

/** The first line of what a run said, and the lines below it. */
export function splitReport(text: string): { head: string; more: string[] } {
  const [head = "", ...more] = text.split("\n");
  return { head, more: more.map((line) => line.trim()).filter(Boolean) };
}

/** A schedule in words where it is a simple one: `daily at 04:20 UTC`, `hourly at 7 past`; else as cron writes it. */
export function describeCron(cron: string): string {
  const [minute = "", hour = "", ...rest] = cron.trim().split(/\s+/);
  const isEveryDay = rest.length === 3 && rest.every((part) => part === "*");
  if (!isEveryDay || !/^\d+$/.test(minute)) return `by schedule (${cron}, UTC)`;
  if (hour === "*") return `hourly at ${minute} past`;
  if (!/^\d+$/.test(hour)) return `by schedule (${cron}, UTC)`;
  return `daily at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")} UTC`;
}
