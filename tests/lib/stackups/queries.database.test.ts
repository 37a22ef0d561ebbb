import { beforeEach, describe, expect, test } from "vitest";
import {
  getStackup,
  getWrittenStackup,
  listPopularStackups,
  listRelatedStackups,
  listStackupSlugs,
  listStackups,
  listStackupsOfTool,
  type StackupPage,
} from "@/lib/stackups/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createChoice, createSource, createStackup, createStatement, createTools } from "@/tests/support/fixtures";
import { takeTags } from "@/tests/support/next-cache";
import { recordQueries } from "@/tests/support/record-queries";

beforeEach(async () => {
  await emptyDatabase();
  takeTags();
});

async function getPage(pair: string): Promise<StackupPage> {
  const page = await getStackup(pair);
  if (!page || "canonical" in page) throw new Error(`${pair} is not a stackup's own slug`);
  return page;
}

describe("getStackup", () => {
  beforeEach(async () => {
    await createTools(
      { slug: "tool-a", aliases: ["old-a", "a2"] },
      { slug: "tool-b", aliases: ["Rocket"] },
      { slug: "tool-c", place: "layer-a/category-a/function-b" },
      { slug: "tool-d", place: "layer-b/category-b/function-c" },
      { slug: "tool-e" },
    );
    takeTags();
  });

  test.each([
    ["the canonical slug of two tools", "tool-a-vs-tool-b", "tool-a tool-b"],
    ["of three", "tool-a-vs-tool-b-vs-tool-c", "tool-a tool-b tool-c"],
    ["of four", "tool-a-vs-tool-b-vs-tool-c-vs-tool-d", "tool-a tool-b tool-c tool-d"],
  ])("answers the page to %s", async (_name, pair, slugs) => {
    const page = await getPage(pair);
    expect(page.tools.map((tool) => tool.slug).join(" ")).toBe(slugs);
    expect(page.statements).toHaveLength(page.tools.length);
  });

  test.each([
    ["another order", "tool-b-vs-tool-a", "tool-a-vs-tool-b"],
    ["another order of four", "tool-d-vs-tool-b-vs-tool-a-vs-tool-c", "tool-a-vs-tool-b-vs-tool-c-vs-tool-d"],
    ["an alias", "old-a-vs-tool-b", "tool-a-vs-tool-b"],
    ["an alias that sorts elsewhere", "rocket-vs-tool-a", "tool-a-vs-tool-b"],
    ["capitals", "Tool-A-VS-tool-b", "tool-a-vs-tool-b"],
    ["an alias that is stored with a capital", "Rocket-vs-tool-c", "tool-b-vs-tool-c"],
  ])("answers the canonical slug to %s", async (_name, pair, canonical) => {
    expect(await getStackup(pair)).toEqual({ canonical });
  });

  test.each([
    ["an unknown tool", "tool-a-vs-tool-x"],
    ["two unknown tools", "tool-x-vs-tool-y"],
    ["a tool named twice", "tool-a-vs-tool-a"],
    ["a tool and its alias", "old-a-vs-tool-a"],
    ["two aliases of a tool", "a2-vs-old-a"],
    ["a tool named twice among three", "tool-a-vs-tool-b-vs-tool-a"],
    ["five tools", "tool-a-vs-tool-b-vs-tool-c-vs-tool-d-vs-tool-e"],
    ["a tool alone", "tool-a"],
    ["nothing", ""],
    ["a joint alone", "-vs-"],
    ["nothing behind the joint", "tool-a-vs-"],
    ["two joints in a row", "tool-a-vs--vs-tool-b"],
    ["the placeholder of a build", "_"],
    ["blanks", "tool-a -vs- tool-b"],
    ["SQL", "tool-a'--vs-tool-b"],
    ["wildcards", "tool-%-vs-tool-_"],
    ["a zero byte", "tool-a-vs-tool-b\u0000"],
    ["a mark that turns the writing direction", "tool-a-vs-tool-b\u202e"],
    ["10,000 characters", `tool-a-vs-${"b".repeat(10_000)}`],
    ["1,000 tools", Array.from({ length: 1000 }, (_, index) => `tool-${index}`).join("-vs-")],
  ])("answers null to %s", async (_name, pair) => {
    expect(await getStackup(pair)).toBeNull();
    expect(takeTags()).toEqual(["tools"]);
  });

  test("gathers tools, statements, differences, alternatives and related stackups", async () => {
    await createStatement({ tool: "tool-b", text: "Pro of B", score: 3 });
    await createStatement({ tool: "tool-a", text: "Con of A", kind: "con" });
    await createStackup({ tools: ["tool-a", "tool-b"], topics: ["What it does", "Storage"] });
    await createStackup({ tools: ["tool-b", "tool-c"] });
    await createChoice("tool-b", "tool-d", "pinned");
    takeTags();
    const page = await getPage("tool-a-vs-tool-b");
    expect(page.tools.map((tool) => tool.name)).toEqual(["Tool A", "Tool B"]);
    expect(page.statements.map(({ pros, cons }) => [...pros, ...cons].map((statement) => statement.text))).toEqual([
      ["Con of A"],
      ["Pro of B"],
    ]);
    expect(page.written?.claims.map((claim) => claim.topic)).toEqual(["What it does", "Storage"]);
    expect(page.alternatives.map(({ tool }) => tool.slug)).toEqual(["tool-d", "tool-e", "tool-c"]);
    expect(page.related.map((card) => card.slug)).toEqual(["tool-b-vs-tool-c"]);
    expect(takeTags()).toEqual([
      "stacks-of:tool-a",
      "stacks-of:tool-b",
      "stackup:tool-a-vs-tool-b",
      "stackups",
      "statements:tool-a",
      "statements:tool-b",
      "tool:tool-a",
      "tool:tool-b",
      "tool:tool-c",
      "tool:tool-d",
      "tool:tool-e",
      "tools",
    ]);
  });

  test("has no written differences where nobody wrote any", async () => {
    expect((await getPage("tool-a-vs-tool-b")).written).toBeNull();
  });

  test.each(["tool-a-vs-tool-b", "tool-a-vs-tool-b-vs-tool-c", "tool-a-vs-tool-b-vs-tool-c-vs-tool-d"])(
    "takes at most 12 SQL queries for %s when it was never seen before",
    async (pair) => {
      await createStackup({ tools: pair.split("-vs-") });
      await createStackup({ tools: ["tool-a", "tool-e"] });
      const { result, queries } = await recordQueries(() => getStackup(pair));
      expect(result).toHaveProperty("written.slug", pair);
      expect(queries.length).toBeGreaterThan(4);
      expect(queries.length).toBeLessThanOrEqual(12);
    },
  );
});

describe("getWrittenStackup", () => {
  test("gives claims, cells and choices in the stackup's order, in one SQL query", async () => {
    await createTools({ slug: "tool-a" }, { slug: "tool-b" }, { slug: "tool-c" });
    // Positions as the catalog sets them; ids in another order, so that no order comes about by chance.
    const slug = await createStackup({
      tools: ["tool-a", "tool-b", "tool-c"],
      topics: ["Zones", "Auth"],
      checkedOn: "2026-02-28",
    });
    await database.stackup.update({ where: { slug }, data: { chooseNeither: "you want none" } });
    const source = {
      id: await createSource(),
      url: "https://example.org/source-a",
      title: "Source A",
      checkedOn: "2026-01-15",
    };
    const cells = (topic: string) =>
      ["tool-a", "tool-b", "tool-c"].map((tool) => ({ tool, text: `${topic} of ${tool}`, source }));
    const { result, queries } = await recordQueries(() => getWrittenStackup(slug));
    expect(result).toEqual({
      slug,
      summary: `Summary of ${slug}.`,
      chooseNeither: "you want none",
      checkedOn: "2026-02-28",
      choices: ["tool-a", "tool-b", "tool-c"].map((tool) => ({ tool, text: `you want ${tool}` })),
      claims: [
        { topic: "Zones", cells: cells("Zones") },
        { topic: "Auth", cells: cells("Auth") },
      ],
    });
    expect(queries).toHaveLength(1);
  });

  test("tags what nobody wrote yet, so that writing it shows", async () => {
    expect(await getWrittenStackup("tool-a-vs-tool-b")).toBeNull();
    expect(takeTags()).toEqual(["stackup:tool-a-vs-tool-b"]);
  });
});

describe("lists of stackups", () => {
  const slugsOf = (cards: { slug: string }[]) => cards.map((card) => card.slug);

  beforeEach(async () => {
    await createTools(
      { slug: "a1", name: "One", votes: 3, stars: 10, place: "layer-a/category-a/function-a" },
      { slug: "a2", votes: 4, stars: 900, place: "layer-a/category-a/function-a" },
      { slug: "a3", stars: 900, place: "layer-a/category-a/function-a" },
      { slug: "b1", votes: 90, stars: 5, place: "layer-a/category-a/function-b" },
      { slug: "b2", stars: 500, place: "layer-a/category-a/function-b" },
      { slug: "c1", votes: 1000, place: "layer-b/category-b/function-c" },
      { slug: "c2", place: "layer-b/category-b/function-c" },
      { slug: "c3", stars: 5000, place: "layer-b/category-b/function-c" },
      { slug: "c4", stars: 6000, place: "layer-b/category-b/function-c" },
    );
    for (const pair of ["a1 a2", "a2 a3", "b1 b2", "c1 c2", "c3 c4", "a1 b1 c1"]) {
      await createStackup({ tools: pair.split(" ") });
    }
    takeTags();
  });

  test("listPopularStackups: by the stars of the least starred tool, then by votes, then by slug", async () => {
    await createStackup({ tools: ["c2", "c3"] });
    await createStackup({ tools: ["c2", "c4"] });
    const cards = await listPopularStackups(20);
    expect(slugsOf(cards)).toEqual([
      "c3-vs-c4",
      "a2-vs-a3",
      "a1-vs-a2",
      "b1-vs-b2",
      // From here on a tool without stars: votes decide.
      "a1-vs-b1-vs-c1",
      "c1-vs-c2",
      "c2-vs-c3",
      "c2-vs-c4",
    ]);
    expect(slugsOf(await listPopularStackups(2))).toEqual(["c3-vs-c4", "a2-vs-a3"]);
  });

  test("a card names its tools in their order, the function of the first and the votes of all", async () => {
    const card = (await listPopularStackups(20)).find(({ slug }) => slug === "a1-vs-b1-vs-c1");
    expect(card).toEqual({
      slug: "a1-vs-b1-vs-c1",
      tools: [
        { slug: "a1", name: "One" },
        { slug: "b1", name: "B1" },
        { slug: "c1", name: "C1" },
      ],
      function: "Function A",
      votes: 1093,
    });
  });

  test("listPopularStackups is tagged with the tools that it names", async () => {
    await listPopularStackups(1);
    expect(takeTags()).toEqual(["stackups", "tool:c3", "tool:c4"]);
  });

  test("listStackups: all, in the order of the category tree", async () => {
    await database.category.update({ where: { path: "layer-b" }, data: { position: 100 } });
    await database.category.update({ where: { path: "layer-a" }, data: { position: 101 } });
    expect(slugsOf(await listStackups())).toEqual([
      "c1-vs-c2",
      "c3-vs-c4",
      "a1-vs-a2",
      "a1-vs-b1-vs-c1",
      "a2-vs-a3",
      "b1-vs-b2",
    ]);
    expect(takeTags()).toEqual(["categories", "stackups", "tools"]);
  });

  test("listStackupsOfTool: those in which it stands, at any place", async () => {
    expect(slugsOf(await listStackupsOfTool("b1", 9))).toEqual(["b1-vs-b2", "a1-vs-b1-vs-c1"]);
    expect(takeTags()).toEqual(["stackups", "tool:a1", "tool:b1", "tool:b2", "tool:c1"]);
    expect(await listStackupsOfTool("tool-x", 9)).toEqual([]);
    expect(takeTags()).toEqual(["stackups", "tool:tool-x"]);
  });

  test("listRelatedStackups: a shared tool, then the function, then the category, then the rest", async () => {
    await createTools({ slug: "d1", place: "layer-a/category-a/function-d" });
    await createStackup({ tools: ["b2", "d1"] });
    // Compared: a1 and a2, whose own stackup is left out.
    expect(slugsOf(await listRelatedStackups("a1,a2", 20))).toEqual([
      "a2-vs-a3",
      "a1-vs-b1-vs-c1",
      "b1-vs-b2",
      "b2-vs-d1",
      "c3-vs-c4",
      "c1-vs-c2",
    ]);
    expect(slugsOf(await listRelatedStackups("a2,a1", 2)), "whatever the order").toEqual([
      "a2-vs-a3",
      "a1-vs-b1-vs-c1",
    ]);
    expect(slugsOf(await listRelatedStackups("a3", 3)), "the same function before the same category").toEqual([
      "a2-vs-a3",
      "a1-vs-a2",
      "a1-vs-b1-vs-c1",
    ]);
    expect(slugsOf(await listRelatedStackups("d1", 2)), "the category before the rest").toEqual([
      "b2-vs-d1",
      "a2-vs-a3",
    ]);
  });

  test("listRelatedStackups offers the best known to a tool that is not there, and only names as SQL text", async () => {
    expect(slugsOf(await listRelatedStackups("tool-x", 1))).toEqual(["c3-vs-c4"]);
    expect(slugsOf(await listRelatedStackups("') OR true --", 1))).toEqual(["c3-vs-c4"]);
  });

  test("listStackupSlugs lists all with the day on which they were checked", async () => {
    await createStackup({ tools: ["a1", "a3"], checkedOn: "2026-02-28" });
    const rows = await listStackupSlugs();
    expect(slugsOf(rows)).toEqual([
      "a1-vs-a2",
      "a1-vs-a3",
      "a1-vs-b1-vs-c1",
      "a2-vs-a3",
      "b1-vs-b2",
      "c1-vs-c2",
      "c3-vs-c4",
    ]);
    expect(rows[1]?.checkedOn).toBe("2026-02-28");
    expect(takeTags()).toEqual(["stackups"]);
  });
});
