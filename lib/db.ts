import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { readEnv } from "@/lib/env";
import { type Prisma, PrismaClient } from "@/lib/generated/prisma/client";

/** What a query or a mutation needs of the database: the client itself, or the transaction it runs in. */
export type Database = Prisma.TransactionClient;

let client: PrismaClient | null = null;

/** The one client of this process; connects on its first query, so that importing it costs and needs nothing. */
export function db(): PrismaClient {
  client ??= openDatabase(readEnv().DATABASE_URL);
  return client;
}

/** Milliseconds for which a connection that nobody uses stays open: the first writers of a rush would wait for new ones. */
export const IDLE_CONNECTION = 300_000;

/** How often a statement was asked when PostgreSQL is first told to keep it, and how many it keeps for each connection. */
const OFTEN = 20;
const MOST_KEPT = 50;
const MOST_COUNTED = 2000;

/** Names the statements that are asked often: under a name, PostgreSQL reads and plans a statement once, and not each time. */
function createNamer(): (query: { sql: string }) => string {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  return ({ sql }) => {
    const name = names.get(sql);
    if (name !== undefined || names.size >= MOST_KEPT) return name ?? "";
    const count = (counts.get(sql) ?? 0) + 1;
    // Of statements with lists of any length there is no end.
    if (count === 1 && counts.size >= MOST_COUNTED) counts.clear();
    counts.set(sql, count);
    if (count < OFTEN) return "";
    counts.delete(sql);
    names.set(sql, `often-${names.size}`);
    return names.get(sql) ?? "";
  };
}

/** A client of its own for a given database, for jobs and tests that name theirs. The caller disconnects it. */
export function openDatabase(url: string): PrismaClient {
  const pool = { connectionString: url, max: 20, connectionTimeoutMillis: 5000, idleTimeoutMillis: IDLE_CONNECTION };
  return new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: createNamer() }) });
}
