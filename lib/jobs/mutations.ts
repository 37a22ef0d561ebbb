import "server-only";
import { z } from "zod";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import type { JobName, JobResult } from "@/lib/jobs/schema";
import { queue } from "@/lib/queue";

/** How many runs of a job are kept. */
const KEPT_RUNS = 200;

function faultOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Does a job's work and keeps a record of it: running, then done, or failed with the reason. A run that was left “running” by a
 * worker that was killed is called failed now. Never rejects for what the work does.
 */
export async function recordRun(
  database: PrismaClient,
  job: JobName,
  work: () => Promise<JobResult>,
): Promise<JobResult> {
  await database.jobRun.updateMany({
    where: { job, status: "running" },
    data: { status: "failed", error: "It did not come to its end: its worker was stopped.", endedAt: new Date() },
  });
  const { id } = await database.jobRun.create({ data: { job }, select: { id: true } });
  const result = await work().catch((error: unknown): JobResult => ({ isFine: false, text: faultOf(error) }));
  const { isFine, text, until = null } = result;
  await database.jobRun.update({
    where: { id },
    data: {
      status: isFine ? "done" : "failed",
      report: { text, until },
      error: isFine ? null : text,
      endedAt: new Date(),
    },
  });
  await database.$executeRaw`
    DELETE FROM job_runs WHERE job = ${job} AND id <= (
      SELECT id FROM job_runs WHERE job = ${job} ORDER BY id DESC OFFSET ${KEPT_RUNS} LIMIT 1)`;
  return result;
}

const waitSchema = z.object({ until: z.iso.datetime().nullable() }).catch({ until: null });

/** Until when a job has to leave its source alone, as its last run was told; null when it need not. */
export async function findWait(database: PrismaClient, job: JobName, now: Date): Promise<string | null> {
  const last = await database.jobRun.findFirst({
    where: { job, status: { not: "running" } },
    orderBy: { id: "desc" },
    select: { report: true },
  });
  const { until } = waitSchema.parse(last?.report);
  return until !== null && Date.parse(until) > now.getTime() ? until : null;
}

/** Asks the worker to run a job now. Throws a DomainError when it waits or runs already, or when no worker has ever run here. */
export async function requestJob(job: JobName): Promise<void> {
  const boss = await queue().catch(() => {
    throw new DomainError(
      "unavailable",
      "No worker has run on this site yet. The operator starts it with the site, unless WORKER is off, or with npm run worker.",
    );
  });
  const id = await boss.send(job, { isByHand: true });
  if (id === null) throw new DomainError("conflict", "This job waits already, or is running. Look again in a minute.");
}
