import { beforeEach, describe, expect, test } from "vitest";
import { changeDecision, deleteDecision, recordDecision } from "@/lib/decisions/mutations";
import { recordLifecycle } from "@/lib/events/mutations";
import { recordMilestones } from "@/lib/feed/mutations";
import { listFeed } from "@/lib/feed/queries";
import { deleteStack, removeStack, setVisibility, shareStack } from "@/lib/stacks/mutations";
import { removeStackup, saveStackup } from "@/lib/stackups/documents/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStackup, createStatement, createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";
import { takeTags } from "@/tests/support/next-cache";

let member = "";
let ids: Record<string, number> = {};

beforeEach(async () => {
  await emptyDatabase();
  ids = await createTools(
    { slug: "redis", name: "Redis", place: "layer-a/data/caches" },
    { slug: "memcached", name: "Memcached", place: "layer-a/data/caches" },
    { slug: "react", name: "React", place: "layer-b/code/frameworks" },
  );
  member = await createMember();
});

const titles = async (category = "", after = "start") =>
  (await listFeed(category, after)).entries.map(({ title, detail }) => `${title} | ${detail}`);

const share = (tools: string[], visibility: "public" | "unlisted" = "public", name = "My app") =>
  shareStack(database, {
    memberId: member,
    slug: null,
    content: { name, kind: "project", visibility, tools: tools.map((tool) => ({ name: tool })) },
  });

const decision = (more: object = {}) => ({
  title: "Which cache",
  context: "Sessions",
  options: [
    { tool: "memcached", note: "" },
    { tool: "redis", note: "Keeps data" },
  ],
  chosen: "redis",
  reasons: "It keeps them",
  decidedOn: "2026-03-01",
  revisitOn: null,
  visibility: "public",
  stack: null,
  ...more,
});

const source = { url: "https://example.org/a", title: "A page", checked: "2026-02-01" };
const author = { id: null, name: "anna" };
const document = (summary: string) => ({
  tools: ["memcached", "redis"],
  summary: `${summary} that is long enough to say what the difference comes to.`,
  claims: [{ topic: "Storage", cells: ["in memory", "on disk as well"].map((text) => ({ text, source })) }],
  choices: ["you need it fast", "you need it kept"],
  neither: null,
});
const save = (summary: string, base: number) =>
  saveStackup(database, { document: document(summary), base, author, reason: `Because: ${summary}` });

describe("the feed has one entry for each real change", () => {
  test("of stacks: a new one, and each version with what came and went; the same content again is none", async () => {
    await share(["Redis", "React"]);
    await share(["Redis", "React"]);
    await share(["Memcached", "React"]);
    expect(await titles()).toEqual([
      "My app changed its stack | Added Memcached; removed Redis.",
      "New stack: My app | 2 tools of the catalog.",
    ]);
  });

  test("of stackups: a new one of two tools is one entry, an edit one more, the same text none", async () => {
    await save("A summary", 0);
    await save("A summary", 1);
    await save("Other words", 1);
    expect(await titles()).toEqual([
      "Memcached vs Redis was changed | Because: Other words",
      "New stackup: Memcached vs Redis | null",
    ]);
  });

  test("of a stackup of the catalog that an editor changes: a change, and no new one", async () => {
    await createStackup({ tools: ["memcached", "redis"] });
    await save("Other words", 0);
    expect(await titles()).toEqual(["Memcached vs Redis was changed | Because: Other words"]);
  });

  test("of lifecycles", async () => {
    const before = { state: "active" as const, since: null };
    await recordLifecycle(database, {
      ...{ toolId: ids.redis ?? 0, slug: "redis", before },
      after: { state: "archived", since: "2026-02" },
    });
    expect(await titles()).toEqual(["Redis | Now archived, Feb 2026; before: active."]);
  });

  test("of decisions; changing one is none", async () => {
    const { slug } = await recordDecision(database, { memberId: member, content: decision() });
    await changeDecision(database, { memberId: member, slug, content: decision({ reasons: "Others" }) });
    expect(await titles()).toEqual(["Decision: Which cache | Redis over Memcached."]);
  });
});

describe("recordMilestones", () => {
  const scoreOf = (id: number, score: number) => database.statement.update({ where: { id }, data: { score } });

  test.each([
    [0, 4, []],
    [0, 5, [5]],
    [0, 12, [10]],
    [0, 100, [100]],
    [7, 9, []],
    [7, 10, [10]],
    [1200, 1210, []],
    [0, 99_999, [10_000]],
  ])("of a statement with %i imported votes and a score of %i tells %j", async (imported, score, told) => {
    await createStatement({ tool: "redis", text: "It is fast", imported, score });
    expect(await recordMilestones(database)).toBe(told.length);
    expect((await database.statementMilestone.findMany()).map(({ votes }) => votes)).toEqual(told);
    expect(await recordMilestones(database)).toBe(0);
  });

  test("tells each number once, however the score goes up and down, and only of what is shown", async () => {
    const id = await createStatement({ tool: "redis", text: "It is fast", score: 5 });
    expect(await recordMilestones(database)).toBe(1);
    await scoreOf(id, 3);
    expect(await recordMilestones(database)).toBe(0);
    await scoreOf(id, 6);
    expect(await recordMilestones(database)).toBe(0);
    await scoreOf(id, 10);
    expect(await recordMilestones(database)).toBe(1);
    expect((await titles()).sort()).toEqual([
      "A pro of Redis reached 10 votes | “It is fast”",
      "A pro of Redis reached 5 votes | “It is fast”",
    ]);
    await database.statement.update({ where: { id }, data: { status: "withdrawn" } });
    expect(await titles()).toEqual([]);
  });

  test("says nothing of a tool that was taken off the site", async () => {
    await createStatement({ tool: "redis", text: "It is fast", score: 50 });
    await database.tool.update({ where: { slug: "redis" }, data: { removedAt: new Date() } });
    expect(await recordMilestones(database)).toBe(0);
  });
});

describe("what not everybody may see is not in the feed", () => {
  test("an unlisted stack, one that becomes unlisted, is deleted or taken off", async () => {
    await share(["Redis"], "unlisted", "Hidden");
    const shown = await share(["Redis"], "public", "Shown");
    expect(await titles()).toHaveLength(1);
    await setVisibility(database, { memberId: member, slug: shown.slug, visibility: "unlisted" });
    expect(await titles()).toEqual([]);
    await setVisibility(database, { memberId: member, slug: shown.slug, visibility: "public" });
    expect(await titles()).toHaveLength(1);
    await removeStack(database, { slug: shown.slug, editor: author });
    expect(await titles()).toEqual([]);
    const other = await share(["Redis"], "public", "Other");
    await deleteStack(database, { memberId: member, slug: other.slug });
    expect(await titles()).toEqual([]);
  });

  test("an unlisted decision, a deleted one, one about a tool that is gone", async () => {
    await recordDecision(database, { memberId: member, content: decision({ visibility: "unlisted" }) });
    expect(await titles()).toEqual([]);
    const { slug } = await recordDecision(database, { memberId: member, content: decision({ title: "Other" }) });
    expect(await titles()).toHaveLength(1);
    await database.tool.update({ where: { slug: "memcached" }, data: { removedAt: new Date() } });
    expect(await titles()).toEqual([]);
    await database.tool.update({ where: { slug: "memcached" }, data: { removedAt: null } });
    await deleteDecision(database, { memberId: member, slug });
    expect(await titles()).toEqual([]);
  });

  test("a stackup that was taken off, or one of whose tools was", async () => {
    await save("A summary", 0);
    await save("Other words", 1);
    await database.tool.update({ where: { slug: "redis" }, data: { removedAt: new Date() } });
    expect(await titles()).toEqual([]);
    await database.tool.update({ where: { slug: "redis" }, data: { removedAt: null } });
    const removal = { slug: "memcached-vs-redis", author, reason: "Wrong" };
    await removeStackup(database, { ...removal, base: 2, isRemoved: true });
    expect(await titles()).toEqual([]);
  });

  test("what was extracted from a data set", async () => {
    const { slug } = await share(["Redis"]);
    await database.dataset.create({
      data: { key: "set-a", name: "Set A", url: "https://example.org/set-a", licence: "CC0-1.0", version: "1" },
    });
    await database.stack.update({ where: { slug }, data: { origin: "extracted", datasetKey: "set-a", ownerId: null } });
    expect(await titles()).toEqual([]);
  });
});

describe("parts of the feed", () => {
  test("a category has what is about its tools, at each level of the tree", async () => {
    await share(["Redis"], "public", "Cached");
    await share(["React"], "public", "Drawn");
    await recordDecision(database, { memberId: member, content: decision() });
    const ofCaches = ["Decision: Which cache | Redis over Memcached.", "New stack: Cached | 1 tool of the catalog."];
    for (const path of ["layer-a", "layer-a/data", "layer-a/data/caches"]) expect(await titles(path)).toEqual(ofCaches);
    expect(await titles("layer-b/code")).toEqual(["New stack: Drawn | 1 tool of the catalog."]);
    expect(await titles("layer")).toEqual([]);
  });

  test("pages follow each other without a gap or a repetition, also where many happened in one moment", async () => {
    for (let number = 0; number < 35; number++) await share(["Redis"], "public", `App ${number}`);
    await recordDecision(database, { memberId: member, content: decision() });
    await database.$executeRaw`UPDATE stack_versions SET created_at = '2026-05-01T10:00:00.123Z'`;
    await database.$executeRaw`UPDATE decisions SET created_at = '2026-05-01T10:00:00.123Z'`;
    const first = await listFeed("", "start");
    expect(first.entries).toHaveLength(30);
    const second = await listFeed("", first.next ?? "");
    expect(second.next).toBeNull();
    expect(new Set([...first.entries, ...second.entries].map(({ key }) => key)).size).toBe(36);
  });

  test("is cleared with what it shows", async () => {
    const { slug } = await share(["Redis"]);
    takeTags();
    await listFeed("", "start");
    expect(takeTags()).toEqual(expect.arrayContaining(["feed", "stacks", "stackups", "tools", `stack:${slug}`]));
  });
});
