import path from "node:path";
import { type CatalogReport, loadCatalog } from "@/lib/catalog/mutations";
import { openDatabase } from "@/lib/db";
import { readCatalog } from "@/prisma/read-catalog";

/** Loads the built-in catalog into a database. Rejects with a CatalogError when a file is not sound; then nothing is written. */
export async function seed(databaseUrl: string): Promise<CatalogReport> {
  const catalog = readCatalog(path.join(import.meta.dirname, "catalog"));
  const database = openDatabase(databaseUrl);
  try {
    return await loadCatalog(database, catalog);
  } finally {
    await database.$disconnect();
  }
}
