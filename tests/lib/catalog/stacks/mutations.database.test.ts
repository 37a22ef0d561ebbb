import { beforeEach, expect, test } from "vitest";
import { loadCatalog } from "@/lib/catalog/mutations";
import { removeStack, shareStack } from "@/lib/stacks/mutations";
import { getStack, listStackHistory } from "@/lib/stacks/queries";
import { type CatalogFixture, createCatalog, stackFile, toolFile } from "@/tests/support/catalog-fixtures";
import { database, emptyDatabase } from "@/tests/support/database";
import { createMember } from "@/tests/support/members";

beforeEach(emptyDatabase);

const tools = ["tool-a", "tool-b", "tool-c"].map((slug) => toolFile(slug));
const load = (fixture: CatalogFixture) => loadCatalog(database, createCatalog({ tools, ...fixture }));
const slugsOf = async (slug: string) => (await getStack(slug))?.rows.map(({ tool }) => tool?.slug);

test("a file becomes a public stack of the catalog, with its commit, day and evidence", async () => {
  await load({ stacks: [stackFile({ slug: "project-a", tools: ["tool-a", "tool-b"] })] });
  expect(await getStack("project-a")).toMatchObject({
    origin: "catalog",
    owner: null,
    visibility: "public",
    asOf: "2026-01-15",
    commit: "a".repeat(40),
    version: 1,
    rows: [
      { tool: { slug: "tool-a" }, evidence: [{ file: "package.json", line: 1 }] },
      { tool: { slug: "tool-b" }, evidence: [{ file: "package.json", line: 2 }] },
    ],
  });
});

test("the same file again changes nothing; a changed one makes a version", async () => {
  await load({ stacks: [stackFile({ slug: "project-a", tools: ["tool-a"] })] });
  expect(await load({ stacks: [stackFile({ slug: "project-a", tools: ["tool-a"] })] })).toMatchObject({ loaded: 0 });
  await load({ stacks: [stackFile({ slug: "project-a", tools: ["tool-b"], date: "2026-02-01" })] });
  expect(await getStack("project-a")).toMatchObject({ version: 2, asOf: "2026-02-01" });
  expect(await listStackHistory("project-a")).toMatchObject([
    { added: [{ slug: "tool-b" }], removed: [{ slug: "tool-a" }] },
    { added: [{ slug: "tool-a" }], removed: [] },
  ]);
});

test("one that an editor took off the site stays off it", async () => {
  await load({ stacks: [stackFile({ slug: "project-a", tools: ["tool-a"] })] });
  await removeStack(database, { slug: "project-a", editor: { id: null, name: "an editor" } });
  const report = await load({ stacks: [stackFile({ slug: "project-a", tools: ["tool-b"] })] });
  expect(report.kept).toEqual(["stacks/project-a.yaml"]);
  expect(await getStack("project-a")).toBeNull();
});

test("a member's stack of the same address is left alone", async () => {
  const memberId = await createMember();
  const content = { name: "Project A", kind: "project", visibility: "public", tools: [{ name: "Theirs" }] } as const;
  await shareStack(database, { memberId, slug: null, content: { ...content, tools: [...content.tools] } });
  const report = await load({ stacks: [stackFile({ slug: "project-a", tools: ["tool-a"] })] });
  expect(report.kept).toEqual(["stacks/project-a.yaml"]);
  expect(await getStack("project-a")).toMatchObject({ origin: "shared", rows: [{ name: "Theirs" }] });
});

test("a tool that was taken off this site is left out of the stack", async () => {
  await load({});
  await database.tool.update({ where: { slug: "tool-b" }, data: { removedAt: new Date(), editedAt: new Date() } });
  await load({ stacks: [stackFile({ slug: "project-a", tools: ["tool-a", "tool-b"] })] });
  expect(await slugsOf("project-a")).toEqual(["tool-a"]);
  expect(await database.pendingTool.count()).toBe(0);
});
