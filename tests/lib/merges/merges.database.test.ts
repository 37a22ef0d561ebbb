import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { mergeTools, undoToolMerge } from "@/lib/merges/mutations";
import { getMergePreview, listStandingMerges } from "@/lib/merges/queries";
import { mergeStatements, undoStatementMerge } from "@/lib/merges/statements/mutations";
import { listStatementMergeLines } from "@/lib/merges/statements/queries";
import { getStackup, listStackups } from "@/lib/stackups/queries";
import { castVote, findDrift, recountVotes, withdrawVote } from "@/lib/statements/mutations";
import { renameTool } from "@/lib/tools/addresses/mutations";
import { findSlugs } from "@/lib/tools/queries";
import { busyCatalog, writeBusyCatalog } from "@/tests/support/busy-catalog";
import { database, emptyDatabase } from "@/tests/support/database";
import { dumpDatabase } from "@/tests/support/dump";
import {
  createSource,
  createStackup,
  createStatement,
  createTool,
  createVoter,
  toolId,
} from "@/tests/support/fixtures";

beforeEach(emptyDatabase);

const author = { id: null, name: "anna" };
const merge = (winner: string, loser: string) =>
  mergeTools(database, { winner, loser, author, reason: "the same tool" });

/** The revision by which the newest merge can be undone. */
async function newestMerge(): Promise<number> {
  const rows = await database.$queryRaw<{ id: number }[]>`
    SELECT id FROM revisions WHERE effects IS NOT NULL ORDER BY id DESC LIMIT 1`;
  return rows[0]?.id ?? 0;
}

const undo = async () => undoToolMerge(database, { revision: await newestMerge(), author });

test("a merge and its undoing leave every row as it was", async () => {
  await fc.assert(
    fc.asyncProperty(busyCatalog, fc.nat(3), fc.nat(3), async (catalog, one, step) => {
      await emptyDatabase();
      const { ids, slugs } = await writeBusyCatalog(catalog);
      const [winner, loser] = [slugs[one] ?? "", slugs[(one + 1 + (step % 3)) % 4] ?? ""];
      const before = await dumpDatabase();
      await merge(winner, loser);
      const merged = await dumpDatabase();
      expect(merged).not.toEqual(before);
      expect(await findDrift(database)).toEqual([]);
      // Nothing that readers see names the loser's row any more.
      const loserId = ids[slugs.indexOf(loser)] ?? 0;
      for (const [table, column] of [
        ["stack_tools", "tool_id"],
        ["integrations", "first_id"],
        ["integrations", "second_id"],
        ["alternative_choices", "alternative_id"],
        ["tool_successors", "successor_id"],
        ["stack_moves", "from_tool_id"],
        ["stack_moves", "to_tool_id"],
        ["external_ids", "tool_id"],
      ])
        expect(
          await database.$queryRawUnsafe(`SELECT 1 FROM ${table} WHERE ${column} = ${loserId}`),
          `${table}.${column}`,
        ).toEqual([]);
      await undo();
      expect(await dumpDatabase()).toEqual(before);
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

test("a merge of statements and its undoing leave every row as it was", async () => {
  let merges = 0;
  await fc.assert(
    fc.asyncProperty(busyCatalog, fc.nat(20), async (catalog, start) => {
      await emptyDatabase();
      await writeBusyCatalog(catalog);
      const published = await database.statement.findMany({ where: { status: "published" }, orderBy: { id: "asc" } });
      const pairs = published.flatMap((winner) =>
        published
          .filter((one) => one.id !== winner.id && one.toolId === winner.toolId && one.kind === winner.kind)
          .map((loser) => ({ winner: winner.id, loser: loser.id })),
      );
      const pair = pairs[start % Math.max(1, pairs.length)];
      if (!pair) return;
      merges += 1;
      const before = await dumpDatabase();
      const { revision } = await mergeStatements(database, { ...pair, author, reason: "says the same" });
      expect(await dumpDatabase()).not.toEqual(before);
      expect(await findDrift(database)).toEqual([]);
      await undoStatementMerge(database, { revision, author });
      // The history tells of both, and is the one thing that grew.
      const told = { "revisions of statements": expect.anything() };
      expect({ ...(await dumpDatabase()), ...told }).toEqual({ ...before, ...told });
    }),
    { numRuns: 25, endOnFailure: true },
  );
  expect(merges).toBeGreaterThan(0);
});

describe("a merge of tools", () => {
  const ann = "member-0";
  const score = async (tool: string, text: string) =>
    (await database.statement.findFirstOrThrow({ where: { tool: { slug: tool }, text } })).score;
  const twins = async () => {
    for (const slug of ["winner", "loser"]) await createTool({ slug, aliases: [`${slug}-js`] });
    await createStatement({ tool: "winner", text: "Fast", imported: 5, votes: 2 });
    // Two of its three voters voted at the other too, and its imported votes are of the same source.
    await createStatement({ tool: "loser", text: "Fast", imported: 4, votes: 3 });
    await createStatement({ tool: "loser", text: "Small", votes: 1 });
    await recountVotes(database, [await toolId("winner"), await toolId("loser")]);
  };

  test("unites voters, counts no source twice, and leads all slugs to the winner", async () => {
    await twins();
    expect([await score("winner", "Fast"), await score("loser", "Fast")]).toEqual([7, 7]);
    const merged = await merge("winner", "loser");
    expect(merged).toMatchObject({ winner: "winner", loser: "loser" });
    expect(await score("winner", "Fast")).toBe(5 + 3);
    expect(await score("winner", "Small")).toBe(1);
    expect((await database.tool.findUniqueOrThrow({ where: { slug: "winner" } })).votes).toBe(9);
    expect(await findSlugs(["loser", "loser-js", "winner-js"])).toEqual(["winner", "winner", "winner"]);
    expect(await database.auditEntry.findMany()).toMatchObject([{ action: "merge of tools", subject: "winner" }]);
  });

  test("adds imported votes of different sources", async () => {
    await twins();
    const other = await createSource("Votes anywhere");
    await database.statement.updateMany({
      where: { tool: { slug: "loser" }, text: "Fast" },
      data: { sourceId: other },
    });
    await merge("winner", "loser");
    expect(await score("winner", "Fast")).toBe(5 + 4 + 3);
  });

  test("keeps votes that were given after it when it is undone", async () => {
    await twins();
    const late = await createVoter(9);
    await merge("winner", "loser");
    const { id } = await database.statement.findFirstOrThrow({ where: { tool: { slug: "winner" }, text: "Fast" } });
    await castVote(database, { statementId: id, memberId: late, heldUntil: null });
    await undo();
    expect([await score("winner", "Fast"), await score("loser", "Fast")]).toEqual([8, 7]);
    expect(await findDrift(database)).toEqual([]);
  });

  test("does not give a vote back that was taken back since", async () => {
    await twins();
    await merge("winner", "loser");
    const { id } = await database.statement.findFirstOrThrow({ where: { tool: { slug: "winner" }, text: "Fast" } });
    await withdrawVote(database, { statementId: id, memberId: "member-2" });
    await undo();
    expect([await score("winner", "Fast"), await score("loser", "Fast")]).toEqual([7, 6]);
  });

  test("moves written stackups, and keeps those hidden that would stand twice or against themselves", async () => {
    for (const slug of ["winner", "loser", "alpha", "beta"]) await createTool({ slug });
    for (const tools of [
      ["alpha", "loser"],
      ["beta", "loser"],
      ["beta", "winner"],
      ["loser", "winner"],
    ])
      await createStackup({ tools });
    const preview = await getMergePreview("winner", "loser");
    expect(preview?.stackupsLeft).toEqual(["beta-vs-loser", "loser-vs-winner"]);
    expect(preview?.lines).toContainEqual(expect.objectContaining({ what: "written stackups", count: 1 }));
    await merge("winner", "loser");
    expect(await getStackup("alpha-vs-loser")).toEqual({ canonical: "alpha-vs-winner" });
    expect(await getStackup("loser-vs-winner")).toBeNull();
    expect((await listStackups()).map((card) => card.slug).sort()).toEqual(["alpha-vs-winner", "beta-vs-winner"]);
    await undo();
    expect((await listStackups()).map((card) => card.slug).sort()).toHaveLength(4);
  });

  test("shows before what it does", async () => {
    await twins();
    await database.follow.create({ data: { memberId: ann, toolId: await toolId("loser") } });
    const before = await dumpDatabase();
    const preview = await getMergePreview("winner", "loser");
    expect(await dumpDatabase()).toEqual(before);
    expect(preview?.lines.map(({ what, count }) => `${count} ${what}`)).toEqual([
      "1 pros and cons",
      "1 pros and cons in the same words",
      "1 votes on what becomes one",
      "1 follows",
      "2 slugs",
    ]);
    expect(await getMergePreview("winner", "none")).toBeNull();
    expect(await getMergePreview("winner", "winner")).toBeNull();
  });

  test("is undone once, the newest first", async () => {
    for (const slug of ["winner", "one", "two"]) await createTool({ slug });
    await merge("winner", "one");
    const first = await newestMerge();
    await merge("winner", "two");
    expect(
      (await listStandingMerges("tool", await toolId("winner"))).map(({ name, isNewest }) => [name, isNewest]),
    ).toEqual([
      ["Two", true],
      ["One", false],
    ]);
    await expect(undoToolMerge(database, { revision: first, author })).rejects.toThrow(/since. Undo that first/);
    await undo();
    await undoToolMerge(database, { revision: first, author });
    await expect(undoToolMerge(database, { revision: first, author })).rejects.toThrow(/undone before/);
    expect(await findSlugs(["one", "two"])).toEqual(["one", "two"]);
    expect(await listStandingMerges("tool", await toolId("winner"))).toEqual([]);
  });

  test("that cannot be undone is none: its slug is another tool's by now", async () => {
    for (const slug of ["winner", "loser"]) await createTool({ slug });
    await merge("winner", "loser");
    await renameTool(database, { slug: "winner", to: "loser", author, reason: "a better name" });
    const before = await dumpDatabase();
    await expect(undo()).rejects.toThrow(/Give that tool another slug/);
    expect(await dumpDatabase()).toEqual(before);
  });

  test("of what is not there is refused", async () => {
    await createTool({ slug: "winner" });
    await expect(merge("winner", "none")).rejects.toThrow(/not there any more/);
    await expect(merge("winner", "winner")).rejects.toThrow(/not there any more/);
    expect(await database.auditEntry.count()).toBe(0);
  });
});

describe("a merge of statements", () => {
  test("unites voters, follows the reports, takes the news back, and can be undone", async () => {
    await createTool({ slug: "rkt" });
    const winner = await createStatement({ tool: "rkt", text: "Small", votes: 1 });
    const loser = await createStatement({ tool: "rkt", text: "Little", votes: 2 });
    const con = await createStatement({ tool: "rkt", text: "Dead", kind: "con" });
    await database.statementReport.create({ data: { statementId: loser, memberId: "member-0", reason: "duplicate" } });
    const id = await toolId("rkt");
    const path = `/tools/rkt#statement-${loser}`;
    await database.toolEvent.create({ data: { toolId: id, kind: "statement", text: "Little", path } });
    await recountVotes(database, [id]);
    const before = await dumpDatabase();
    const reason = "says the same";
    expect(await listStatementMergeLines(id, { winner, loser })).toEqual([
      { what: "votes on what becomes one", count: 1, becomes: "move; who voted for both counts once" },
      { what: "open reports", count: 1, becomes: "are followed" },
    ]);
    expect(await dumpDatabase()).toEqual(before);
    const { revision } = await mergeStatements(database, { winner, loser, author, reason });
    expect(await database.statement.findUniqueOrThrow({ where: { id: winner } })).toMatchObject({ score: 2 });
    expect(await database.statement.findUniqueOrThrow({ where: { id: loser } })).toMatchObject({
      status: "merged",
      mergedIntoId: winner,
    });
    expect(await database.statementReport.findFirstOrThrow()).toMatchObject({ status: "upheld" });
    expect(await listStandingMerges("statement", id)).toMatchObject([{ revision, name: "Little", isNewest: true }]);
    expect(await database.toolEvent.count()).toBe(0);
    expect(await findDrift(database)).toEqual([]);
    await undoStatementMerge(database, { revision, author });
    const after = await dumpDatabase();
    for (const table of ["statements", "votes", "tools", "tool_events", "statement_reports"])
      expect(after[table]).toEqual(before[table]);
    await expect(undoStatementMerge(database, { revision, author })).rejects.toThrow(/undone before/);
    await expect(mergeStatements(database, { winner, loser: con, author, reason })).rejects.toThrow(
      /two pros or two cons/,
    );
  });
});
