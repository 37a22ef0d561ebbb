import pg from "pg";
import { afterAll, inject } from "vitest";
import { db, openDatabase } from "@/lib/db";

// Each test file gets a database of its own, copied from the template, and DATABASE_URL leads to it.

const maintenance = new pg.Client({ connectionString: inject("postgresUrl") });
await maintenance.connect();
const created: string[] = [];

/**
 * Creates one more database, for tests that need several, and returns its connection string. `migrated` has all tables and
 * no rows, `empty` has nothing. It is dropped after the test file.
 */
export async function createDatabase(kind: "migrated" | "empty"): Promise<string> {
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await maintenance.query(`create database ${name} template ${kind === "migrated" ? inject("template") : "template0"}`);
  created.push(name);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return url.href;
}

const ownUrl = await createDatabase("migrated");
process.env.DATABASE_URL = ownUrl;

/** The connection string of the test file's own database. */
export const databaseUrl: string = ownUrl;

/** The client that tests use beside the code under test; the same database, another pool. */
export const database = openDatabase(databaseUrl);

/** Removes every row of the test file's database and starts its numbering anew. */
export async function emptyDatabase(): Promise<void> {
  // Not TRUNCATE, which makes some hundred files anew. As a replica, PostgreSQL checks no keys: the order does not matter.
  await database.$executeRaw`
    DO $$
    DECLARE name text;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
        EXECUTE format('DELETE FROM %I', name);
      END LOOP;
      PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public';
    END $$`;
}

afterAll(async () => {
  await Promise.all([database.$disconnect(), db().$disconnect()]);
  for (const name of created) await maintenance.query(`drop database ${name} with (force)`);
  await maintenance.end();
});
