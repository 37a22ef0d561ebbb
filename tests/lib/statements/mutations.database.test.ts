import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { recountVotes } from "@/lib/statements/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStatement, createTools, type ToolFixture } from "@/tests/support/fixtures";
import { recordQueries } from "@/tests/support/record-queries";

beforeEach(emptyDatabase);

const recount = (ids: number[]) => database.$transaction((tx) => recountVotes(tx, ids));

async function readVotes(): Promise<Record<string, number>> {
  const tools = await database.tool.findMany({ select: { slug: true, votes: true } });
  return Object.fromEntries(tools.map((tool) => [tool.slug, tool.votes]));
}

describe("recountVotes", () => {
  test("whatever was imported and voted: a score is the imported votes plus those given here, a tool's votes are the scores of its pros", async () => {
    const statement = fc.record({
      tool: fc.constantFrom("tool-a", "tool-b"),
      kind: fc.constantFrom("pro" as const, "con" as const),
      imported: fc.constantFrom(0, 1, 21),
      votes: fc.nat({ max: 4 }),
      // What stood there before must not matter.
      stale: fc.nat({ max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { maxLength: 8 }), async (statements) => {
        await emptyDatabase();
        const ids = await createTools({ slug: "tool-a", votes: 99 }, { slug: "tool-b" });
        for (const [index, { stale, ...given }] of statements.entries())
          await createStatement({ ...given, text: `Statement ${index}`, score: given.imported + stale });
        await recount(Object.values(ids));
        const scores = await database.statement.findMany({ orderBy: { id: "asc" }, select: { score: true } });
        expect(scores.map((row) => row.score)).toEqual(statements.map(({ imported, votes }) => imported + votes));
        const sum = (tool: string) =>
          statements
            .filter((given) => given.tool === tool && given.kind === "pro")
            .reduce((total, { imported, votes }) => total + imported + votes, 0);
        expect(await readVotes()).toEqual({ "tool-a": sum("tool-a"), "tool-b": sum("tool-b") });
      }),
      { numRuns: 15 },
    );
  });

  const counted = (asOf: string, value: number) => ({
    metric: "votes" as const,
    role: "imported" as const,
    asOf,
    value,
  });

  test.each<[string, ToolFixture["figures"], number]>([
    ["no figure", [], 26],
    ["a figure beyond the imported votes of the pros, which are among its votes", [counted("2025", 31)], 33],
    ["a figure that the imported votes of the pros reach", [counted("2025", 24)], 26],
    ["a figure below the imported votes of the pros", [counted("2025", 3)], 26],
    ["the newest of several figures", [counted("2026-02", 30), counted("2025", 99)], 32],
    ["no reading of a count kept elsewhere", [{ ...counted("2025", 31), role: "snapshot" }], 26],
    ["no figure of anything else", [{ ...counted("2025", 31), metric: "stacks" }], 26],
  ])("counts %s", async (_name, figures, votes) => {
    const ids = await createTools({ slug: "tool-a", figures });
    await createStatement({ tool: "tool-a", text: "Fast", imported: 21, votes: 2 });
    await createStatement({ tool: "tool-a", text: "Small", imported: 3 });
    await createStatement({ tool: "tool-a", text: "Dear", kind: "con", imported: 50 });
    await recount(Object.values(ids));
    expect(await readVotes()).toEqual({ "tool-a": votes });
  });

  test("counts a figure where nobody has written a pro yet, and none of a pro that is not published", async () => {
    const ids = await createTools({ slug: "tool-a", figures: [counted("2025", 40)] });
    await recount(Object.values(ids));
    expect(await readVotes()).toEqual({ "tool-a": 40 });
    const id = await createStatement({ tool: "tool-a", text: "Fast", imported: 21, votes: 2 });
    await recount(Object.values(ids));
    expect(await readVotes()).toEqual({ "tool-a": 42 });
    await database.statement.update({ where: { id }, data: { status: "refused" } });
    await recount(Object.values(ids));
    expect(await readVotes()).toEqual({ "tool-a": 40 });
  });

  test("touches the given tools alone", async () => {
    const ids = await createTools({ slug: "tool-a" }, { slug: "tool-b", votes: 7 });
    await createStatement({ tool: "tool-a", text: "Fast", votes: 2 });
    const other = await createStatement({ tool: "tool-b", text: "Fast", votes: 2, score: 7 });
    await recount([ids["tool-a"] ?? 0]);
    expect(await readVotes()).toEqual({ "tool-a": 2, "tool-b": 7 });
    expect(await database.statement.findUnique({ where: { id: other } })).toMatchObject({ score: 7 });
  });

  test("follows a vote that is withdrawn", async () => {
    const ids = await createTools({ slug: "tool-a" });
    await createStatement({ tool: "tool-a", text: "Fast", imported: 5, votes: 3 });
    await recount(Object.values(ids));
    expect(await readVotes()).toEqual({ "tool-a": 8 });
    await database.vote.deleteMany({ where: { memberId: "member-0" } });
    await recount(Object.values(ids));
    expect(await readVotes()).toEqual({ "tool-a": 7 });
  });

  test("asks nothing of the database when there is no tool", async () => {
    const { queries } = await recordQueries(() => recountVotes(database, []));
    expect(queries).toEqual([]);
  });
});
