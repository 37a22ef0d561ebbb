import pg from "pg";
import { openDatabase } from "@/lib/db";
import { recountStars } from "@/lib/figures/mutations";
import type { LifecycleState, Prisma } from "@/lib/generated/prisma/client";
import { recountVotes } from "@/lib/statements/mutations";

// Fills a database with tools that look to the queries like real ones: as many facts, features, statements, integrations and
// figures, spread over the catalog's functions. The same count always gives the same tools.

const WORDS =
  "service client server query index cluster cache store stream module plugin schema record table event worker build deploy monitor trace log metric route token policy tenant branch commit review report chart editor package bundle test runner mobile desktop payment message search image video network storage backup restore".split(
    " ",
  );
const LICENCES = ["MIT", "Apache-2.0", "GPL-3.0-only", "BSD-3-Clause", "Proprietary", "MPL-2.0"];
const LANGUAGES = ["Go", "Rust", "TypeScript", "Java", "Python", "C++", "Ruby", "PHP"];
const HOSTING = ["self-hosted", "hosted", "self-hosted-or-hosted", "runs-locally"];
const FEATURES = [
  "Interface",
  "Configuration",
  "Storage",
  "Scaling",
  "Extensions",
  "Access control",
  "Platforms",
  "Export",
];
const CHECKED = new Date("2026-11-01T00:00:00Z");
/** Tools per transaction. */
const BATCH = 1000;

/** A source of numbers that look random and are the same on each run (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

type Random = ReturnType<typeof createRandom>;
type Place = { id: number; kind: string };
/** Rows by table; their fields have Prisma's names, and `fact_key` the words of the database. */
type Rows = {
  sources: Prisma.SourceCreateManyInput[];
  tools: Prisma.ToolCreateManyInput[];
  tool_slugs: Prisma.ToolSlugCreateManyInput[];
  facts: (Omit<Prisma.FactCreateManyInput, "key"> & { key: string })[];
  features: Omit<Prisma.FeatureCreateManyInput, "id">[];
  tool_links: Prisma.ToolLinkCreateManyInput[];
  logos: Prisma.LogoCreateManyInput[];
  figures: Prisma.FigureCreateManyInput[];
  statements: Prisma.StatementCreateManyInput[];
  integrations: Prisma.IntegrationCreateManyInput[];
  alternative_choices: Prisma.AlternativeChoiceCreateManyInput[];
};

function emptyRows(): Rows {
  return {
    sources: [],
    tools: [],
    tool_slugs: [],
    facts: [],
    features: [],
    tool_links: [],
    logos: [],
    figures: [],
    statements: [],
    integrations: [],
    alternative_choices: [],
  };
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => pick(random, WORDS)).join(" ");
}

/** The name of the generated tool with this number: `Tool 00001`. */
export function generatedName(number: number): string {
  return `Tool ${String(number).padStart(5, "0")}`;
}

/** The slug of the generated tool with this number: `tool-00001`. */
export function generatedSlug(number: number): string {
  return generatedName(number).toLowerCase().replace(" ", "-");
}

function addTool(
  rows: Rows,
  random: Random,
  number: number,
  ids: { tool: number; source: number; count: number },
  place: Place,
  icon: Prisma.LogoCreateManyInput | null,
): void {
  const { tool: toolId } = ids;
  const [slug, name] = [generatedSlug(number), generatedName(number)];
  const sources = [0, 1, 2].map((offset) => ids.source + offset);
  const source = () => pick(random, sources);
  for (const id of sources)
    rows.sources.push({
      id,
      url: `https://example.org/${slug}/${id}`,
      title: `Documentation of ${name}, part ${id}`,
      checkedOn: CHECKED,
    });
  const hasEnded = random(10) === 0;
  const state: LifecycleState = hasEnded
    ? pick(random, ["archived", "deprecated", "retired", "maintenance"] as const)
    : "active";
  rows.tools.push({
    id: toolId,
    slug,
    name,
    sortName: name.toLowerCase(),
    tagline: `${words(random, 6)} for ${words(random, 2)}`,
    description: Array.from({ length: 5 }, () => `It keeps each ${words(random, 10)}.`).join(" "),
    kind: place.kind,
    functionId: place.id,
    lifecycleState: state,
    lifecycleSince: hasEnded ? String(2010 + random(16)) : null,
    lifecycleNote: hasEnded ? `Its makers ended it in favour of ${words(random, 3)}.` : null,
    lifecycleSourceId: source(),
    checkedOn: new Date(CHECKED.getTime() - random(300) * 86_400_000),
    createdAt: new Date(CHECKED.getTime() - random(900) * 86_400_000),
  });
  rows.tool_slugs.push({ slug, toolId });
  if (random(4) === 0) rows.tool_slugs.push({ slug: `${slug}-js`, toolId });
  const facts: [string, string][] = [
    ["website", `https://${slug}.example.org/`],
    ["repository", `https://github.com/example/${slug}`],
    ["licence", pick(random, LICENCES)],
    ["language", pick(random, LANGUAGES)],
    ["organisation", `Organisation ${random(500)}`],
    ["first-release", String(1995 + random(31))],
    ["hosting", pick(random, HOSTING)],
  ];
  for (const [key, value] of facts) if (random(10) > 0) rows.facts.push({ toolId, key, value, sourceId: source() });
  FEATURES.filter(() => random(8) < 5).forEach((feature, position) => {
    rows.features.push({ toolId, position, name: feature, value: words(random, 2 + random(8)), sourceId: source() });
  });
  rows.tool_links.push({ toolId, position: 0, label: "Documentation", url: `https://docs.example.org/${slug}` });
  if (icon) rows.logos.push({ ...icon, toolId });
  const stars = random(60_000);
  for (let quarter = 0; quarter < 12; quarter++) {
    const asOf = `${2024 + Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, "0")}-01`;
    const shared = { toolId, role: "snapshot" as const, asOf, sourceId: sources[0] ?? ids.source };
    rows.figures.push({ ...shared, metric: "stars", value: Math.floor((stars * (quarter + 12)) / 24) });
    rows.figures.push({ ...shared, metric: "forks", value: Math.floor((stars * (quarter + 12)) / 240) });
  }
  for (const metric of ["stacks", "followers"] as const)
    if (random(3) === 0)
      rows.figures.push({ toolId, role: "imported", asOf: "2025", sourceId: source(), metric, value: random(5000) });
  for (const kind of ["pro", "con"] as const) {
    const count = kind === "pro" ? 3 + random(4) : 2 + random(3);
    for (let position = 0; position < count; position++) {
      const text = `${position + 1}: ${words(random, 3 + random(3))}`;
      const votes = kind === "pro" && random(3) === 0 ? random(200) : 0;
      const sourced = votes > 0 ? { importedAsOf: "2025", sourceId: source() } : { importedAsOf: null, sourceId: null };
      rows.statements.push({
        toolId,
        kind,
        text,
        textKey: text,
        position,
        score: votes,
        importedVotes: votes,
        ...sourced,
      });
    }
  }
  const others = new Set(
    Array.from({ length: 4 }, () => toolId - 1 - random(ids.count)).filter((other) => other >= toolId - number + 1),
  );
  for (const other of others) rows.integrations.push({ firstId: other, secondId: toolId });
  const [pinned] = others;
  if (pinned !== undefined && random(5) === 0)
    rows.alternative_choices.push({
      toolId,
      alternativeId: pinned,
      decision: "pinned",
      reason: `For ${words(random, 4)}`,
      position: 0,
    });
}

/** Writes the rows of one table in one statement: far quicker than Prisma for half a million rows. */
async function insert(client: pg.Client, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const columns = Object.keys(first).map(columnOf).join(", ");
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value])),
  );
  await client.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(named)],
  );
}

/** Adds this many tools to a database that has the migrations and the built-in catalog, whose functions and icons they use. */
export async function generateTools(databaseUrl: string, count: number): Promise<void> {
  const database = openDatabase(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const random = createRandom(count);
    const functions = await database.category.findMany({ where: { level: "function" }, orderBy: { id: "asc" } });
    const places = functions.map(({ id, name }) => ({ id, kind: name.toLowerCase().slice(0, 40) }));
    const icons = await database.logo.findMany({ orderBy: { toolId: "asc" } });
    const firstTool = ((await database.tool.aggregate({ _max: { id: true } }))._max.id ?? 0) + 1;
    const firstSource = ((await database.source.aggregate({ _max: { id: true } }))._max.id ?? 0) + 1;
    for (let done = 0; done < count; done += BATCH) {
      const rows = emptyRows();
      for (let index = done; index < Math.min(count, done + BATCH); index++) {
        const ids = { tool: firstTool + index, source: firstSource + index * 3, count: index };
        addTool(rows, random, index + 1, ids, pick(random, places), random(2) === 0 ? pick(random, icons) : null);
      }
      await client.query("BEGIN");
      for (const [table, entries] of Object.entries(rows)) await insert(client, table, entries);
      await client.query("COMMIT");
      const toolIds = rows.tools.flatMap(({ id }) => id ?? []);
      await recountVotes(database, toolIds);
      await recountStars(database, toolIds);
    }
    // The ids were given, not drawn: the counters behind them have to follow.
    for (const table of ["tools", "sources"])
      await client.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`);
    // A catalog that grew over months has statistics; here autovacuum would come a minute late.
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
    await database.$disconnect();
  }
}
