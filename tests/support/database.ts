import pg from "pg";
import { afterAll, inject } from "vitest";
import { openDatabase } from "@/lib/db";

// Each test file gets a database of its own, copied from the template, and DATABASE_URL leads to it.

const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
const maintenance = new pg.Client({ connectionString: inject("postgresUrl") });
await maintenance.connect();
await maintenance.query(`create database ${name} template ${inject("template")}`);
const url = new URL(inject("postgresUrl"));
url.pathname = `/${name}`;
process.env.DATABASE_URL = url.href;

/** The client that tests use beside the code under test; the same database, another pool. */
export const database = openDatabase(url.href);

afterAll(async () => {
  await database.$disconnect();
  await maintenance.query(`drop database ${name} with (force)`).catch(() => {});
  await maintenance.end();
});
