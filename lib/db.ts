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

/** A client of its own for a given database, for jobs and tests that name theirs. The caller disconnects it. */
export function openDatabase(url: string): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 20, connectionTimeoutMillis: 5000 }) });
}
