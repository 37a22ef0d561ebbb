import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { listStackupHistory } from "@/lib/revisions/queries";
import { readStackupDocument, removeStackup, saveStackup } from "@/lib/stackups/documents/mutations";
import { getEditedStackup } from "@/lib/stackups/documents/queries";
import type { StackupDocument } from "@/lib/stackups/documents/schema";
import { getWrittenStackup } from "@/lib/stackups/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStackup, createTools } from "@/tests/support/fixtures";

beforeEach(emptyDatabase);

describe("readStackupDocument", () => {
  test("gives cells and choices in the order of the tools, however they were written", async () => {
    await createTools({ slug: "tool-c" }, { slug: "tool-a" }, { slug: "tool-b" });
    const slug = await createStackup({ tools: ["tool-a", "tool-b", "tool-c"], topics: ["First", "Second"] });
    const { id } = await database.stackup.findUniqueOrThrow({ where: { slug }, select: { id: true } });
    const source = { url: "https://example.org/source-a", title: "Source A", checked: "2026-01-15" };
    const claim = (topic: string) => ({
      topic,
      cells: ["tool-a", "tool-b", "tool-c"].map((tool) => ({ text: `${topic} of ${tool}`, source })),
    });
    expect(await readStackupDocument(database, id)).toEqual({
      tools: ["tool-a", "tool-b", "tool-c"],
      summary: `Summary of ${slug}.`,
      claims: [claim("First"), claim("Second")],
      choices: ["you want tool-a", "you want tool-b", "you want tool-c"],
      neither: null,
    });
  });

  test("answers null for what was never written", async () => {
    expect(await readStackupDocument(database, 1)).toBeNull();
  });
});

describe("saveStackup", () => {
  const source = { url: "https://example.org/a", title: "A page", checked: "2026-02-01" };
  const document = (given: Partial<StackupDocument> = {}): StackupDocument => ({
    tools: ["tool-a", "tool-b"],
    summary: "A summary that is long enough to say what the difference comes to.",
    claims: [{ topic: "Storage", cells: ["in memory", "on disk"].map((text) => ({ text, source })) }],
    choices: ["you need it fast", "you need it kept"],
    neither: null,
    ...given,
  });
  const author = { id: null, name: "anna" };
  const save = (base: number, given: Partial<StackupDocument> = {}) =>
    saveStackup(database, { document: document(given), base, author, reason: "It was missing" });
  const remove = (base: number, isRemoved: boolean) =>
    removeStackup(database, { slug: "tool-a-vs-tool-b", base, isRemoved, author, reason: "It is wrong" });

  beforeEach(async () => {
    await createTools({ slug: "tool-a", aliases: ["old-a"] }, { slug: "tool-b" }, { slug: "tool-c" });
  });

  test("writes differences that nobody had written: page, revision, news of each tool", async () => {
    expect(await save(0)).toEqual({ slug: "tool-a-vs-tool-b", revision: 1, isChanged: true });
    expect((await getEditedStackup("tool-a-vs-tool-b"))?.document).toEqual(document());
    expect(await getWrittenStackup("tool-a-vs-tool-b")).toMatchObject({ checkedOn: "2026-02-01" });
    const events = await database.toolEvent.findMany({ orderBy: { id: "asc" }, select: { text: true, path: true } });
    expect(events).toEqual([
      { text: "Compared with Tool B: what differs, with sources.", path: "/stackups/tool-a-vs-tool-b" },
      { text: "Compared with Tool A: what differs, with sources.", path: "/stackups/tool-a-vs-tool-b" },
    ]);
  });

  test("changes them, with a revision each; the same once more is none", async () => {
    await save(0);
    expect(await save(1, { neither: "you need both at once" })).toMatchObject({ revision: 2, isChanged: true });
    expect(await save(2, { neither: "you need both at once" })).toMatchObject({ revision: 2, isChanged: false });
    const revisions = await listStackupHistory("tool-a-vs-tool-b");
    expect(revisions.map(({ number, author: who }) => `${number} ${who}`)).toEqual(["2 anna", "1 anna"]);
    expect(revisions[0]?.differences.map(({ key }) => key)).toEqual(["neither"]);
    expect(revisions[1]?.differences.length).toBeGreaterThan(3);
    const rows = await database.revision.findMany({ orderBy: { number: "asc" }, select: { content: true } });
    expect(rows.map((row) => row.content)).toEqual([document(), document({ neither: "you need both at once" })]);
    expect(await database.toolEvent.count()).toBe(2);
  });

  test("a stackup without a history gets its first version before it is changed", async () => {
    await createStackup({ tools: ["tool-a", "tool-b"] });
    expect(await save(0)).toMatchObject({ revision: 2 });
    const revisions = await listStackupHistory("tool-a-vs-tool-b");
    expect(revisions.map((revision) => revision.author)).toEqual(["anna", "built-in catalog"]);
  });

  test("of two who write at once, one is told that the other was faster", async () => {
    const answers = await Promise.allSettled([save(0), save(0, { neither: "you need both at once" })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(save(0)).rejects.toMatchObject({ code: "conflict" });
    expect(await database.revision.count()).toBe(1);
  });

  test("tools are found by former slugs, and cells follow their tools into canonical order", async () => {
    const cells = ["on disk", "in memory"].map((text) => ({ text, source }));
    await save(0, {
      tools: ["tool-b", "old-a"],
      claims: [{ topic: "Storage", cells }],
      choices: ["it is b", "it is a "].map((text) => `${text.trim()} that you need`),
    });
    expect((await getEditedStackup("tool-a-vs-tool-b"))?.document).toMatchObject({
      claims: [{ cells: [{ text: "in memory" }, { text: "on disk" }] }],
      choices: ["it is a that you need", "it is b that you need"],
    });
  });

  test.each<[string, Partial<StackupDocument>, string]>([
    ["a tool that is gone", { tools: ["tool-a", "tool-x"] }, "missing"],
    ["one tool by two slugs", { tools: ["old-a", "tool-a"] }, "conflict"],
    ["no claim", { claims: [] }, "invalid"],
    ["a topic twice", { claims: [...document().claims, ...document().claims] }, "invalid"],
    ["a choice too few", { choices: ["you need it fast"] }, "invalid"],
    ["a short summary", { summary: "Too short." }, "invalid"],
  ])("refuses %s and writes nothing", async (_name, given, code) => {
    await expect(save(0, given)).rejects.toMatchObject({ code });
    expect(await database.stackup.count()).toBe(0);
    expect(await database.revision.count()).toBe(0);
  });

  test("taken off the site, the page has none and the news are gone; brought back, all stands again", async () => {
    await save(0);
    expect(await remove(1, true)).toMatchObject({ revision: 2, isChanged: true });
    expect(await remove(2, true)).toMatchObject({ revision: 2, isChanged: false });
    expect(await getWrittenStackup("tool-a-vs-tool-b")).toBeNull();
    expect(await database.toolEvent.count()).toBe(0);
    await expect(remove(1, false)).rejects.toMatchObject({ code: "conflict" });
    await remove(2, false);
    expect(await getWrittenStackup("tool-a-vs-tool-b")).not.toBeNull();
    expect(await database.toolEvent.count()).toBe(2);
    const revisions = await listStackupHistory("tool-a-vs-tool-b");
    expect(revisions.map((revision) => revision.isRemoval)).toEqual([false, true, null]);
  });

  test("saving what was taken off brings it back", async () => {
    await save(0);
    await remove(1, true);
    expect(await save(2)).toMatchObject({ revision: 3, isChanged: true });
    expect(await getWrittenStackup("tool-a-vs-tool-b")).not.toBeNull();
  });

  test("nobody can take off what nobody wrote", async () => {
    await expect(remove(0, true)).rejects.toMatchObject({ code: "missing" });
  });

  test("whatever is written is read as it was written, and any version can be brought back", async () => {
    const words = fc
      .string({ unit: "grapheme-ascii", minLength: 40, maxLength: 60 })
      .map((text) => `x${text.trim()}${"y".repeat(40)}`);
    const version = fc.record({
      summary: words,
      claims: fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 4 }).map((numbers) =>
        numbers.map((number) => ({
          topic: `Topic ${number}`,
          cells: [
            { text: `a ${number}`, source },
            { text: `b ${number}`, source },
          ],
        })),
      ),
    });
    await fc.assert(
      fc.asyncProperty(version, version, async (first, second) => {
        await database.stackup.deleteMany();
        await database.revision.deleteMany();
        const one = await save(0, first);
        const two = await save(one.revision, second);
        const [, oldest] = await database.revision.findMany({ orderBy: { number: "desc" } });
        expect((await getEditedStackup(one.slug))?.document).toEqual(document(second));
        await save(two.revision, first);
        expect((await getEditedStackup(one.slug))?.document).toEqual(document(first));
        if (two.isChanged) expect(oldest?.content).toEqual(document(first));
      }),
      { numRuns: 10 },
    );
  });
});
