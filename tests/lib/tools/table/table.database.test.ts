import { beforeAll, describe, expect, test } from "vitest";
import { listTableChoices, listTableRows } from "@/lib/tools/table/queries";
import { tablePath } from "@/lib/tools/table/rules";
import { ROWS_PER_PAGE, tableParamsSchema, tableSorts } from "@/lib/tools/table/schema";
import { database } from "@/tests/support/database";
import { createStatement, createTool, createVoter } from "@/tests/support/fixtures";
import { recordQueries } from "@/tests/support/record-queries";

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

beforeAll(async () => {
  await createTool({
    slug: "apache-mesos",
    name: "Apache Mesos",
    aliases: ["mesos"],
    votes: 31,
    stars: 5000,
    checkedOn: ago(400),
    logo: { set: "logos", icon: "mesos" },
    facts: { licence: "Apache-2.0" },
  });
  await createTool({
    slug: "rkt",
    name: "rkt",
    votes: 2,
    checkedOn: ago(3),
    place: "layer-a/category-b/function-b",
    lifecycle: { state: "archived", since: "2020" },
  });
  await createTool({
    slug: "nomad",
    name: "Nomad",
    votes: 2,
    stars: 9,
    checkedOn: ago(200),
    links: [{ label: "Site", url: "https://example.org" }],
  });
  await createTool({ slug: "gone", name: "Gone" });
  await database.tool.update({ where: { slug: "gone" }, data: { removedAt: new Date() } });
  await createTool({ slug: "merged-5", name: "Merged" });
  await database.tool.update({
    where: { slug: "merged-5" },
    data: { removedAt: new Date(), mergedInto: { connect: { slug: "nomad" } } },
  });
  const id = await createStatement({ tool: "rkt", text: "Small" });
  await database.statement.update({ where: { id }, data: { status: "waiting" } });
  const memberId = await createVoter(1);
  await database.suggestion.create({
    data: { memberId, subject: "tool", subjectKey: "nomad", base: 1, content: {}, reason: "better" },
  });
  await database.dataset.create({ data: { key: "cncf", name: "CNCF", url: "https://example.org", licence: "CC0" } });
  const tool = { connect: { slug: "nomad" } };
  await database.externalId.create({ data: { dataset: { connect: { key: "cncf" } }, externalId: "nomad", tool } });
});

const find = async (query: object) => (await listTableRows(tableParamsSchema.parse(query))).rows.map((row) => row.slug);

describe("the table of tools", () => {
  test.each([
    ["all that is on the site, by name", {}, ["apache-mesos", "nomad", "rkt"]],
    ["a part of a name", { q: "MES" }, ["apache-mesos"]],
    ["a part of an alias", { q: "meso" }, ["apache-mesos"]],
    ["nothing by a wildcard", { q: "%" }, []],
    ["a place in the tree", { place: "layer-a/category-b" }, ["rkt"]],
    ["a lifecycle", { state: "archived" }, ["rkt"]],
    ["who lacks a fact", { lacks: "licence" }, ["nomad", "rkt"]],
    ["who lacks a logo", { lacks: "logo" }, ["nomad", "rkt"]],
    ["who lacks links", { lacks: "links" }, ["apache-mesos", "rkt"]],
    ["who was not checked for a time", { unchecked: "100" }, ["apache-mesos", "nomad"]],
    ["where a statement waits", { waiting: "statements" }, ["rkt"]],
    ["where a suggestion waits", { waiting: "suggestions" }, ["nomad"]],
    ["where anything waits", { waiting: "any" }, ["nomad", "rkt"]],
    ["what was taken off", { site: "removed" }, ["gone"]],
    ["both", { site: "all" }, ["apache-mesos", "gone", "nomad", "rkt"]],
    ["a data set", { origin: "cncf" }, ["nomad"]],
    ["several at once", { lacks: "logo", waiting: "any", state: "active" }, ["nomad"]],
    [
      "what is no filter",
      { state: "nonsense", sort: ["votes"], unchecked: "x", after: "-1" },
      ["apache-mesos", "rkt", "nomad"].sort((a, b) =>
        a === "apache-mesos" ? -1 : b === "apache-mesos" ? 1 : a < b ? 1 : -1,
      ),
    ],
  ])("finds %s", async (_, query, slugs) => {
    expect(await find(query)).toEqual(slugs);
  });

  test.each([
    ["votes", ["apache-mesos", "rkt", "nomad"]],
    ["stars", ["apache-mesos", "nomad", "rkt"]],
    ["checked", ["rkt", "nomad", "apache-mesos"]],
    ["oldest", ["apache-mesos", "nomad", "rkt"]],
    ["facts", ["rkt", "nomad", "apache-mesos"]],
  ])("orders by %s", async (sort, slugs) => {
    expect(await find({ sort })).toEqual(slugs);
  });

  test("tells of each what it has", async () => {
    const [row] = (await listTableRows(tableParamsSchema.parse({ q: "nomad" }))).rows;
    expect(row).toMatchObject({ facts: [], hasLogo: false, waiting: 1, origins: ["cncf"], stars: 9, isRemoved: false });
  });

  test("takes two queries", async () => {
    const { queries } = await recordQueries(() =>
      listTableRows(tableParamsSchema.parse({ waiting: "any", sort: "facts" })),
    );
    expect(queries).toHaveLength(2);
  });

  test("offers the tree and the data sets", async () => {
    const { places, origins } = await listTableChoices();
    expect(places.map((place) => place.path)).toContain("layer-a/category-b/function-b");
    expect(places.map((place) => place.depth)).toEqual([...places.map((place) => place.path.split("/").length - 1)]);
    expect(origins).toEqual([{ key: "cncf", name: "CNCF" }]);
  });
});

test.each(tableSorts)("pages by %s leave nothing out and repeat nothing, whatever is equal", async (sort) => {
  const count = ROWS_PER_PAGE + 7;
  const slugs = Array.from({ length: count }, (_, nr) => `bulk-${nr}`);
  if ((await database.tool.count({ where: { slug: { startsWith: "bulk-" } } })) === 0)
    for (const [nr, slug] of slugs.entries())
      await createTool({ slug, votes: nr % 3, stars: nr % 2 === 0 ? nr % 5 : null });
  const params = tableParamsSchema.parse({ q: "bulk-", sort });
  const first = await listTableRows(params);
  const second = await listTableRows({ ...params, after: first.next });
  expect(first.total).toBe(count);
  expect(second.next).toBeNull();
  expect([...first.rows, ...second.rows].map((row) => row.slug).sort()).toEqual([...slugs].sort());
});

test("the state of the table is its address, without what is as it begins", () => {
  const params = tableParamsSchema.parse({ q: "a b", unchecked: "90", sort: "votes", after: "7" });
  expect(tablePath(params)).toBe("/admin/tools?q=a+b&unchecked=90&sort=votes");
  expect(tablePath(params, { sort: "name", q: "" })).toBe("/admin/tools?unchecked=90");
  expect(tablePath(params, { after: 9 })).toBe("/admin/tools?q=a+b&unchecked=90&sort=votes&after=9");
  expect(tablePath(tableParamsSchema.parse({}))).toBe("/admin/tools");
});
