import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { recountVotes } from "@/lib/statements/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStatement, createTools } from "@/tests/support/fixtures";
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
