import { beforeEach, expect, test } from "vitest";
import { shareStack } from "@/lib/stacks/mutations";
import { mapPending, refusePending } from "@/lib/stacks/pending/mutations";
import { listPendingTools } from "@/lib/stacks/pending/queries";
import { getStack } from "@/lib/stacks/queries";
import { getToolUsage } from "@/lib/stacks/usage/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

let member = "";
const editor = { id: null, name: "an editor" };

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "htmx", name: "htmx 2" }, { slug: "react" });
  member = await createMember();
});

async function share(name: string, tools: string[]): Promise<void> {
  const content = {
    name,
    kind: "project",
    visibility: "public",
    tools: tools.map((tool) => ({ name: tool })),
  } as const;
  await shareStack(database, { memberId: member, slug: null, content: { ...content } });
}

const pendingId = async (key: string) => (await database.pendingTool.findUniqueOrThrow({ where: { key } })).id;
const slugsOf = async (slug: string) => (await getStack(slug))?.rows.map(({ tool, name }) => tool?.slug ?? name);

test("a mapped name is the tool in every stack that has it, and in those that are shared later", async () => {
  await share("One", ["React", "HTMX lib"]);
  await share("Two", ["htmx lib", "htmx"]);
  const outcome = await mapPending(database, { pendingId: await pendingId("htmx lib"), named: "htmx", editor });
  expect(outcome).toEqual({ stacks: ["one", "two"], tool: "htmx", touched: ["htmx", "react"] });
  expect(await slugsOf("one")).toEqual(["react", "htmx"]);
  expect(await slugsOf("two")).toEqual(["htmx"]);
  expect((await database.stack.findMany({ orderBy: { id: "asc" } })).map(({ toolCount }) => toolCount)).toEqual([2, 1]);
  await share("Three", ["HTMX Lib"]);
  expect(await slugsOf("three")).toEqual(["htmx"]);
  expect((await getToolUsage("htmx"))?.total).toBe(3);
  expect(await database.auditEntry.findMany({ select: { action: true, subject: true } })).toEqual([
    { action: "name mapped", subject: "HTMX lib" },
  ]);
});

test("sharing the same content after a mapping makes no version", async () => {
  await share("One", ["HTMX lib"]);
  await mapPending(database, { pendingId: await pendingId("htmx lib"), named: "htmx 2", editor });
  await share("One", ["HTMX lib"]);
  expect(await database.stackVersion.count()).toBe(1);
});

test("a refused name goes on to stand as its owner gave it, and waits no more", async () => {
  await share("One", ["My own script"]);
  await refusePending(database, { pendingId: await pendingId("my own script"), editor });
  expect(await slugsOf("one")).toEqual(["My own script"]);
  expect(await listPendingTools()).toMatchObject({
    waiting: [],
    total: 0,
    decided: [{ status: "refused", stacks: 1 }],
  });
});

test("names that wait come with how many stacks have them, and a tool that has this name by now", async () => {
  await share("One", ["Alpha", "Beta"]);
  await share("Two", ["Beta"]);
  await createTools({ slug: "alpha-tool", name: "Alpha" });
  expect((await listPendingTools()).waiting).toMatchObject([
    { name: "Beta", stacks: 2, example: { slug: "one" }, tool: null },
    { name: "Alpha", stacks: 1, tool: { slug: "alpha-tool" } },
  ]);
});

test("an unknown tool is refused and nothing changes", async () => {
  await share("One", ["Alpha"]);
  const id = await pendingId("alpha");
  await expect(mapPending(database, { pendingId: id, named: "no-such", editor })).rejects.toThrow("no tool “no-such”");
  expect(await slugsOf("one")).toEqual(["Alpha"]);
  await expect(mapPending(database, { pendingId: 99_999, named: "react", editor })).rejects.toThrow("any more");
});

test("a mapping beside 20 members who share the name leaves none behind", async () => {
  await share("One", ["HTMX lib"]);
  const members = await Promise.all(Array.from({ length: 20 }, () => createMember()));
  const id = await pendingId("htmx lib");
  const content = { name: "Mine", kind: "project", visibility: "public", tools: [{ name: "htmx LIB" }] } as const;
  await Promise.all([
    ...members.map((memberId) =>
      shareStack(database, { memberId, slug: null, content: { ...content, tools: [...content.tools] } }),
    ),
    mapPending(database, { pendingId: id, named: "htmx", editor }),
  ]);
  expect(await database.stackTool.count({ where: { pendingId: { not: null } } })).toBe(0);
  expect(await database.stackTool.count({ where: { tool: { slug: "htmx" } } })).toBe(21);
});
