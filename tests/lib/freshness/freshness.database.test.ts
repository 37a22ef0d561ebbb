import { beforeAll, describe, expect, test } from "vitest";
import { getStaleCounts, listStale } from "@/lib/freshness/queries";
import { freshnessParamsSchema, STALE_PER_PAGE, type StaleKind } from "@/lib/freshness/schema";
import { getWaiting } from "@/lib/overview/queries";
import { database } from "@/tests/support/database";
import { createSource, createStackup, createTool, toolId } from "@/tests/support/fixtures";

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

async function checkFacts(slug: string, days: number): Promise<void> {
  const sourceId = await createSource(`Source of ${slug}`, ago(days));
  await database.fact.updateMany({ where: { tool: { slug } }, data: { sourceId } });
}

beforeAll(async () => {
  for (const slug of ["old", "older", "young", "removed"]) {
    await createTool({ slug, facts: { licence: "MIT" } });
  }
  await checkFacts("old", 400);
  await checkFacts("older", 900);
  await checkFacts("young", 20);
  await checkFacts("removed", 900);
  await database.tool.update({ where: { slug: "removed" }, data: { removedAt: new Date() } });
  const sync = async (slug: string, observed: object, goneAt: Date | null = null) =>
    database.syncTarget.create({
      data: { toolId: await toolId(slug), source: "github", key: slug, observed: { ...observed }, goneAt },
    });
  await sync("old", { archived: true, pushedAt: `${ago(20)}T10:00:00Z` });
  await sync("older", { archived: false, pushedAt: `${ago(800)}T10:00:00Z` });
  await sync("young", { archived: false, pushedAt: `${ago(600)}T10:00:00Z` });
  await createTool({ slug: "ended", lifecycle: { state: "archived", since: "2020" } });
  await sync("ended", { archived: true, movedTo: "elsewhere/ended" });
  await createTool({ slug: "gone" });
  await sync("gone", {}, new Date());
  const { url } = await database.source.findFirstOrThrow({ where: { title: "Source of old" } });
  await database.linkCheck.create({ data: { url, status: 404, deadSince: new Date() } });
  const docs = "https://example.org/docs";
  for (const slug of ["old", "removed"])
    await database.toolLink.create({ data: { toolId: await toolId(slug), position: 0, label: "Docs", url: docs } });
  await database.linkCheck.create({ data: { url: docs, status: 410, deadSince: new Date() } });
  await database.linkCheck.create({ data: { url: "https://example.org/unused", status: 404, deadSince: new Date() } });
  await createStackup({ tools: ["old", "young"] });
  await createStackup({ tools: ["ended", "young"] });
  const stale = await createSource("Old claim", ago(500));
  await database.claimCell.updateMany({
    where: { claim: { stackup: { slug: "old-vs-young" } } },
    data: { sourceId: stale },
  });
  const fresh = await createSource("New claim", ago(5));
  await database.claimCell.updateMany({
    where: { claim: { stackup: { slug: "ended-vs-young" } } },
    data: { sourceId: fresh },
  });
  await database.dataset.create({ data: { key: "cncf", name: "CNCF", url: "https://example.org", licence: "CC0" } });
  for (const [field, vanishedAt] of [
    ["tagline", new Date()],
    ["licence", null],
  ] as const)
    await database.importedValue.create({
      data: { toolId: await toolId("old"), datasetKey: "cncf", field, value: "x", version: "1", vanishedAt },
    });
});

describe("the freshness board", () => {
  test.each<[StaleKind, string[]]>([
    ["facts", ["Older: licence", "Old: licence"]],
    [
      "lifecycle",
      [
        "Gone: said to be active, but its repository is gone",
        "Old: said to be active, but its repository is archived",
        `Older: said to be active, but nothing was pushed since ${ago(800)}`,
      ],
    ],
    ["moved", ["Ended: its repository is elsewhere/ended now"]],
    ["links", ["Old: link does not answer: 410", "Old: source does not answer: 404"]],
    ["stackups", ["old vs young: 2 texts with old sources"]],
    ["vanished", ["Old: tagline is not in CNCF any more"]],
  ])("lists %s", async (kind, lines) => {
    const { rows, next } = await listStale(kind, null);
    expect(rows.map(({ name, what }) => `${name}: ${what}`)).toEqual(lines);
    expect(next).toBeNull();
    expect((await getStaleCounts())[kind]).toBe(lines.length);
    for (const row of rows) expect(row.path).toMatch(/^\/admin\/(?:tools|stackups)\/[a-z-]+\/edit$/);
  });

  test("is told in the overview", async () => {
    expect(await getWaiting()).toMatchObject({ stale: 2, statements: 0, reports: 0, failing: 0 });
  });

  test("comes in pages that leave nothing out and repeat nothing", async () => {
    const count = STALE_PER_PAGE + 4;
    for (let nr = 0; nr < count; nr++) {
      await createTool({ slug: `bulk-${nr}`, facts: { licence: "MIT" } });
      await checkFacts(`bulk-${nr}`, 1000 + (nr % 3));
    }
    const first = await listStale("facts", null);
    const second = await listStale("facts", freshnessParamsSchema.parse({ after: first.next }).after);
    const names = [...first.rows, ...second.rows].map((row) => row.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(count + 2);
    expect(second.next).toBeNull();
  });

  test.each([{ list: "x", after: "y" }, { list: ["facts"], after: ["~"] }, {}])("begins with %j", (query) => {
    expect(freshnessParamsSchema.parse(query)).toEqual({ list: "facts", after: null });
  });
});

test("a job counts as failing by its last run", async () => {
  const run = (job: string, status: "done" | "failed", startedAt: string) =>
    database.jobRun.create({ data: { job, status, startedAt: new Date(startedAt) } });
  await run("sync", "failed", "2026-01-01");
  await run("sync", "done", "2026-01-02");
  await run("export", "done", "2026-01-01");
  await run("export", "failed", "2026-01-02");
  expect((await getWaiting()).failing).toBe(1);
});
