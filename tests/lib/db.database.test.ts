import { afterAll, expect, test } from "vitest";
import { openDatabase } from "@/lib/db";
import { databaseUrl } from "@/tests/support/database";

// One after the other, so that all go over one connection of the pool.
const database = openDatabase(databaseUrl);
afterAll(() => database.$disconnect());

/** How many statements the connection keeps that have this text in them. */
async function countKept(text: string): Promise<number> {
  const [row] = await database.$queryRaw<{ kept: number }[]>`
    SELECT count(*)::int AS kept FROM pg_prepared_statements WHERE position(${text} in statement) > 0 AND name <> ''`;
  return row?.kept ?? 0;
}

test("a statement that is asked often is kept, one of a few times is not", async () => {
  for (let time = 0; time < 5; time++) await database.$queryRaw`SELECT 1 AS "asked a few times"`;
  for (let time = 0; time < 30; time++) await database.$queryRaw`SELECT ${time}::int AS "asked often"`;
  expect(await countKept('"asked often"')).toBe(1);
  expect(await countKept('"asked a few times"')).toBe(0);
});

test("what is kept has a limit", async () => {
  for (let text = 0; text < 60; text++)
    for (let time = 0; time < 25; time++) await database.$queryRawUnsafe(`SELECT ${text} AS "one of many"`);
  expect(await countKept('"one of many"')).toBeGreaterThan(40);
  expect(await countKept("")).toBeLessThanOrEqual(50);
});
