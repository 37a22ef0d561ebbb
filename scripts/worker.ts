import { openDatabase } from "@/lib/db";
import { readEnv } from "@/lib/env";
import { recordRun } from "@/lib/jobs/mutations";
import { settleSchedules } from "@/lib/jobs/rules";
import { jobDataSchema, jobNames } from "@/lib/jobs/schema";
import { openWorkerQueue } from "@/lib/queue";
import { exportFolder, internalUrl, keepSecret, openRunDatabase, readSettings, stopDatabase } from "@/scripts/steps";
import { doJob } from "@/scripts/worker-jobs";

// `npm run worker`: does the jobs of the queue, by their schedules and when an editor asks for one. `npm start` runs it beside the
// site; several at a time share the work. Ctrl-C and SIGTERM let a job that is under way come to a good end within some seconds.

/** Seconds that jobs under way get to end. */
const GRACE = 8;

/** A job under way says every half minute that it lives; one of a worker that was killed may be taken up again soon. */
const QUEUE = {
  ...{ policy: "exclusive", notify: true, retryLimit: 0 },
  ...{ expireInSeconds: 6 * 3600, heartbeatSeconds: 60, deleteAfterSeconds: 24 * 3600 },
};

async function work(url: string): Promise<void> {
  const client = openDatabase(url);
  const boss = openWorkerQueue(url);
  const stopping = new AbortController();
  boss.on("error", (error) => console.error(`✗ Worker: ${error.message}`));
  await boss.start();
  const schedules = settleSchedules(readEnv().SCHEDULES);
  for (const name of jobNames) {
    await boss.createQueue(name, QUEUE);
    const cron = schedules[name];
    if (cron) await boss.schedule(name, cron, {}, { tz: "UTC" });
    else await boss.unschedule(name);
    await boss.work(name, { batchSize: 1, pollingIntervalSeconds: 5 }, async ([job]) => {
      const { isByHand } = jobDataSchema.parse(job?.data ?? {});
      const context = { database: client, isByHand, signal: stopping.signal };
      const { isFine, text } = await recordRun(client, name, () => doJob(name, context));
      if (!isFine) console.error(`✗ Job ${name}: ${text}`);
    });
  }
  const scheduled = Object.values(schedules).filter((cron) => cron !== null).length;
  const summary = `${jobNames.length} jobs, ${scheduled} of them by a schedule`;
  if (process.send) process.send({ ready: summary });
  else console.log(`✓ Worker: ${summary} (Ctrl-C stops it)`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
    // The program that started it has ended without a word.
    process.once("disconnect", () => resolve());
  });
  stopping.abort();
  await boss.stop({ graceful: true, timeout: GRACE * 1000 });
  await client.$disconnect();
}

try {
  const settings = readSettings();
  const database = await openRunDatabase(settings);
  process.env.DATABASE_URL = database.url;
  // Links in mails must be signed with the secret that the site checks them with.
  process.env.AUTH_SECRET ||= keepSecret(settings.DATA_FOLDER);
  process.env.INTERNAL_URL ||= internalUrl(settings);
  process.env.EXPORT_FOLDER = exportFolder(settings);
  try {
    await work(database.url);
  } finally {
    await stopDatabase(database);
  }
  process.exit(0);
} catch (error) {
  console.error(`✗ Worker: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
