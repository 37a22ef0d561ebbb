import { database } from "@/tests/support/database";

/** Tables that only grow, and columns that count how often: what comes and goes leaves its trace there. */
const GROWING = ["revisions", "audit_entries", "_prisma_migrations"];

/** Every row of every table but those that only grow, as text, by table; numbers of revisions are left out. */
export async function dumpDatabase(): Promise<Record<string, string[]>> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`;
  const dump: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (GROWING.includes(name)) continue;
    const rows = await database.$queryRawUnsafe<{ row: string }[]>(
      `SELECT (to_jsonb(t) - 'revision')::text AS row FROM "${name}" t ORDER BY 1`,
    );
    dump[name] = rows.map(({ row }) => row);
  }
  const histories = await database.$queryRaw<{ row: string }[]>`
    SELECT to_jsonb(r)::text AS row FROM revisions r WHERE subject = 'statement' ORDER BY id`;
  return { ...dump, "revisions of statements": histories.map(({ row }) => row) };
}
