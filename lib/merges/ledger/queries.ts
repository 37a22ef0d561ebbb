import "server-only";
import type { Database } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { LedgerRow, LedgerStep, LedgerTable } from "@/lib/merges/ledger/schema";

/** A step of a ledger, its rows found by a query that answers “from” and “to” as JSON. Not cached. */
export async function getStep(database: Database, table: LedgerTable, query: Prisma.Sql): Promise<LedgerStep> {
  return { table, rows: await database.$queryRaw<{ from: LedgerRow | null; to: LedgerRow | null }[]>(query) };
}
