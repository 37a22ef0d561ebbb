import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { recountStars } from "@/lib/figures/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools, type ToolFixture } from "@/tests/support/fixtures";

beforeEach(emptyDatabase);

const recount = (ids: number[]) => database.$transaction((tx) => recountStars(tx, ids));

async function readStars(): Promise<Record<string, number | null>> {
  const tools = await database.tool.findMany({ select: { slug: true, stars: true } });
  return Object.fromEntries(tools.map((tool) => [tool.slug, tool.stars]));
}

const star = (asOf: string, value: number) => ({ metric: "stars" as const, role: "snapshot" as const, asOf, value });

describe("recountStars", () => {
  test.each<[string, ToolFixture["figures"], number | null]>([
    ["nothing", [], null],
    ["one snapshot", [star("2025", 10)], 10],
    ["the newest of several, though it is lower", [star("2026-01-02", 5), star("2025-12-31", 9)], 5],
    ["a month after a year, as it is known more closely", [star("2026", 1), star("2026-02", 2)], 2],
    ["a count of nought", [star("2026-01-02", 0)], 0],
    ["no imported figure", [{ ...star("2026-01-02", 5), role: "imported" }], null],
    ["no other metric", [{ ...star("2026-01-02", 5), metric: "forks" }], null],
  ])("takes %s", async (_name, figures, stars) => {
    const ids = await createTools({ slug: "tool-a", stars: 77, figures });
    await recount(Object.values(ids));
    expect(await readStars()).toEqual({ "tool-a": stars });
  });

  test("touches the given tools alone", async () => {
    const figures = [star("2026", 1)];
    const ids = await createTools({ slug: "tool-a", figures }, { slug: "tool-b", stars: 7, figures });
    await recount([ids["tool-a"] ?? 0]);
    expect(await readStars()).toEqual({ "tool-a": 1, "tool-b": 7 });
    await recount([]);
    expect(await readStars()).toEqual({ "tool-a": 1, "tool-b": 7 });
  });

  test("whatever the readings, the stars are those of the newest day", async () => {
    const day = fc
      .integer({ min: 0, max: 4000 })
      .map((days) => new Date(days * 86_400_000 + 1e12).toISOString().slice(0, 10));
    const readings = fc.uniqueArray(fc.tuple(day, fc.nat()), { minLength: 1, maxLength: 8, selector: ([on]) => on });
    await fc.assert(
      fc.asyncProperty(readings, async (list) => {
        await emptyDatabase();
        const ids = await createTools({ slug: "tool-a", figures: list.map(([on, value]) => star(on, value)) });
        await recount(Object.values(ids));
        const newest = [...list].sort(([a], [b]) => (a < b ? 1 : -1))[0];
        expect(await readStars()).toEqual({ "tool-a": newest?.[1] });
      }),
      { numRuns: 15 },
    );
  });
});
