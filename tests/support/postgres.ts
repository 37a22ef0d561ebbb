import { rmSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "@/prisma/migrate";
import { type EmbeddedPostgres, ensureDatabase, startPostgres } from "@/scripts/postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the server's maintenance database. */
    postgresUrl: string;
    /** The database with all migrations applied, from which each worker copies its own. */
    template: string;
  }
}

const template = "sidestack_template";
let server: EmbeddedPostgres | null = null;

/** Starts one throw-away PostgreSQL for the run and applies the migrations to the template database. */
export async function setup(project: TestProject): Promise<void> {
  const folder = path.resolve(import.meta.dirname, `../../.data/test-${process.pid}`);
  server = await startPostgres(folder, { isDurable: false });
  await ensureDatabase(server, template);
  await applyMigrations(server.url(template));
  project.provide("postgresUrl", server.url("postgres"));
  project.provide("template", template);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  if (server) rmSync(path.dirname(server.dataFolder), { recursive: true, force: true });
  rmSync(path.resolve(import.meta.dirname, `../../.data/test-${process.pid}`), { recursive: true, force: true });
}
