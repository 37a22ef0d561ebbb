import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import {
  findSlug,
  findSlugs,
  getTool,
  listRecentlyChecked,
  listToolSlugs,
  listTools,
  TOOLS_PER_PAGE,
} from "@/lib/tools/queries";
import { type ToolSort, toolSorts } from "@/lib/tools/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createIntegration, createSource, createTool, createTools } from "@/tests/support/fixtures";
import { takeTags } from "@/tests/support/next-cache";
import { recordQueries } from "@/tests/support/record-queries";

const HOSTILE_SLUGS = [
  "",
  " ",
  "' OR 1=1 --",
  "tool-a'; DROP TABLE tools; --",
  "tool%",
  "tool-a ",
  "tool-a\u0000",
  "tool-a\u202e",
  "../tool-a",
  "a-vs-b",
  "ｔool-a",
  "🦊",
  "x".repeat(10_000),
].map((slug): [string, string] => [JSON.stringify(slug.slice(0, 40)), slug]);

beforeEach(async () => {
  await emptyDatabase();
  takeTags();
});

describe("findSlug", () => {
  beforeEach(() => createTools({ slug: "tool-a", aliases: ["old-a", "Rocket"] }, { slug: "tool-b" }));

  test.each([
    ["its own slug", "tool-a", "tool-a"],
    ["its own slug in capitals", "TOOL-A", "tool-a"],
    ["an alias", "old-a", "tool-a"],
    ["an alias in other letters", "Old-A", "tool-a"],
    ["an alias that is stored with a capital", "rocket", "tool-a"],
    ["another tool", "tool-b", "tool-b"],
    ["nothing", "tool-c", null],
    ["a part of a slug", "tool", null],
  ])("follows %s", async (_name, slug, found) => {
    expect(await findSlug(slug)).toBe(found);
  });

  test.each(HOSTILE_SLUGS)("finds nothing under %s, without asking the database", async (_shown, slug) => {
    const { result, queries } = await recordQueries(() => findSlug(slug));
    expect(result).toBeNull();
    expect(queries).toEqual([]);
  });

  test.each(["Old-A", "tool-x", "x".repeat(10_000)])(
    "is tagged with the list of tools, whatever was asked",
    async (slug) => {
      await findSlug(slug);
      expect(takeTags()).toEqual(["tools"]);
    },
  );
});

describe("findSlugs", () => {
  beforeEach(() => createTools({ slug: "tool-a", aliases: ["old-a"] }, { slug: "tool-b" }));

  test("follows several at once, each in its place, in one SQL query", async () => {
    const { result, queries } = await recordQueries(() => findSlugs(["TOOL-B", "tool-x", "old-a", "a b", "tool-a"]));
    expect(result).toEqual(["tool-b", null, "tool-a", null, "tool-a"]);
    expect(queries).toHaveLength(1);
  });

  test("asks nothing when there is nothing to ask", async () => {
    const { result, queries } = await recordQueries(() => findSlugs(["", "' OR 1=1 --"]));
    expect(result).toEqual([null, null]);
    expect(queries).toEqual([]);
    expect(await findSlugs([])).toEqual([]);
  });
});

describe("getTool", () => {
  test("gives all that the page shows, in one SQL query", async () => {
    await createTools(
      {
        slug: "tool-a",
        name: "Tool A",
        aliases: ["old-a"],
        place: "layer-a/category-a/function-a",
        kind: "cluster manager",
        tagline: "Runs things",
        lifecycle: { state: "feature_complete", since: "2024-05", note: "Finished." },
        votes: 31,
        stars: 120,
        checkedOn: "2026-03-01",
        logo: { set: "logos", icon: "tool-a" },
        facts: { hosting: "self-hosted", website: "https://a.example.org", first_release: "2012" },
        features: [
          { name: "Zones", value: "Three" },
          { name: "Auth", value: "Tokens" },
        ],
        links: [
          { label: "Docs", url: "https://a.example.org/docs" },
          { label: "Blog", url: "https://a.example.org/blog" },
        ],
        figures: [
          { metric: "stacks", role: "imported", value: 306, asOf: "2025" },
          { metric: "stars", role: "snapshot", value: 100, asOf: "2025-12" },
          { metric: "stars", role: "snapshot", value: 120, asOf: "2026-01-01", source: "Source B" },
          { metric: "stars", role: "snapshot", value: 90, asOf: "2025" },
          // Of another role: an imported count of stars is not a snapshot.
          { metric: "stars", role: "imported", value: 7, asOf: "2026-06-01" },
        ],
      },
      { slug: "tool-z", name: "Zeta" },
      { slug: "tool-b", name: "beta" },
      { slug: "tool-c", name: "Émile" },
    );
    const { id: toolId } = await database.tool.findUniqueOrThrow({ where: { slug: "tool-a" } });
    const ids = Object.fromEntries((await database.tool.findMany()).map((tool) => [tool.slug, tool.id]));
    await database.toolSuccessor.createMany({
      data: [
        { toolId, successorId: ids["tool-z"] ?? 0, position: 0 },
        { toolId, successorId: ids["tool-b"] ?? 0, position: 1 },
      ],
    });
    await createIntegration("tool-a", "tool-z");
    await createIntegration("tool-c", "tool-a");
    await createIntegration("tool-b", "tool-a");
    await createIntegration("tool-b", "tool-z");
    const sourceA = {
      id: await createSource(),
      url: "https://example.org/source-a",
      title: "Source A",
      checkedOn: "2026-01-15",
    };
    const sourceB = {
      id: await createSource("Source B"),
      url: "https://example.org/source-b",
      title: "Source B",
      checkedOn: "2026-01-15",
    };

    const { result, queries } = await recordQueries(() => getTool("tool-a"));
    expect(queries).toHaveLength(1);
    expect(result).toEqual({
      id: toolId,
      slug: "tool-a",
      name: "Tool A",
      aliases: ["old-a"],
      kind: "cluster manager",
      tagline: "Runs things",
      description: "Description of Tool A.",
      logo: { set: "logos", icon: "tool-a" },
      votes: 31,
      stars: 120,
      layer: { name: "Layer A", path: "layer-a" },
      category: { name: "Category A", path: "layer-a/category-a" },
      function: { name: "Function A", path: "layer-a/category-a/function-a" },
      lifecycle: {
        state: "feature-complete",
        since: "2024-05",
        note: "Finished.",
        source: sourceA,
        successors: [
          { slug: "tool-z", name: "Zeta" },
          { slug: "tool-b", name: "beta" },
        ],
      },
      facts: [
        { key: "website", value: "https://a.example.org", source: sourceA },
        { key: "first-release", value: "2012", source: sourceA },
        { key: "hosting", value: "self-hosted", source: sourceA },
      ],
      features: [
        { name: "Zones", value: "Three", source: sourceA },
        { name: "Auth", value: "Tokens", source: sourceA },
      ],
      textOrigins: [],
      links: [
        { label: "Docs", url: "https://a.example.org/docs" },
        { label: "Blog", url: "https://a.example.org/blog" },
      ],
      integrations: [
        { slug: "tool-b", name: "beta" },
        { slug: "tool-c", name: "Émile" },
        { slug: "tool-z", name: "Zeta" },
      ],
      figures: {
        stacks: { total: 306, here: 0, imported: { value: 306, asOf: "2025", source: sourceA } },
        followers: { total: null, here: 0, imported: null },
        votes: null,
        stars: { value: 120, asOf: "2026-01-01", source: sourceB },
        forks: null,
        usage: [],
      },
      checkedOn: "2026-03-01",
    });
    expect(takeTags(), "tags of every tool whose name stands on the page").toEqual([
      "stacks-of:tool-a",
      "statements:tool-a",
      "tool:tool-a",
      "tool:tool-b",
      "tool:tool-c",
      "tool:tool-z",
    ]);
  });

  test("gives a tool of which little is known, with empty lists", async () => {
    await createTool({ slug: "tool-a" });
    expect(await getTool("tool-a")).toMatchObject({
      aliases: [],
      logo: null,
      votes: 0,
      stars: null,
      lifecycle: { state: "active", since: null, note: null, successors: [] },
      facts: [],
      features: [],
      links: [],
      integrations: [],
      figures: { stacks: { total: null }, followers: { total: null }, stars: null, forks: null },
    });
  });

  test("knows own slugs only, and tags what it did not find", async () => {
    await createTool({ slug: "tool-a", aliases: ["old-a"] });
    expect(await getTool("old-a")).toBeNull();
    expect(await getTool("TOOL-A")).toBeNull();
    takeTags();
    expect(await getTool("tool-x")).toBeNull();
    expect(takeTags()).toEqual(["stacks-of:tool-x", "statements:tool-x", "tool:tool-x"]);
  });

  test("hands on hostile text as it is stored", async () => {
    const text = `<script>alert("1")</script> \u202e ${"x".repeat(10_000)} 🦊 ' \\ %`;
    await createTool({ slug: "tool-a", name: text, tagline: text, features: [{ name: "Feature", value: text }] });
    const tool = await getTool("tool-a");
    expect([tool?.name, tool?.tagline, tool?.features[0]?.value]).toEqual([text, text, text]);
  });
});

/** Follows a list from its first page to its last. */
async function walk(categoryPath: string, sort: ToolSort): Promise<{ slugs: string[]; sizes: number[] }> {
  const slugs: string[] = [];
  const sizes: number[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page = await listTools(categoryPath, sort, after);
    if (!page) throw new Error(`no page after “${after}”`);
    slugs.push(...page.tools.map((tool) => tool.slug));
    sizes.push(page.tools.length);
    if (sizes.length > 20) throw new Error("the list has no end");
    after = page.next;
  }
  return { slugs, sizes };
}

type Sortable = { slug: string; votes: number; stars: number | null; name: string; createdAt: Date };

const compare = <Value extends string | number>(a: Value, b: Value) => (a < b ? -1 : a > b ? 1 : 0);
const bySort: Record<ToolSort, (a: Sortable, b: Sortable) => number> = {
  votes: (a, b) => b.votes - a.votes,
  stars: (a, b) => (b.stars ?? -1) - (a.stars ?? -1),
  name: (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()),
  newest: (a, b) => b.createdAt.getTime() - a.createdAt.getTime(),
};

function sorted(tools: Sortable[], sort: ToolSort): string[] {
  return [...tools].sort((a, b) => bySort[sort](a, b) || compare(a.slug, b.slug)).map((tool) => tool.slug);
}

async function rewrite(tools: Sortable[]): Promise<void> {
  await database.$executeRaw`
    UPDATE tools t SET votes = d.votes, stars = d.stars, name = d.name, sort_name = lower(d.name), created_at = d.created
    FROM unnest(${tools.map((tool) => tool.slug)}::text[], ${tools.map((tool) => tool.votes)}::int[],
      ${tools.map((tool) => tool.stars)}::int[], ${tools.map((tool) => tool.name)}::text[],
      ${tools.map((tool) => tool.createdAt)}::timestamptz[]) AS d (slug, votes, stars, name, created)
    WHERE t.slug = d.slug`;
}

describe("listTools", () => {
  test("gives every tool exactly once in every order, whatever is equal or unknown", async () => {
    const count = TOOLS_PER_PAGE * 2 + 7;
    const slugs = Array.from({ length: count }, (_, index) => `tool-${(index * 37) % 1000}`);
    for (const slug of slugs) await createTool({ slug });
    // Few values, so that most are equal and page ends fall among equals and among tools without stars.
    const values = fc.record({
      votes: fc.constantFrom(0, 0, 1, 2, 31),
      stars: fc.constantFrom(null, null, 0, 1, 5300),
      name: fc.constantFrom("Tool", "tool", "Älter", "Tool 10", "TOOL 9", "ßeta"),
      createdAt: fc.constantFrom(new Date("2026-01-01T00:00:00.001Z"), new Date("2026-01-01T00:00:00.002Z")),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(values, { minLength: count, maxLength: count }), async (rows) => {
        const tools = rows.map((row, index) => ({ ...row, slug: slugs[index] ?? "" }));
        await rewrite(tools);
        for (const sort of toolSorts) {
          const { slugs: found, sizes } = await walk("", sort);
          expect(found, sort).toEqual(sorted(tools, sort));
          expect(sizes, sort).toEqual([TOOLS_PER_PAGE, TOOLS_PER_PAGE, 7]);
        }
      }),
      { numRuns: 12 },
    );
  });

  test("ends exactly where the last page is full", async () => {
    for (let index = 0; index < TOOLS_PER_PAGE; index++) await createTool({ slug: `tool-${index}` });
    const page = await listTools("", "votes", "");
    expect([page?.tools.length, page?.next, page?.total]).toEqual([TOOLS_PER_PAGE, null, TOOLS_PER_PAGE]);
  });

  test("keeps to a layer, a category or a function, and counts what is in it", async () => {
    await createTools(
      { slug: "tool-a", place: "layer-a/category-a/function-a" },
      { slug: "tool-b", place: "layer-a/category-a/function-b" },
      { slug: "tool-c", place: "layer-a/category-b/function-c" },
      { slug: "tool-d", place: "layer-a/category-a-too/function-d" },
      { slug: "tool-e", place: "layer-b/category-a/function-a" },
    );
    const inside = async (path: string) => {
      const page = await listTools(path, "name", "");
      return [page?.total, page?.tools.map((tool) => tool.slug).join(" ")];
    };
    expect(await inside("")).toEqual([5, "tool-a tool-b tool-c tool-d tool-e"]);
    expect(await inside("layer-a")).toEqual([4, "tool-a tool-b tool-c tool-d"]);
    expect(await inside("layer-a/category-a")).toEqual([2, "tool-a tool-b"]);
    expect(await inside("layer-a/category-a/function-b")).toEqual([1, "tool-b"]);
    expect(await inside("category-a")).toEqual([0, ""]);
    expect(await inside("nowhere")).toEqual([0, ""]);
  });

  test("walks the pages of a category", async () => {
    for (let index = 0; index < TOOLS_PER_PAGE + 3; index++) {
      await createTool({ slug: `in-${index}`, stars: index % 3 === 0 ? null : 1 });
      if (index % 5 === 0) await createTool({ slug: `out-${index}`, place: "layer-b/category-b/function-b", stars: 1 });
    }
    const { slugs, sizes } = await walk("layer-a/category-a", "stars");
    expect(sizes).toEqual([TOOLS_PER_PAGE, 3]);
    expect(new Set(slugs).size).toBe(TOOLS_PER_PAGE + 3);
    expect(slugs.every((slug) => slug.startsWith("in-"))).toBe(true);
  });

  const otherSlugs = ["tool-x", "old-a", "TOOL-A"].map((slug): [string, string] => [slug, slug]);

  // The empty text means the first page, and PostgreSQL takes no text with a zero byte; the page's schema refuses both.
  test.each([...otherSlugs, ...HOSTILE_SLUGS.filter(([, slug]) => slug !== "" && !slug.includes("\u0000"))])(
    "is nothing after %s, which is no tool's slug",
    async (_shown, after) => {
      await createTool({ slug: "tool-a", aliases: ["old-a"] });
      await createTool({ slug: "tool-b" });
      for (const sort of toolSorts) expect(await listTools("", sort, after)).toBeNull();
    },
  );

  test("is nothing after the last tool", async () => {
    await createTools({ slug: "tool-a" }, { slug: "tool-b" });
    expect(await listTools("", "name", "tool-b")).toBeNull();
    expect((await listTools("", "name", "tool-a"))?.tools.map((tool) => tool.slug)).toEqual(["tool-b"]);
  });

  test("is tagged with the list and with each card", async () => {
    await createTools({ slug: "tool-a" }, { slug: "tool-b" });
    takeTags();
    await listTools("", "votes", "");
    expect(takeTags()).toEqual(["tool:tool-a", "tool:tool-b", "tools"]);
  });
});

describe("listRecentlyChecked", () => {
  test("lists the newest first, then the best known", async () => {
    await createTools(
      { slug: "old", checkedOn: "2025-01-01", votes: 9 },
      { slug: "new-unknown", checkedOn: "2026-02-01" },
      { slug: "new-starred", checkedOn: "2026-02-01", stars: 5 },
      { slug: "new-voted", checkedOn: "2026-02-01", votes: 1 },
      { slug: "newest", checkedOn: "2026-02-02" },
    );
    const found = await listRecentlyChecked(4);
    expect(found.map((tool) => [tool.slug, tool.checkedOn])).toEqual([
      ["newest", "2026-02-02"],
      ["new-voted", "2026-02-01"],
      ["new-starred", "2026-02-01"],
      ["new-unknown", "2026-02-01"],
    ]);
    expect(takeTags()).toEqual(["tool:new-starred", "tool:new-unknown", "tool:new-voted", "tool:newest", "tools"]);
  });
});

describe("listToolSlugs", () => {
  test("lists every tool under its own slug", async () => {
    await createTools({ slug: "tool-b", checkedOn: "2026-02-28" }, { slug: "tool-a", aliases: ["old-a"] });
    expect(await listToolSlugs()).toEqual([
      { slug: "tool-a", checkedOn: "2026-01-15" },
      { slug: "tool-b", checkedOn: "2026-02-28" },
    ]);
    expect(takeTags()).toEqual(["tools"]);
  });
});
