import path from "node:path";
import pg from "pg";
import { applyMigrations } from "@/prisma/migrate";
import { seed } from "@/prisma/seed";
import { ensureDatabase, startPostgres } from "@/scripts/postgres";
import { waitForCalm } from "@/tests/bench/calm";
import { onEnd } from "@/tests/bench/cleanup";
import { generateTools } from "@/tests/bench/generate";
import { atMost, type Findings, format, median } from "@/tests/bench/report";
import { makeFolder } from "@/tests/bench/site";

const TOOLS = 10_000;
const TRIES = 7;
const MOST = 150;

/** What an editor may ask the table for: every order, every filter, some of them at once. */
const QUESTIONS: Record<string, string>[] = [
  ...["name", "checked", "oldest", "votes", "stars", "newest", "facts"].map((sort) => ({ sort })),
  { q: "ma" },
  { place: "application-data" },
  { state: "active", sort: "votes" },
  { lacks: "licence" },
  { lacks: "logo", sort: "stars" },
  { lacks: "features", sort: "oldest" },
  { unchecked: "30", sort: "oldest" },
  { waiting: "any" },
  { site: "all", sort: "newest" },
  { origin: "cncf" },
  { q: "e", lacks: "repository", unchecked: "1", waiting: "statements", sort: "facts" },
];

/** A PostgreSQL of its own with 10,000 tools, some of which have statements and suggestions that wait and are known to a data set. */
async function prepareCatalog(): Promise<string> {
  const server = await startPostgres(path.join(makeFolder("admin"), "postgres"));
  onEnd(() => server.stop());
  await ensureDatabase(server, "admin");
  const url = server.url("admin");
  await applyMigrations(url);
  await seed(url);
  await generateTools(url, TOOLS);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    INSERT INTO members (id, name, handle, email, email_verified) VALUES ('m', 'm', 'mmm', 'm@example.org', true);
    INSERT INTO suggestions (member_id, subject, subject_key, base, content, reason)
      SELECT 'm', 'tool', slug, 1, '{}', 'better' FROM tools WHERE id % 20 = 0;
    UPDATE statements SET status = 'waiting' WHERE id % 50 = 0;
    INSERT INTO datasets (key, name, url, licence) VALUES ('cncf', 'CNCF', 'https://example.org', 'CC0');
    INSERT INTO external_ids (dataset_key, external_id, tool_id) SELECT 'cncf', slug, id FROM tools WHERE id % 5 = 0;
    ANALYZE`);
  await client.end();
  return url;
}

/** How long the server works on a page of the table of 10,000 tools, whatever is filtered and however it is sorted. */
export async function measureAdmin(): Promise<Findings> {
  process.env.DATABASE_URL = await prepareCatalog();
  const { listTableRows } = await import("@/lib/tools/table/queries");
  const { tableParamsSchema } = await import("@/lib/tools/table/schema");
  await waitForCalm();
  const slowest: { question: string; milliseconds: number }[] = [];
  for (const question of QUESTIONS) {
    const params = tableParamsSchema.parse(question);
    const first = await listTableRows(params);
    const times: number[] = [];
    for (let nr = 0; nr < TRIES; nr++) {
      const started = performance.now();
      await listTableRows({ ...params, after: nr % 2 === 0 ? null : first.next });
      times.push(performance.now() - started);
    }
    slowest.push({ question: new URLSearchParams(question).toString(), milliseconds: median(times) });
  }
  const { db } = await import("@/lib/db");
  await db().$disconnect();
  slowest.sort((a, b) => b.milliseconds - a.milliseconds);
  const [worst] = slowest;
  return {
    figures: [
      atMost(
        `admin table of ${TOOLS} tools, slowest filter or sort (median)`,
        worst?.milliseconds ?? Number.NaN,
        MOST,
        "ms",
      ),
    ],
    remarks: slowest.slice(0, 5).map(({ question, milliseconds }) => `${question}: ${format(milliseconds, "ms")}`),
  };
}
