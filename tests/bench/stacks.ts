import path from "node:path";
import pg from "pg";
import { openDatabase } from "@/lib/db";
import { shareStack } from "@/lib/stacks/mutations";
import type { SharedStack } from "@/lib/stacks/schema";
import { applyMigrations } from "@/prisma/migrate";
import { seed } from "@/prisma/seed";
import { ensureDatabase, startPostgres } from "@/scripts/postgres";
import { waitForCalm } from "@/tests/bench/calm";
import { onEnd } from "@/tests/bench/cleanup";
import { atMost, type Findings, format, median, percentile } from "@/tests/bench/report";
import { requestOk } from "@/tests/bench/request";
import { makeFolder, startSite } from "@/tests/bench/site";

const STACKS = 10_000;
const TOOLS_EACH = 40;
const SHARED_TOOLS = 200;
const SHARES = 12;
const PAGES = 24;
const MOST_PAGE = 150;
const MOST_FEED = 100;
const MOST_SHARE = 500;

/** Fills the database with stacks: the tools of low numbers stand in nearly all of them, those of high numbers in few. */
async function generateStacks(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO members (id, name, handle, email, email_verified)
      SELECT name, name, name, name || '@example.org', true FROM unnest(ARRAY['bench', 'sharer']) name`,
  );
  await client.query(
    `INSERT INTO stacks (slug, name, kind, owner_id, as_of, version, tool_count, created_at, updated_at)
      SELECT 'bench-' || i, 'Stack ' || i, (ARRAY['member', 'company', 'project']::stack_kind[])[1 + i % 3], 'bench', current_date, 1, $2::int,
        now() - i * interval '1 minute', now() - i * interval '1 minute'
      FROM generate_series(1, $1::int) i`,
    [STACKS, TOOLS_EACH],
  );
  await client.query(
    `WITH ranked AS (SELECT id, name, row_number() OVER (ORDER BY stars DESC NULLS LAST, id) - 1 AS place, count(*) OVER () AS total FROM tools)
      INSERT INTO stack_tools (stack_id, tool_id, name, position)
      SELECT s.id, t.id, t.name, k FROM stacks s CROSS JOIN generate_series(0, $1::int - 1) k
      JOIN ranked t ON t.place = CASE WHEN k < 10 THEN k ELSE 10 + (k * 7 + s.id::bigint * 13 * (k % 5 + 1)) % (t.total - 10) END
      WHERE s.owner_id = 'bench' ON CONFLICT DO NOTHING`,
    [TOOLS_EACH],
  );
  await client.query(
    `INSERT INTO stack_versions (stack_id, number, hash, content, added, removed, author_id, created_at)
      SELECT id, 1, 'bench', '{}', '{}', '{}', 'bench', created_at FROM stacks WHERE owner_id = 'bench'`,
  );
  // Each stack moved from one tool to another of its function.
  await client.query(
    `INSERT INTO stack_moves (stack_id, from_tool_id, to_tool_id, version, reason)
      SELECT r.stack_id, a.id, (SELECT min(b.id) FROM tools b WHERE b.function_id = a.function_id AND b.id <> a.id), 1, 'It was simpler to run'
      FROM stack_tools r JOIN tools a ON a.id = r.tool_id
      WHERE r.position = r.stack_id % 10 AND EXISTS (SELECT FROM tools b WHERE b.function_id = a.function_id AND b.id <> a.id)`,
  );
  await client.query("VACUUM ANALYZE");
}

async function measureShares(url: string, client: pg.Client): Promise<{ first: number[]; changed: number[] }> {
  const { rows } = await client.query<{ slug: string; name: string }>(
    "SELECT slug, name FROM tools ORDER BY id LIMIT $1",
    [SHARED_TOOLS],
  );
  const content = (number: number, version: string): SharedStack => ({
    name: `Shared ${number}`,
    kind: "project",
    visibility: "public",
    tools: rows.map(({ slug, name }, place) => ({
      tool: slug,
      name,
      version: `${version}.${place}`,
      evidence: [{ file: "package.json", line: place + 1 }, { file: "docs/stack.md" }],
    })),
  });
  const database = openDatabase(url);
  onEnd(() => database.$disconnect());
  const [first, changed]: [number[], number[]] = [[], []];
  const time = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  for (let number = 0; number < SHARES; number++) {
    await waitForCalm();
    const share = (slug: string | null, version: string) =>
      time(() => shareStack(database, { memberId: "sharer", slug, content: content(number, version) }));
    first.push(await share(null, "1"));
    changed.push(await share(`shared-${number}`, "2"));
  }
  return { first, changed };
}

/** Measures the pages that print stacks on their first hit, and the sharing of a large stack, with ten thousand stacks in the database. */
export async function measureStacks(stage: string): Promise<Findings> {
  const server = await startPostgres(path.join(makeFolder("stacks"), "postgres"));
  onEnd(() => server.stop());
  await ensureDatabase(server, "stacks");
  const url = server.url("stacks");
  await applyMigrations(url);
  await seed(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onEnd(() => client.end());
  await generateStacks(client);
  const { rows } = await client.query<{ slug: string; stacks: number }>(
    `SELECT t.slug, count(r.id)::int AS stacks FROM tools t LEFT JOIN stack_tools r ON r.tool_id = t.id GROUP BY t.id ORDER BY 2 DESC, 1`,
  );
  const step = Math.max(1, Math.floor(rows.length / PAGES));
  // Half of them are tools that all stacks have, the worst case.
  const tools = [
    ...rows.slice(0, PAGES / 2),
    ...rows.filter((_, place) => place % step === step - 1).slice(0, PAGES / 2),
  ];
  const site = await startSite(stage, { DATABASE_URL: url });
  const times: Record<string, number[]> = {};
  for (const [name, pathOf] of [
    ["Tool page", (slug: string) => `/tools/${slug}`],
    ["Stacks of a tool", (slug: string) => `/tools/${slug}/stacks`],
    ["/stacks?tool=", (slug: string) => `/stacks?tool=${slug}`],
  ] as const) {
    // One page of each kind before they are measured: code is loaded once a process.
    await requestOk(site.url + pathOf(rows.at(-1)?.slug ?? ""), {});
    const taken: number[] = [];
    for (const { slug } of tools) {
      await waitForCalm();
      taken.push((await requestOk(site.url + pathOf(slug), { "accept-encoding": "gzip" })).total);
    }
    times[name] = taken;
  }
  const { rows: places } = await client.query<{ path: string }>("SELECT path FROM categories ORDER BY path");
  const every = Math.max(1, Math.floor(places.length / PAGES));
  const feeds = ["/feed", ...places.filter((_, place) => place % every === 0).map(({ path: at }) => `/feed/${at}`)];
  await requestOk(`${site.url}/feed?after=9999999999999-s1`, {});
  const feedTimes: number[] = [];
  for (const feed of feeds) {
    await waitForCalm();
    feedTimes.push((await requestOk(site.url + feed, { "accept-encoding": "gzip" })).total);
  }
  await site.stop();
  const shares = await measureShares(url, client);
  return {
    figures: [
      ...Object.entries(times).map(([name, taken]) =>
        atMost(
          `${name}, first hit, ${STACKS.toLocaleString("en")} stacks of ${TOOLS_EACH} tools`,
          median(taken),
          MOST_PAGE,
          "ms",
        ),
      ),
      atMost(`Feed, of all and of ${feeds.length - 1} categories, first hit`, median(feedTimes), MOST_FEED, "ms"),
      atMost(
        `Sharing a stack of ${SHARED_TOOLS} tools for the first time, p95`,
        percentile(shares.first, 95),
        MOST_SHARE,
        "ms",
      ),
      atMost("Sharing it again with all versions changed, p95", percentile(shares.changed, 95), MOST_SHARE, "ms"),
    ],
    remarks: [
      `the best-known tool stands in ${rows[0]?.stacks} stacks, the least known in ${rows.at(-1)?.stacks}`,
      ...Object.entries({ ...times, Feed: feedTimes }).map(
        ([name, taken]) =>
          `${name}: median ${format(median(taken), "ms")}, p95 ${format(percentile(taken, 95), "ms")}, slowest ${format(Math.max(...taken), "ms")} of ${taken.length}`,
      ),
    ],
  };
}
