import { beforeEach, describe, expect, it } from "vitest";
import { recordDecision } from "@/lib/decisions/mutations";
import { getDecision, listDecisionSlugs, listDecisionsOfStackup } from "@/lib/decisions/queries";
import { listFeed } from "@/lib/feed/queries";
import { setBan } from "@/lib/members/standing/mutations";
import { getStoredStack } from "@/lib/stacks/documents/queries";
import { setVisibility, shareStack } from "@/lib/stacks/mutations";
import { getStack, listStackHistory, listStackSlugs, listStacks, listStacksOfMember } from "@/lib/stacks/queries";
import type { SharedStack, SharedTool } from "@/lib/stacks/schema";
import { getJointUsage, getToolUsage } from "@/lib/stacks/usage/queries";
import { getTool } from "@/lib/tools/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";
import { takeTags } from "@/tests/support/next-cache";

const DATA = "application/data/databases";

let member = "";

beforeEach(async () => {
  await emptyDatabase();
  await createTools(
    {
      slug: "postgresql",
      name: "PostgreSQL",
      place: DATA,
      figures: [{ metric: "stacks", role: "imported", value: 100, asOf: "2025" }],
    },
    { slug: "mysql", name: "MySQL", place: DATA },
    { slug: "react", name: "React", place: "application/code/frameworks", stars: 10 },
    { slug: "docker", name: "Docker", place: "devops/run/containers", stars: 5 },
  );
  member = await createMember();
});

type Given = { name: string; tools: (string | SharedTool)[] } & Partial<Omit<SharedStack, "tools">>;

async function share({ tools, ...more }: Given, slug: string | null = null): Promise<string> {
  const rows = tools.map((tool) => (typeof tool === "string" ? { name: tool } : tool));
  const content: SharedStack = { kind: "project", visibility: "public", ...more, tools: rows };
  return (await shareStack(database, { memberId: member, slug, content })).slug;
}

const slugsOf = async (query: string, after = "") => (await listStacks(query, after))?.stacks.map(({ slug }) => slug);

describe("listStacks", () => {
  beforeEach(async () => {
    await share({ name: "One", tools: ["React"], kind: "member" });
    await share({ name: "Two", tools: ["React", "PostgreSQL", "Htmx"] });
    await share({ name: "Three", tools: ["Docker", "MySQL"], kind: "company" });
  });

  it.each([
    ["", ["three", "two", "one"]],
    ["sort=largest", ["three", "two", "one"]],
    ["tool=react", ["two", "one"]],
    ["tool=react&kind=member", ["one"]],
    ["category=databases", ["three", "two"]],
    ["category=devops", ["three"]],
    ["size=small", ["three", "two", "one"]],
    ["size=large", []],
    ["tool=no-such-tool", []],
  ])("by “%s”", async (query, slugs) => {
    expect(await slugsOf(query)).toEqual(slugs);
    expect((await listStacks(query, ""))?.total).toBe(slugs.length);
  });

  it("goes on behind a stack, in either order, and knows no page behind the last or a slug that is none", async () => {
    expect(await slugsOf("", "three")).toEqual(["two", "one"]);
    expect(await slugsOf("sort=largest", "two")).toEqual(["one"]);
    expect(await listStacks("", "one")).toBeNull();
    expect(await listStacks("", "no-such-stack")).toBeNull();
  });

  it("names the best-known tools of each, and is tagged with each stack", async () => {
    takeTags();
    const page = await listStacks("", "");
    expect(page?.stacks[1]).toMatchObject({
      name: "Two",
      kind: "project",
      toolCount: 2,
      owner: expect.stringMatching(/^member-\d+$/),
    });
    expect(page?.stacks[1]?.tools.map(({ slug }) => slug)).toEqual(["react", "postgresql"]);
    expect(takeTags()).toEqual(["stack:one", "stack:three", "stack:two", "stacks", "tools"]);
  });
});

describe("getStack", () => {
  it("has the rows as their owner gave them, under the owner's layer or the catalog's", async () => {
    await share({
      name: "One",
      url: "https://github.com/example/one",
      tools: [
        {
          name: "React",
          layer: "devops",
          version: "19",
          since: "2024-05",
          reason: "Known",
          evidence: [{ file: "package.json", line: 3 }],
        },
        "Docker",
        "Htmx",
      ],
    });
    const stack = await getStack("one");
    expect(stack).toMatchObject({ name: "One", origin: "shared", version: 1, versions: 1 });
    expect(stack?.rows).toMatchObject([
      {
        name: "React",
        layerName: "Devops",
        tool: { slug: "react" },
        version: "19",
        evidence: [{ file: "package.json", line: 3 }],
      },
      { name: "Docker", layerName: "Devops" },
      { name: "Htmx", tool: null, layer: undefined },
    ]);
  });

  it("has fewer tags than a page can have, whatever the stack", async () => {
    await createTools(...Array.from({ length: 150 }, (_, index) => ({ slug: `tool-${index}` })));
    await share({
      name: "One",
      tools: Array.from({ length: 150 }, (_, index) => ({ tool: `tool-${index}`, name: `Tool ${index}` })),
    });
    takeTags();
    expect((await getStack("one"))?.rows).toHaveLength(150);
    expect(takeTags().length).toBeLessThan(128);
  });
});

it("listStackHistory tells what came, went and moved, newest first", async () => {
  await share({ name: "One", tools: ["MySQL", "Htmx"] });
  await share({ name: "One", tools: [{ name: "PostgreSQL", reason: "JSON" }, "React"] }, "one");
  expect(await listStackHistory("one")).toMatchObject([
    {
      number: 2,
      added: [{ slug: "postgresql" }, { slug: "react" }],
      removed: [{ slug: "mysql" }, { slug: null, name: "Htmx" }],
      moves: [{ from: { slug: "mysql" }, to: { slug: "postgresql" }, reason: "JSON" }],
    },
    { number: 1, added: [{ slug: "mysql" }, { slug: null, name: "Htmx" }], removed: [], moves: [] },
  ]);
});

describe("a banned member’s stacks and decisions", () => {
  it("stand nowhere and count nowhere until the ban is lifted, and are kept as they were", async () => {
    const editor = { id: await createMember(), name: "editor" };
    const { handle } = await database.member.findUniqueOrThrow({ where: { id: member } });
    const slug = await share({ name: "Shop", tools: ["PostgreSQL", "Redis"] });
    const hidden = await share({ name: "Hidden", tools: ["React"], visibility: "unlisted" });
    await recordDecision(database, {
      memberId: member,
      content: {
        ...{ title: "Rows", context: "Rows", reasons: "Rows", decidedOn: "2026-01-01", revisitOn: null },
        ...{ visibility: "public", stack: slug, chosen: "mysql" },
        options: ["mysql", "postgresql"].map((tool) => ({ tool, note: "" })),
      },
    });
    const look = async () => ({
      list: await slugsOf(""),
      page: (await getStack(slug))?.name,
      unlisted: (await getStack(hidden))?.name,
      api: (await getStoredStack(slug))?.slug,
      history: (await listStackHistory(slug)).length,
      sitemap: (await listStackSlugs()).length,
      tool: (await getTool("postgresql"))?.figures.stacks,
      usage: (await getToolUsage("postgresql"))?.total,
      joint: await getJointUsage("postgresql,react"),
      feed: (await listFeed("", "start")).entries.length,
      decision: (await getDecision("rows"))?.title,
      decisions: (await listDecisionsOfStackup("mysql-vs-postgresql")).total,
      decided: (await listDecisionSlugs()).length,
    });
    const before = await look();
    const rows = await database.stack.findMany({ orderBy: { id: "asc" } });
    const ban = (isBanned: boolean) => setBan(database, { handle, isBanned, reason: "", author: editor });
    expect(await ban(true)).toMatchObject({
      stacks: expect.arrayContaining([{ slug, tools: ["postgresql"] }]),
      decisions: [{ slug: "rows", stackup: "mysql-vs-postgresql" }],
    });
    expect(await look()).toMatchObject({
      ...{ list: [], history: 0, sitemap: 0, feed: 0, decisions: 0, decided: 0 },
      ...{ page: undefined, unlisted: undefined, api: undefined, decision: undefined },
    });
    await ban(false);
    expect(await look()).toEqual(before);
    expect(await database.stack.findMany({ orderBy: { id: "asc" } })).toEqual(rows);
    expect(before).toMatchObject({ list: [slug], page: "Shop", feed: 2, decisions: 1 });
  });
});

describe("usage of a tool", () => {
  beforeEach(async () => {
    await share({ name: "One", tools: ["React", "Docker", "MySQL"] });
    await share({ name: "One", tools: ["React", "Docker", { name: "PostgreSQL", reason: "JSON" }] }, "one");
    await share({
      name: "Two",
      tools: ["React", { name: "PostgreSQL", replaced: "MySQL", reason: "Cost" }],
      kind: "company",
    });
    await share({ name: "Three", tools: ["PostgreSQL"], kind: "member" });
  });

  it("counts by kind, names what stands beside it, and sums moves with their reasons", async () => {
    expect(await getToolUsage("postgresql")).toMatchObject({
      total: 3,
      kinds: { project: 1, company: 1, member: 1 },
      extracted: 0,
      looked: 3,
      usedWith: [
        { tool: { slug: "react" }, stacks: 2 },
        { tool: { slug: "docker" }, stacks: 1 },
      ],
      movedFrom: [
        {
          tool: { slug: "mysql" },
          stacks: 2,
          reasons: [
            { text: "Cost", stack: { slug: "two" } },
            { text: "JSON", stack: { slug: "one" } },
          ],
        },
      ],
      movedTo: [],
    });
    expect(await getToolUsage("mysql")).toMatchObject({
      total: 0,
      movedTo: [{ tool: { slug: "postgresql" }, stacks: 2 }],
    });
  });

  it("is added to the imported figure", async () => {
    expect((await getTool("postgresql"))?.figures.stacks).toMatchObject({ total: 103, here: 3 });
  });

  it("of several tools: each, all, any", async () => {
    expect(await getJointUsage("docker,postgresql")).toEqual({
      each: [
        { slug: "docker", stacks: 1 },
        { slug: "postgresql", stacks: 3 },
      ],
      all: 1,
      any: 3,
    });
  });

  it("stacks that were extracted from a data set count apart", async () => {
    await database.dataset.create({
      data: { key: "elsewhere", name: "Elsewhere", url: "https://example.org", licence: "CC0-1.0" },
    });
    await database.$executeRaw`UPDATE stacks SET origin = 'extracted', owner_id = NULL, dataset_key = 'elsewhere' WHERE slug = 'two'`;
    expect(await getToolUsage("postgresql")).toMatchObject({
      total: 2,
      extracted: 1,
      looked: 2,
      movedFrom: [{ stacks: 1 }],
    });
    expect((await getTool("postgresql"))?.figures.stacks.here).toBe(2);
    expect(await slugsOf("")).toHaveLength(3);
  });
});

it("an unlisted stack is nowhere but at its address", async () => {
  const { handle } = await database.member.findUniqueOrThrow({ where: { id: member } });
  await share({ name: "One", tools: ["MySQL", "React"] });
  await share({ name: "One", tools: ["PostgreSQL", "React"] }, "one");
  await setVisibility(database, { memberId: member, slug: "one", visibility: "unlisted" });
  expect(await getStack("one")).toMatchObject({ name: "One", visibility: "unlisted" });
  expect(await slugsOf("")).toEqual([]);
  expect(await slugsOf("tool=react")).toEqual([]);
  expect(await listStackSlugs()).toEqual([]);
  expect(await listStacksOfMember(handle)).toEqual([]);
  expect(await getToolUsage("postgresql")).toMatchObject({
    total: 0,
    usedWith: [],
    newest: [],
    largest: [],
    movedFrom: [],
    layers: [],
  });
  expect(await getToolUsage("mysql")).toMatchObject({ movedTo: [] });
  expect(await getJointUsage("postgresql,react")).toMatchObject({ all: 0, any: 0 });
  expect((await getTool("postgresql"))?.figures.stacks.here).toBe(0);
  expect(await listStacks("", "one")).toBeNull();
});
