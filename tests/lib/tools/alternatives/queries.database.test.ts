import { beforeEach, describe, expect, test } from "vitest";
import { listAlternatives, listExcludedAlternatives } from "@/lib/tools/alternatives/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createChoice, createTool, createTools } from "@/tests/support/fixtures";
import { takeTags } from "@/tests/support/next-cache";
import { recordQueries } from "@/tests/support/record-queries";

beforeEach(async () => {
  await emptyDatabase();
  takeTags();
});

describe("listAlternatives", () => {
  const slugs = async (joined: string, limit = 18) =>
    (await listAlternatives(joined, limit)).map(({ tool }) => tool.slug);

  test("lists tools of the same function: votes first, then stars, then names; the tool itself is left out", async () => {
    await createTools(
      { slug: "own", votes: 100 },
      { slug: "no-stars-b", name: "beta" },
      { slug: "no-stars-a", name: "Alpha" },
      { slug: "zero-stars", stars: 0 },
      { slug: "stars", stars: 50 },
      { slug: "more-stars", stars: 51 },
      { slug: "votes", votes: 1 },
      { slug: "other-function", place: "layer-a/category-a/function-b", votes: 99 },
    );
    const expected = ["votes", "more-stars", "stars", "zero-stars", "no-stars-a", "no-stars-b"];
    expect(await slugs("own")).toEqual(expected);
    expect(await slugs("own", 3)).toEqual(expected.slice(0, 3));
  });

  test("turns to the category when the function offers few, behind all of the function", async () => {
    await createTools(
      { slug: "own" },
      { slug: "like-a" },
      { slug: "like-b" },
      { slug: "like-c" },
      { slug: "near-a", place: "layer-a/category-a/function-b", votes: 9 },
      { slug: "near-b", place: "layer-a/category-a/function-c", votes: 10 },
      { slug: "far", place: "layer-a/category-b/function-d", votes: 99 },
    );
    const found = await listAlternatives("own", 18);
    expect(found.map(({ tool, reason }) => [tool.slug, reason.rule])).toEqual([
      ["like-a", "function"],
      ["like-b", "function"],
      ["like-c", "function"],
      ["near-b", "category"],
      ["near-a", "category"],
    ]);
    await createTool({ slug: "like-d" });
    expect(await slugs("own")).toEqual(["like-a", "like-b", "like-c", "like-d"]);
  });

  test("puts pinned tools first, from wherever they are, in the editor's order and with the editor's words", async () => {
    await createTools(
      { slug: "own", name: "Own" },
      { slug: "best", votes: 50 },
      { slug: "pinned-near", votes: 1 },
      { slug: "pinned-far", place: "layer-b/category-b/function-b" },
    );
    await createChoice("own", "pinned-far", "pinned", 0);
    await createChoice("own", "pinned-near", "pinned", 1);
    const found = await listAlternatives("own", 18);
    expect(found.map(({ tool, reason }) => [tool.slug, reason])).toEqual([
      ["pinned-far", { rule: "pinned", to: { slug: "own", name: "Own" }, words: "pinned for own" }],
      ["pinned-near", { rule: "pinned", to: { slug: "own", name: "Own" }, words: "pinned for own" }],
      ["best", { rule: "function", to: [{ slug: "own", name: "Own" }] }],
    ]);
  });

  test("leaves out what an editor excluded, even where another tool pins it, and fills up from the category", async () => {
    await createTools(
      { slug: "own-a" },
      { slug: "own-b" },
      { slug: "like-a" },
      { slug: "like-b" },
      { slug: "like-c" },
      { slug: "like-d" },
      { slug: "near", place: "layer-a/category-a/function-b" },
      { slug: "unwanted-near", place: "layer-a/category-a/function-b" },
    );
    await createChoice("own-a", "like-a", "excluded");
    await createChoice("own-a", "unwanted-near", "excluded", 1);
    takeTags();
    expect(await listExcludedAlternatives("own-a")).toEqual([
      { tool: { slug: "like-a", name: "Like A" }, reason: "excluded for own-a" },
      { tool: { slug: "unwanted-near", name: "Unwanted Near" }, reason: "excluded for own-a" },
    ]);
    expect(takeTags()).toEqual(["tool:like-a", "tool:own-a", "tool:unwanted-near"]);
    await database.tool.update({ where: { slug: "unwanted-near" }, data: { removedAt: new Date() } });
    expect(await listExcludedAlternatives("own-a")).toHaveLength(1);
    await database.tool.update({ where: { slug: "unwanted-near" }, data: { removedAt: null } });
    await createChoice("own-b", "like-a", "pinned");
    expect(await slugs("own-a,own-b")).toEqual(["like-b", "like-c", "like-d", "near"]);
    expect(await slugs("own-b")).toEqual(["like-a", "like-b", "like-c", "like-d", "own-a"]);
  });

  test("names for several tools which of them each alternative is like, in the order of their slugs", async () => {
    await createTools(
      { slug: "own-b", name: "Own B" },
      { slug: "own-a", name: "Own A" },
      { slug: "own-c", name: "Own C", place: "layer-a/category-a/function-b" },
      { slug: "like-ab", votes: 2 },
      { slug: "like-c", votes: 1, place: "layer-a/category-a/function-b" },
    );
    const found = await listAlternatives("own-a,own-b,own-c", 18);
    expect(found.map(({ tool, reason }) => [tool.slug, reason])).toEqual([
      [
        "like-ab",
        {
          rule: "function",
          to: [
            { slug: "own-a", name: "Own A" },
            { slug: "own-b", name: "Own B" },
          ],
        },
      ],
      ["like-c", { rule: "function", to: [{ slug: "own-c", name: "Own C" }] }],
    ]);
  });

  test("does not offer a compared tool as an alternative, though one pins the other", async () => {
    await createTools({ slug: "own-a" }, { slug: "own-b" });
    await createChoice("own-a", "own-b", "pinned");
    expect(await slugs("own-a,own-b")).toEqual([]);
  });

  test("finds nothing for tools that are not there", async () => {
    await createTool({ slug: "tool-a" });
    expect(await slugs("tool-x")).toEqual([]);
    expect(await slugs("")).toEqual([]);
  });

  test("takes at most three SQL queries and is tagged with every card", async () => {
    await createTools(
      { slug: "own" },
      { slug: "like" },
      { slug: "near", place: "layer-a/category-a/function-b" },
      { slug: "pinned", place: "layer-b/category-b/function-b" },
    );
    await createChoice("own", "pinned", "pinned");
    takeTags();
    const { queries } = await recordQueries(() => listAlternatives("own", 18));
    expect(queries.length).toBeLessThanOrEqual(3);
    expect(takeTags()).toEqual(["tool:like", "tool:near", "tool:own", "tool:pinned", "tools"]);
  });
});
