import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DomainError } from "@/lib/errors";
import { findWait, recordRun, requestJob } from "@/lib/jobs/mutations";
import { getJobBoard } from "@/lib/jobs/queries";
import { queue } from "@/lib/queue";
import { runWorker } from "@/scripts/worker-process";
import { database, databaseUrl, emptyDatabase } from "@/tests/support/database";

const root = path.resolve(import.meta.dirname, "../..");
const cleanups: (() => Promise<unknown>)[] = [];
beforeEach(emptyDatabase);
afterEach(async () => {
  vi.restoreAllMocks();
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

type Worker = { process: ChildProcess; output: () => string; exit: Promise<number | null> };

/** Runs the program as `npm run worker` does, on this file's database. */
function startWorker(settings: Record<string, string> = {}): Worker {
  const worker = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", path.join(root, "scripts/worker.ts")],
    { cwd: root, env: { ...process.env, DATABASE_URL: databaseUrl, SCHEDULES: "off", ...settings } },
  );
  let printed = "";
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (part) => (printed += part));
  const exit = new Promise<number | null>((resolve) => worker.once("close", resolve));
  cleanups.push(async () => {
    worker.kill("SIGKILL");
    await exit;
  });
  return { process: worker, output: () => printed, exit };
}

async function until(isDone: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isDone())) {
    if (Date.now() > end) throw new Error(what());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isReady = (worker: Worker) =>
  until(
    () => worker.output().includes("✓ Worker"),
    () => `not ready:\n${worker.output()}`,
  );
const runOf = async (job: string) => (await getJobBoard()).jobs.find((entry) => entry.name === job);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

describe("recordRun", () => {
  test("keeps what came of a run", async () => {
    await recordRun(database, "recount", async () => ({ isFine: true, text: "all well" }));
    await recordRun(database, "recount", async () => ({ isFine: false, text: "two had drifted" }));
    await recordRun(database, "recount", () => Promise.reject(new Error("the roof is gone")));
    const runs = await database.jobRun.findMany({ orderBy: { id: "asc" } });
    expect(runs.map(({ status, error }) => [status, error?.split("\n")[0] ?? null])).toEqual([
      ["done", null],
      ["failed", "two had drifted"],
      ["failed", "Error: the roof is gone"],
    ]);
    expect(runs.every((run) => run.endedAt !== null)).toBe(true);
  });

  test("a run that a killed worker left behind is called failed with the next one, of its own job alone", async () => {
    for (const job of ["recount", "expired"]) await database.jobRun.create({ data: { job } });
    await recordRun(database, "recount", async () => ({ isFine: true, text: "all well" }));
    const runs = await database.jobRun.findMany({ orderBy: { id: "asc" }, select: { job: true, status: true } });
    expect(runs).toEqual([
      { job: "recount", status: "failed" },
      { job: "expired", status: "running" },
      { job: "recount", status: "done" },
    ]);
  });

  test("until when a source wants to be left alone is known to the next run, and past", async () => {
    const now = new Date("2026-11-26T12:00:00Z");
    const find = (moment = now) => findWait(database, "sync-npm", moment);
    expect(await find()).toBeNull();
    await recordRun(database, "sync-npm", async () => ({ isFine: true, text: "", until: "2026-11-26T13:00:00.000Z" }));
    expect(await find()).toBe("2026-11-26T13:00:00.000Z");
    expect(await find(new Date("2026-11-26T13:00:01Z"))).toBeNull();
    await recordRun(database, "sync-npm", async () => ({ isFine: true, text: "" }));
    expect(await find()).toBeNull();
  });

  test("the newest 200 runs of a job stay", async () => {
    await database.jobRun.createMany({ data: Array.from({ length: 205 }, () => ({ job: "recount" as const })) });
    await recordRun(database, "recount", async () => ({ isFine: true, text: "all well" }));
    expect(await database.jobRun.count()).toBe(200);
  });
});

test("before the first worker a job cannot be asked for, and the board says that none runs", async () => {
  expect(await refusal(requestJob("recount"))).toBe("unavailable");
  const board = await getJobBoard();
  expect(board.hasWorker).toBe(false);
  expect(board.jobs.every(({ cron, next, runs }) => cron === null && next === null && runs.length === 0)).toBe(true);
});

describe("npm run worker", () => {
  test("makes its queue in a schema of its own, runs what it is asked for, once, and ends well", async () => {
    const worker = startWorker({ SCHEDULES: "recount=0 3 * * *; check-links=off" });
    await isReady(worker);
    expect(worker.output()).toMatch(/✓ Worker: 13 jobs, 12 of them by a schedule/);
    cleanups.push(async () => (await queue()).stop({ graceful: false }));

    await requestJob("expired");
    await until(
      async () => (await runOf("expired"))?.lastDone !== null,
      () => worker.output(),
    );
    const board = await getJobBoard();
    expect(board.hasWorker).toBe(true);
    const expired = board.jobs.find(({ name }) => name === "expired");
    expect(expired).toMatchObject({
      isAsked: false,
      runs: [{ status: "done", text: /sessions/ }].map(() => expect.objectContaining({ status: "done" })),
    });
    expect(expired?.runs[0]?.text).toBe("0 sessions, 0 confirmations, 0 limits deleted");
    expect(board.jobs.find(({ name }) => name === "recount")?.next).toMatch(/T03:00:00/);
    expect(board.jobs.find(({ name }) => name === "check-links")).toMatchObject({ cron: null, next: null });
    expect(await database.jobRun.count()).toBe(1);

    worker.process.kill("SIGTERM");
    expect(await worker.exit).toBe(0);
    // What is asked for while none runs waits, and cannot be asked for twice.
    await requestJob("expired");
    expect(await runOf("expired")).toMatchObject({ isAsked: true });
    expect(await refusal(requestJob("expired"))).toBe("conflict");
    const next = startWorker();
    await until(
      async () => (await database.jobRun.count({ where: { status: "done" } })) === 2,
      () => next.output(),
    );
    next.process.kill("SIGINT");
    expect(await next.exit).toBe(0);
  });

  test("says what is wrong with a setting and ends", async () => {
    const worker = startWorker({ SCHEDULES: "recount=sometimes" });
    expect(await worker.exit).toBe(1);
    expect(worker.output()).toMatch(/✗ Worker: SCHEDULES: “recount=sometimes” is no job with its schedule/);
  });
});

describe("the worker beside the site", () => {
  test("one that cannot begin is told of and tried again; it takes nothing with it", async () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const stop = runWorker({ ...process.env, DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" });
    await until(
      () => errors.mock.calls.length > 0,
      () => "nothing was said",
    );
    expect(String(errors.mock.calls[0]?.[0])).toMatch(
      /^✗ Worker: ended with code 1; the site goes on without it, and it is started again in 5 s$/,
    );
    await stop();
  });

  test("it says when it is ready, and its stop waits for its end", async () => {
    const lines = vi.spyOn(console, "log").mockImplementation(() => {});
    const stop = runWorker({ ...process.env, DATABASE_URL: databaseUrl, SCHEDULES: "off" });
    await until(
      () => lines.mock.calls.some(([line]) => String(line).startsWith("✓ Worker: 13 jobs")),
      () => "not ready",
    );
    await stop();
    const [left] = await database.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'sidestack worker%'`;
    expect(left?.count).toBe(0);
  });
});
