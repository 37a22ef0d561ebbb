import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { applyMigrations } from "@/prisma/migrate";
import { seed } from "@/prisma/seed";
import { ensureDatabase, startPostgres } from "@/scripts/postgres";
import { waitForCalm } from "@/tests/bench/calm";
import { onEnd } from "@/tests/bench/cleanup";
import { createRandom, generatedName, generatedSlug, generateTools } from "@/tests/bench/generate";
import { atMost, type Figure, type Findings, format, median, percentile } from "@/tests/bench/report";
import { requestOk } from "@/tests/bench/request";
import { forgetPages, makeFolder, type Site, startSite } from "@/tests/bench/site";

const TOOLS = 10_000;
const PAIRS = 120;
const COUNTED = 8;
const SEARCHES = 20;
const CATEGORIES = 24;
const STARTS = 3;
export const MOST_STACKUP = 150;
export const MOST_PAGE = 100;
export const MOST_QUERIES = 12;

type Catalog = { url: string; client: pg.Client };

/** A PostgreSQL of its own that counts statements, with the built-in catalog. */
export async function prepareCatalog(name: string): Promise<Catalog> {
  const folder = path.join(makeFolder(name), "postgres");
  const first = await startPostgres(folder);
  const settings = new pg.Client({ connectionString: first.url("postgres") });
  await settings.connect();
  await settings.query("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
  await settings.end();
  await first.stop();
  const server = await startPostgres(folder);
  onEnd(() => server.stop());
  await ensureDatabase(server, name);
  const url = server.url(name);
  await applyMigrations(url);
  await seed(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE EXTENSION pg_stat_statements");
  onEnd(() => client.end());
  return { url, client };
}

const countSchema = z.tuple([z.object({ calls: z.coerce.number(), milliseconds: z.coerce.number() })]);

/** Counts the statements that the database runs while some work goes on, and their time. */
export async function countQueries(
  client: pg.Client,
  work: () => Promise<void>,
): Promise<z.infer<typeof countSchema>[0]> {
  await client.query("SELECT pg_stat_statements_reset()");
  await work();
  const { rows } = await client.query(`
    SELECT coalesce(sum(s.calls), 0) AS calls, coalesce(sum(s.total_exec_time), 0) AS milliseconds
    FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
    WHERE d.datname = current_database() AND s.toplevel AND s.query NOT LIKE '%pg_stat_statements%'`);
  return countSchema.parse(rows)[0];
}

/**
 * Hands out tools that fit a condition of SQL, each once, so that nothing about a stackup was ever read before. Half the stackups stay
 * in one function.
 */
export async function createDeck(client: pg.Client, condition: string): Promise<(size: number) => string> {
  const rowsSchema = z.array(z.object({ slug: z.string(), place: z.number() }));
  const { rows } = await client.query(`SELECT slug, function_id AS place FROM tools WHERE ${condition} ORDER BY id`);
  const tools = rowsSchema.parse(rows);
  const random = createRandom(7);
  let dealt = 0;
  return (size) => {
    const isLikeForLike = dealt++ % 2 === 0;
    const drawn: typeof tools = [];
    while (drawn.length < size) {
      const [card] = tools.splice(random(tools.length), 1);
      if (!card) throw new Error("no generated tools are left");
      if (!isLikeForLike || drawn.length === 0 || card.place === drawn[0]?.place) drawn.push(card);
      else tools.push(card);
    }
    return `/stackups/${drawn
      .map((tool) => tool.slug)
      .sort()
      .join("-vs-")}`;
  };
}

/** How many first hits follow each other before the bench looks again whether the machine is calm. */
const HITS_BETWEEN = 5;
let hits = 0;

/** The time until the last byte of a page that was not stored before, in milliseconds. */
export async function hitFirst(site: Site, page: string): Promise<number> {
  if (hits++ % HITS_BETWEEN === 0) await waitForCalm();
  const { total, headers } = await requestOk(site.url + page, { "accept-encoding": "gzip" });
  if (headers["x-nextjs-cache"] === "HIT") throw new Error(`${page} was stored before its first hit`);
  return total;
}

/** The same for several pages, one after the other. */
export async function hitEach(site: Site, pages: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const page of pages) times.push(await hitFirst(site, page));
  return times;
}

/** What was measured of a kind of page, in a line. */
export function describeTimes(name: string, times: readonly number[]): string {
  return `${name}: median ${format(median(times), "ms")}, p95 ${format(percentile(times, 95), "ms")}, slowest ${format(Math.max(...times), "ms")} of ${times.length}`;
}

/** How many queries the first hits of stackups of two, three and four tools take. */
export async function countStackups(client: pg.Client, site: Site, deal: (size: number) => string): Promise<Findings> {
  const figures: Figure[] = [];
  const remarks: string[] = [];
  for (const size of [2, 3, 4]) {
    const counts: { calls: number; milliseconds: number; total: number }[] = [];
    for (let index = 0; index < COUNTED; index++) {
      let total = 0;
      const count = await countQueries(client, async () => {
        total = await hitFirst(site, deal(size));
      });
      counts.push({ ...count, total });
    }
    remarks.push(
      `Stackup of ${size}: first hit ${format(median(counts.map((count) => count.total)), "ms")}, of which ${format(median(counts.map((count) => count.milliseconds)), "ms")} in the database, queries ${counts.map((count) => count.calls).join(" ")}`,
    );
    figures.push(
      atMost(
        `SQL queries of that first hit, ${size} tools, most of ${COUNTED}`,
        Math.max(...counts.map((count) => count.calls)),
        MOST_QUERIES,
        "",
        true,
      ),
    );
  }
  return { figures, remarks };
}

/** Searches by the generated tools' names, which are all alike and so the worst case, and by names as they are. */
async function listSearches(client: pg.Client): Promise<Record<string, string[]>> {
  const numbers = Array.from({ length: SEARCHES }, (_, index) => 137 + index * 431);
  const { rows } = await client.query("SELECT tagline FROM tools WHERE slug = ANY($1)", [numbers.map(generatedSlug)]);
  const taglines = z.array(z.object({ tagline: z.string() })).parse(rows);
  return {
    "by name": numbers.map(generatedName),
    "by typo": numbers.map((number) => generatedName(number).replace("Tool", "Tol")),
    "by tagline": taglines.map(({ tagline }) => tagline.split(" ").slice(1, 4).join(" ")),
    "by a real name": ["Kubernetes", "PostgreSQL", "React", "Apache Mesos", "rkt", "Redis"],
    "by a real name, typo": ["Kubernets", "Postgress", "Raect", "Apache Messos", "Reddis", "Angluar"],
  };
}

/** First hits of the home page after further starts of the site, each with nothing stored; leaves it stopped. */
export async function hitHomes(
  site: Site,
  stage: string,
  url: string,
  warmUp: (site: Site) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  await site.stop();
  while (times.length < STARTS - 1) {
    forgetPages(stage);
    const next = await startSite(stage, { DATABASE_URL: url });
    await warmUp(next);
    times.push(await hitFirst(next, "/"));
    await next.stop();
  }
  return times;
}

/** First hits of pages with 10,000 generated tools in the database. */
export async function measureCold(stage: string): Promise<Findings> {
  const { url, client } = await prepareCatalog("cold");
  await generateTools(url, TOOLS);
  const deal = await createDeck(client, "name LIKE 'Tool _____'");
  const figures: Figure[] = [];
  const remarks: string[] = [];
  const warmUp = (site: Site) =>
    hitEach(
      site,
      Array.from({ length: 6 }, () => deal(2)),
    );

  // Without the worker, whose looks for work would be counted among the queries of a page.
  const site = await startSite(stage, { DATABASE_URL: url, WORKER: "off" });
  const [veryFirst = Number.NaN] = await warmUp(site);
  remarks.push(`The first stackup after a start: ${format(veryFirst, "ms")}`);
  const homes = [await hitFirst(site, "/")];

  const stackups = await hitEach(
    site,
    Array.from({ length: PAIRS }, () => deal(2)),
  );
  remarks.push(describeTimes("Stackups of two", stackups));
  figures.push(atMost(`First hit of a stackup, median of ${PAIRS}`, median(stackups), MOST_STACKUP, "ms"));

  const counted = await countStackups(client, site, deal);
  figures.push(...counted.figures);
  remarks.push(...counted.remarks);

  const { rows } = await client.query("SELECT path FROM categories ORDER BY level DESC, path LIMIT $1", [CATEGORIES]);
  const paths = z.array(z.object({ path: z.string() })).parse(rows);
  const categories = await hitEach(
    site,
    paths.map((row) => `/categories/${row.path}`),
  );
  remarks.push(describeTimes("Categories", categories));
  figures.push(atMost("First hit of a category, median", median(categories), MOST_PAGE, "ms"));

  for (const [name, queries] of Object.entries(await listSearches(client))) {
    const times = await hitEach(
      site,
      queries.map((query) => `/search?${new URLSearchParams({ q: query })}`),
    );
    remarks.push(describeTimes(`Search ${name}`, times));
    figures.push(atMost(`Search ${name}, median`, median(times), MOST_PAGE, "ms"));
  }

  const numbers = Array.from({ length: 30 }, (_, index) => 51 + index * 317);
  remarks.push(
    describeTimes(
      "Tool pages",
      await hitEach(
        site,
        numbers.map((number) => `/tools/${generatedSlug(number)}`),
      ),
    ),
    describeTimes(
      "Alternatives",
      await hitEach(
        site,
        numbers.map((number) => `/tools/${generatedSlug(number + 1)}/alternatives`),
      ),
    ),
    describeTimes(
      "Lists of all tools",
      await hitEach(
        site,
        ["votes", "stars", "name", "newest"].map((sort) => `/tools?sort=${sort}`),
      ),
    ),
    describeTimes("List of stackups", await hitEach(site, ["/stackups"])),
  );

  homes.push(...(await hitHomes(site, stage, url, warmUp)));
  remarks.push(describeTimes("Home, once after each start", homes));
  figures.push(atMost("First hit of the home page, median", median(homes), MOST_PAGE, "ms"));
  return { figures, remarks };
}
