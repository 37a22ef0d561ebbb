import { z } from "zod";

/** What the worker does by itself. */
export const jobNames = [
  "sync-github",
  "sync-npm",
  "sync-pypi",
  "sync-stack-overflow",
  "sync-docker-hub",
  "check-links",
  "recount",
  "held-votes",
  "milestones",
  "weekly-mails",
  "unconfirmed",
  "expired",
  "export",
] as const;
export const jobNameSchema = z.enum(jobNames, "there is no such job");
export type JobName = z.infer<typeof jobNameSchema>;

/** What came of a run: in words, and `isFine` false where somebody should look. */
export type JobResult = {
  isFine: boolean;
  text: string;
  /** What was changed that pages show: the running site is told to clear it. */
  tags?: string[];
  /** Until when a source asked to be left alone (ISO 8601): the next run keeps to it. */
  until?: string | null;
};

/** What a run is told by whoever asked for it. */
export const jobDataSchema = z.object({ isByHand: z.boolean().default(false) }).catch({ isByHand: false });

export const jobStatuses = ["running", "done", "failed"] as const;

/** A run of a job; moments in ISO 8601. */
export type JobRun = {
  id: number;
  status: (typeof jobStatuses)[number];
  /** What came of it, or why it failed; the first line says it in short. */
  text: string;
  startedAt: string;
  endedAt: string | null;
};

/** A job as the admin area lists it. */
export type JobEntry = {
  name: JobName;
  /** Its schedule as cron writes it, in UTC; null when it has none here. */
  cron: string | null;
  /** When it is due next; null without a schedule. */
  next: string | null;
  /** True when a run waits or is under way. */
  isAsked: boolean;
  runs: JobRun[];
  /** When it last ended well; null when it never did. */
  lastDone: string | null;
};

/** All jobs, and whether any worker was seen within the last minutes. */
export type JobBoard = { jobs: JobEntry[]; hasWorker: boolean };

/** `name=cron` by semicolons; `off` for a name switches its schedule off, and alone it switches off all. */
export const schedulesSchema = z
  .string()
  .default("")
  .transform((text, context) => {
    const changed: Partial<Record<JobName, string | null>> = {};
    if (text.trim() === "off") return Object.fromEntries(jobNames.map((name) => [name, null]));
    for (const part of text.split(";").filter((entry) => entry.trim() !== "")) {
      const [name = "", cron = ""] = part.split("=").map((entry) => entry.trim());
      const known = jobNameSchema.safeParse(name);
      const isCron = /^(?:[\d*,/-]+\s+){4}[\d*,/A-Za-z-]+$/.test(cron);
      if (!known.success || !(isCron || cron === "off")) {
        context.addIssue(`SCHEDULES: “${part.trim()}” is no job with its schedule, such as sync-github=15 3 * * *`);
        return z.NEVER;
      }
      changed[known.data] = cron === "off" ? null : cron;
    }
    return changed;
  });
