import "server-only";
import { PgBoss } from "pg-boss";
import { readEnv } from "@/lib/env";

// The queue of jobs: pg-boss, in the schema `pgboss` of the site's own database, which it makes and migrates by itself.

/** A queue that works: it makes its tables, keeps its schedules and takes jobs. The caller starts and stops it. */
export function openWorkerQueue(url: string): PgBoss {
  return new PgBoss({
    ...{ connectionString: url, max: 4, connectionTimeoutMillis: 5000 },
    ...{ application_name: "sidestack worker", instanceName: "worker", useListenNotify: true },
    // A schedule is looked at twice a minute; what else pg-boss does by itself can wait longer.
    ...{ cronMonitorIntervalSeconds: 30, superviseIntervalSeconds: 60 },
  });
}

let sender: Promise<PgBoss> | null = null;

/** The one queue of this process that only asks: it takes no job. Rejects where no worker has made its tables yet. */
export function queue(): Promise<PgBoss> {
  sender ??= openSender().catch((error) => {
    sender = null;
    throw error;
  });
  return sender;
}

async function openSender(): Promise<PgBoss> {
  const boss = new PgBoss({
    ...{ connectionString: readEnv().DATABASE_URL, max: 2, connectionTimeoutMillis: 3000 },
    ...{ application_name: "sidestack site", registerInstance: false },
    ...{ supervise: false, schedule: false, migrate: false, createSchema: false, monitorVacuum: false },
  });
  // Without a listener, a connection that breaks while nobody uses it would end the process.
  boss.on("error", (error) => console.error(`The queue lost a connection: ${error.message}`));
  try {
    return await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
}
