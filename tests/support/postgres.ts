import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "@/prisma/migrate";
import { type EmbeddedPostgres, ensureDatabase, isRunning, startPostgres } from "@/scripts/postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the server's maintenance database. */
    postgresUrl: string;
    /** The database with all migrations applied, from which each test file copies its own. */
    template: string;
  }
}

const template = "sidestack_template";
const dataFolder = path.resolve(import.meta.dirname, "../../.data");
const ownFolder = path.join(dataFolder, `test-${process.pid}`);
let server: EmbeddedPostgres | null = null;

/** Stops a throw-away server and removes all that it wrote. */
async function discard(folder: string, running: EmbeddedPostgres): Promise<void> {
  await running.stop();
  // Where the user `postgres` cannot enter the project, the data stands outside of it.
  rmSync(path.dirname(running.dataFolder), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** Ends the servers of test runs that were killed before they could do it themselves. */
async function discardLeftovers(): Promise<void> {
  if (!existsSync(dataFolder)) return;
  for (const name of readdirSync(dataFolder)) {
    const pid = Number(/^test-(\d+)$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    const folder = path.join(dataFolder, name);
    // Starting is how a server that still runs is found; a folder that no longer starts is only removed.
    const left = await startPostgres(folder, { isDurable: false }).catch(() => null);
    if (left) await discard(folder, left);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts one throw-away PostgreSQL for the run and applies the migrations to the template database. */
export async function setup(project: TestProject): Promise<void> {
  await discardLeftovers();
  server = await startPostgres(ownFolder, { isDurable: false });
  await ensureDatabase(server, template);
  await applyMigrations(server.url(template));
  project.provide("postgresUrl", server.url("postgres"));
  project.provide("template", template);
}

export async function teardown(): Promise<void> {
  if (server) await discard(ownFolder, server);
}
