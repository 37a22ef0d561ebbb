import { existsSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { z } from "zod";
import type { ImportSource } from "@/lib/imports/schema";
import {
  countStackups,
  createDeck,
  describeTimes,
  hitEach,
  hitFirst,
  hitHomes,
  MOST_PAGE,
  MOST_STACKUP,
  prepareCatalog,
} from "@/tests/bench/cold";
import { runImport } from "@/tests/bench/imports";
import { measureLighthouse } from "@/tests/bench/lighthouse";
import { measureLoad } from "@/tests/bench/load";
import { atLeast, atMost, type Figure, type Findings, format, median } from "@/tests/bench/report";
import { requestOk } from "@/tests/bench/request";
import { type Site, startSite } from "@/tests/bench/site";
import { measureSize } from "@/tests/bench/size";
import { dataSets } from "@/tests/support/data-sets";

/** The real files in the order in which an operator would import them: who creates tools first, who adds to them then. */
const FILES: [ImportSource, string][] = [
  ["stackshare", "stackshare-tools.csv"],
  ["cncf", "cncf-landscape.yml"],
  ["awesome-selfhosted", "awesome-selfhosted-data.tar.gz"],
  ["endoflife", "endoflife-products.tar.gz"],
  ["explore", "github-explore-topics.tar.gz"],
  ["stars", "github-stars-forks-monthly.csv"],
  ["remoteintech", "remoteintech-companies.tar.gz"],
  ["stack-file", "techstack-examples/torrentpier-4df735c38.yml"],
];
const TOOLS = 10_000;
const PAIRS = 60;
const CATEGORIES = 24;
const SEARCHES = 20;

/** The alternatives of the reference page of Mesos and rkt, in its order. */
const REFERENCE = ["Docker", "LXD", "Nomad", "LXC", "DC/OS", "Mesosphere", "Vagrant Cloud", "Gardener", "YARN Hadoop"];

/** The alternatives that the page of Mesos and rkt lists, of those that the reference page lists. */
async function readAlternatives(site: Site): Promise<string[]> {
  const { body } = await requestOk(`${site.url}/stackups/apache-mesos-vs-rkt`);
  const html = body.toString("utf8");
  const section = html.slice(html.indexOf('aria-labelledby="alternatives"'));
  const names = [...section.matchAll(/<h3><a href="\/tools\/[^"]+">([^<]+)/g)].map(([, name = ""]) => name);
  return names.filter((name) => REFERENCE.includes(name));
}

/** Names and taglines of imported tools, as readers may search for them: exactly, with a letter missing, by words of the tagline. */
async function listSearches(client: pg.Client): Promise<Record<string, string[]>> {
  const { rows } = await client.query(
    `SELECT name, tagline FROM tools WHERE origins ? 'name' AND length(name) > 5 ORDER BY md5(slug) LIMIT $1`,
    [SEARCHES],
  );
  const tools = z.array(z.object({ name: z.string(), tagline: z.string() })).parse(rows);
  return {
    "by name": tools.map(({ name }) => name),
    "by typo": tools.map(({ name }) => name.slice(0, 3) + name.slice(4)),
    "by a word of everyday": ["database", "monitoring", "cloud", "data", "api", "testing", "deploy", "container"],
  };
}

/** The places with the most tools below them. */
async function listPlaces(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT c.path FROM categories c ORDER BY (
        SELECT count(*) FROM tools t JOIN categories f ON f.id = t.function_id
        WHERE f.path = c.path OR f.path LIKE c.path || '/%') DESC, c.path LIMIT $1`,
    [CATEGORIES],
  );
  return z
    .array(z.object({ path: z.string() }))
    .parse(rows)
    .map((row) => `/categories/${row.path}`);
}

/** First hits of pages with all real data sets imported on top of the built-in catalog, and what these pages weigh and are rated then. */
export async function measureAllData(stage: string): Promise<Findings> {
  const lacking = FILES.filter(([, file]) => !existsSync(path.join(dataSets, file)));
  if (lacking.length > 0) {
    const names = lacking.map(([, file]) => file).join(", ");
    return { figures: [], remarks: [`Left out: ${names} not in ${dataSets} (setting DATA_SETS).`] };
  }
  const { url, client } = await prepareCatalog("data");
  const remarks: string[] = [];
  for (const [source, file] of FILES) {
    const { seconds, peak, text } = await runImport(url, source, path.resolve(dataSets, file));
    remarks.push(`${source}: ${format(seconds, "s")}, ${format(peak)} MB, ${text.trim().split("\n")[0]}`);
  }
  await client.query("VACUUM ANALYZE");
  const { rows } = await client.query("SELECT count(*)::int AS tools FROM tools WHERE removed_at IS NULL");
  const [{ tools }] = z.tuple([z.object({ tools: z.number() })]).parse(rows);
  const figures: Figure[] = [atLeast("Tools with all data sets imported", tools, TOOLS)];
  const deal = await createDeck(client, "origins ? 'name' AND removed_at IS NULL");
  const warmUp = (site: Site) =>
    hitEach(
      site,
      Array.from({ length: 6 }, () => deal(2)),
    );

  // Without the worker, whose looks for work would be counted among the queries of a page.
  const site = await startSite(stage, { DATABASE_URL: url, WORKER: "off" });
  await warmUp(site);
  const homes = [await hitFirst(site, "/")];
  const stackups = await hitEach(
    site,
    Array.from({ length: PAIRS }, () => deal(2)),
  );
  remarks.push(describeTimes("Stackups of two imported tools", stackups));
  figures.push(atMost(`First hit of such a stackup, median of ${PAIRS}`, median(stackups), MOST_STACKUP, "ms"));
  const counted = await countStackups(client, site, deal);
  figures.push(...counted.figures);
  remarks.push(...counted.remarks);

  const categories = await hitEach(site, await listPlaces(client));
  remarks.push(describeTimes("The largest categories", categories));
  figures.push(atMost("First hit of the largest categories, median", median(categories), MOST_PAGE, "ms"));
  for (const [name, queries] of Object.entries(await listSearches(client))) {
    const times = await hitEach(
      site,
      queries.map((query) => `/search?${new URLSearchParams({ q: query })}`),
    );
    remarks.push(describeTimes(`Search ${name}`, times));
    figures.push(atMost(`Search of all data ${name}, median`, median(times), MOST_PAGE, "ms"));
  }
  const listed = await readAlternatives(site);
  remarks.push(`Alternatives of Mesos and rkt: ${listed.join(", ")}`);
  figures.push({
    name: "Alternatives of Mesos and rkt as the reference page has them",
    measured: listed.join() === REFERENCE.join() ? "all, in its order" : "others",
    target: `${REFERENCE.length} in order`,
    isMet: listed.join() === REFERENCE.join(),
  });

  homes.push(...(await hitHomes(site, stage, url, warmUp)));
  remarks.push(describeTimes("Home, once after each start", homes));
  figures.push(atMost("First hit of the home page with all data, median", median(homes), MOST_PAGE, "ms"));

  const readers = await startSite(stage, { DATABASE_URL: url, WORKER: "off" });
  for (const part of [measureSize, measureLoad, measureLighthouse]) {
    const findings = await part(readers);
    figures.push(...findings.figures.map((figure) => ({ ...figure, name: `All data: ${figure.name}` })));
    remarks.push(...findings.remarks.map((remark) => `All data: ${remark}`));
  }
  await readers.stop();
  return { figures, remarks };
}
