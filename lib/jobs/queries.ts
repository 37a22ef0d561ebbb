import "server-only";
import { z } from "zod";
import { db } from "@/lib/db";
import { type JobBoard, type JobRun, jobNames } from "@/lib/jobs/schema";
import { queue } from "@/lib/queue";

const SHOWN_RUNS = 5;

const reportSchema = z.object({ text: z.string() }).catch({ text: "" });

type Boss = Awaited<ReturnType<typeof queue>>;

/** A worker says every half minute that it is there. */
const QUIET = 2 * 60_000;

async function hasWorker(boss: Boss): Promise<boolean> {
  const instances = await boss.getInstances();
  return instances.some(({ heartbeatOn }) => Date.now() - heartbeatOn.getTime() < QUIET);
}

function nextRun(boss: Boss, cron: string | null): string | null {
  if (cron === null) return null;
  const [next] = boss.previewSchedule(cron, { tz: "UTC", count: 1, from: new Date() });
  return next?.toISOString() ?? null;
}

/** Jobs that wait for a worker. */
async function listWaiting(): Promise<string[]> {
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT DISTINCT name FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()`;
  return rows.map((row) => row.name);
}

type RunRow = {
  id: number;
  job: string;
  status: JobRun["status"];
  report: unknown;
  error: string | null;
  startedAt: Date;
  endedAt: Date | null;
};

function toJobRun({ id, status, report, error, startedAt, endedAt }: RunRow): JobRun {
  return {
    id,
    status,
    text: error ?? reportSchema.parse(report).text,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** All jobs with their schedules and last runs, newest first. Not cached: it is read while jobs run. */
export async function getJobBoard(): Promise<JobBoard> {
  const rows = await db().$queryRaw<RunRow[]>`
    SELECT id, job, status::text AS status, report, error, started_at AS "startedAt", ended_at AS "endedAt" FROM (
      SELECT *, row_number() OVER (PARTITION BY job ORDER BY started_at DESC, id DESC) AS place FROM job_runs) r
    WHERE place <= ${SHOWN_RUNS} ORDER BY started_at DESC, id DESC`;
  const done = await db().jobRun.groupBy({ by: ["job"], where: { status: "done" }, _max: { endedAt: true } });
  // Before the first worker there is no queue.
  const boss = await queue().catch(() => null);
  const [schedules, waiting, isServed] = boss
    ? await Promise.all([boss.getSchedules(), listWaiting(), hasWorker(boss)])
    : [[], [], false];
  const jobs = jobNames.map((name) => {
    const cron = schedules.find((schedule) => schedule.name === name)?.cron ?? null;
    const runs = rows.filter((row) => row.job === name).map(toJobRun);
    return {
      ...{ name, cron, runs },
      next: boss && nextRun(boss, cron),
      isAsked: waiting.includes(name) || runs[0]?.status === "running",
      lastDone: done.find((row) => row.job === name)?._max.endedAt?.toISOString() ?? null,
    };
  });
  return { jobs, hasWorker: isServed };
}
