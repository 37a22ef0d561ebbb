import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listCategories } from "@/lib/categories/queries";
import { listStarReadings } from "@/lib/figures/queries";
import { getLogoSprite } from "@/lib/logos/queries";
import { createSprite, MAX_SPRITE } from "@/lib/logos/rules";
import { findToolByName, searchTools } from "@/lib/search/queries";
import {
  getStackup,
  listPopularStackups,
  listRelatedStackups,
  listStackupSlugs,
  listStackups,
  type StackupPage,
} from "@/lib/stackups/queries";
import { listAlternatives } from "@/lib/tools/alternatives/queries";
import { findSlug, findSlugs, getTool, listRecentlyChecked, listToolSlugs, listTools } from "@/lib/tools/queries";
import { toolSorts } from "@/lib/tools/schema";
import { seed } from "@/prisma/seed";
import { database, databaseUrl } from "@/tests/support/database";
import { takeTags } from "@/tests/support/next-cache";
import { recordQueries } from "@/tests/support/record-queries";

// The built-in catalog as it ships, in the database, through every read.

beforeAll(async () => {
  const { loaded, kept } = await seed(databaseUrl);
  expect(loaded).toBeGreaterThan(280);
  expect(kept).toEqual([]);
}, 300_000);
beforeEach(() => {
  takeTags();
});

async function getPage(pair: string): Promise<StackupPage> {
  const page = await getStackup(pair);
  if (!page || "canonical" in page) throw new Error(`${pair} is not a stackup's own slug`);
  return page;
}

describe("the catalog", () => {
  test("loads once: a second run finds every file unchanged and writes no row", async () => {
    const rows = () =>
      database.$queryRaw`
        SELECT (SELECT sum(xmin::text::bigint) FROM tools) AS tools, (SELECT sum(xmin::text::bigint) FROM statements) AS statements,
          (SELECT sum(xmin::text::bigint) FROM figures) AS figures, (SELECT count(*) FROM revisions) AS revisions,
          (SELECT max(loaded_at) FROM catalog_files) AS loaded`;
    const before = await rows();
    const report = await seed(databaseUrl);
    expect(report).toMatchObject({ loaded: 0, kept: [] });
    expect(report.unchanged).toBeGreaterThan(280);
    expect(await rows()).toEqual(before);
  });

  test("has what it promises: tools, functions in four layers, written stackups", async () => {
    const tree = await listCategories();
    expect(tree).toHaveLength(4);
    const functions = tree.flatMap((layer) => layer.children.flatMap((category) => category.children));
    expect(functions.filter((place) => place.tools > 0).length).toBeGreaterThanOrEqual(40);
    expect(tree.reduce((sum, layer) => sum + layer.tools, 0)).toBe(await database.tool.count());
    expect(await database.tool.count()).toBeGreaterThanOrEqual(240);
    expect(await database.stackup.count()).toBeGreaterThanOrEqual(40);
  });

  test("every tool can be read by its slug, by each alias and in capitals", async () => {
    const slugs = await database.toolSlug.findMany({ select: { slug: true, tool: { select: { slug: true } } } });
    const own = slugs.map((row) => row.tool.slug);
    expect(await findSlugs(slugs.map((row) => row.slug))).toEqual(own);
    expect(await findSlugs(slugs.map((row) => row.slug.toUpperCase()))).toEqual(own);
    for (const { slug } of await listToolSlugs()) {
      const tool = await getTool(slug);
      expect(tool?.slug).toBe(slug);
      expect(tool?.features.length, slug).toBeGreaterThan(0);
    }
  });

  test("every tool is found by its name, at the top", async () => {
    const names = await database.tool.findMany({ select: { name: true, slug: true } });
    const missed: string[] = [];
    for (const { name, slug } of names) if ((await findToolByName(name)) !== slug) missed.push(name);
    expect(missed).toEqual([]);
  });
});

describe("Apache Mesos and rkt", () => {
  test("carry the figures and votes of the reference page, with source and date", async () => {
    const { tools, statements } = await getPage("apache-mesos-vs-rkt");
    expect(
      tools.map(({ name, votes, figures }) => [name, votes, figures.stacks.total, figures.followers.total]),
    ).toEqual([
      ["Apache Mesos", 31, 306, 418],
      ["rkt", 10, 29, 112],
    ]);
    expect(tools.map(({ figures }) => figures.stacks.imported?.asOf)).toEqual(["2025", "2025"]);
    expect(statements.map(({ pros }) => pros.map(({ text, score }) => `${text} ${score}`))).toEqual([
      ["Easy scaling 21", "Web UI 6", "Fault-Tolerant 2", "High-Available 1", "Elastic Distributed System 1"],
      ["Security 5", "Robust container portability 3", "Composable containers 2"],
    ]);
    expect(statements.map(({ cons }) => cons.map(({ text, score }) => `${text} ${score}`).slice(0, 2))[0]).toEqual([
      "Depends on Zookeeper 1",
      "Not for long term 1",
    ]);
  });

  test("are both said to have ended, with date, source and successors", async () => {
    const { tools } = await getPage("apache-mesos-vs-rkt");
    expect(tools.map(({ lifecycle }) => lifecycle.state)).toEqual(["retired", "archived"]);
    for (const { lifecycle } of tools) {
      expect(lifecycle.since).toMatch(/^\d{4}/);
      expect(lifecycle.source?.url).toMatch(/^https:/);
      expect(lifecycle.successors.length).toBeGreaterThan(0);
    }
  });

  test("have the ten alternatives of the reference page among theirs", async () => {
    const found = (await getPage("apache-mesos-vs-rkt")).alternatives.map(({ tool }) => tool.slug);
    const ten = "docker lxd nomad lxc dc-os mesosphere vagrant-cloud gardener yarn-hadoop atmosly".split(" ");
    expect(ten.filter((slug) => !found.includes(slug))).toEqual([]);
    expect(found).not.toContain("rkt");
    expect(found).not.toContain("apache-mesos");
  });

  test("have written differences, and related stackups of which one compares three tools", async () => {
    const { written, related } = await getPage("apache-mesos-vs-rkt");
    expect(written?.claims.length).toBeGreaterThanOrEqual(4);
    expect(written?.claims.every((claim) => claim.cells.map(({ tool }) => tool).join() === "apache-mesos,rkt")).toBe(
      true,
    );
    expect(related.length).toBeGreaterThan(0);
    expect(related.map((card) => card.slug)).not.toContain("apache-mesos-vs-rkt");
    const near = await listRelatedStackups("apache-mesos,rkt", 20);
    expect(near.some((card) => card.tools.length === 3)).toBe(true);
  });

  test.each([
    ["rkt-vs-apache-mesos", { canonical: "apache-mesos-vs-rkt" }],
    ["Apache-Mesos-vs-RKT", { canonical: "apache-mesos-vs-rkt" }],
    ["apache-mesos-vs-no-such-tool", null],
    ["rkt-vs-rkt", null],
    ["apache-mesos-vs-docker-vs-kubernetes-vs-nomad-vs-rkt", null],
  ])("getStackup(%s) answers %j", async (pair, answer) => {
    expect(await getStackup(pair)).toEqual(answer);
  });
});

describe("stackups", () => {
  test("each written one can be read whole, in at most 12 SQL queries", async () => {
    for (const { slug } of await listStackupSlugs()) {
      const { result, queries } = await recordQueries(() => getStackup(slug));
      expect(result, slug).toMatchObject({ written: { slug } });
      expect(queries.length, slug).toBeLessThanOrEqual(12);
    }
  });

  test("one that nobody wrote, of tools far apart, takes no more", async () => {
    const { result, queries } = await recordQueries(() => getStackup("apache-mesos-vs-slack"));
    expect(result).toMatchObject({ written: null });
    expect(queries.length).toBeLessThanOrEqual(12);
  });

  test("all are listed once, and the popular ones are among them", async () => {
    const all = (await listStackups()).map((card) => card.slug);
    expect([...all].sort()).toEqual((await listStackupSlugs()).map(({ slug }) => slug).sort());
    const popular = await listPopularStackups(12);
    expect(popular).toHaveLength(12);
    expect(popular.every((card) => all.includes(card.slug))).toBe(true);
  });
});

describe("lists", () => {
  test.each(toolSorts)("the pages by %s cover every tool exactly once", async (sort) => {
    const slugs: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page = await listTools("", sort, after);
      slugs.push(...(page?.tools.map((tool) => tool.slug) ?? []));
      after = page?.next ?? null;
    }
    expect(slugs.length).toBe(await database.tool.count());
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  test("every tool has alternatives, itself not among them", async () => {
    const lonely: string[] = [];
    for (const { slug } of await listToolSlugs()) {
      const found = (await listAlternatives(slug, 18)).map(({ tool }) => tool.slug);
      expect(found).not.toContain(slug);
      if (found.length === 0) lonely.push(slug);
    }
    expect(lonely).toEqual([]);
  });

  test("a page of logos is one drawing", async () => {
    const tools = await listRecentlyChecked(MAX_SPRITE);
    const sprite = createSprite(tools);
    const joined = /^\/logos\/(.*)\.svg$/.exec(sprite?.url ?? "")?.[1] ?? "";
    const svg = await getLogoSprite(joined);
    expect(svg?.match(/<svg y=/g)).toHaveLength(sprite?.size ?? -1);
  });

  test("stars are a series of days with its source", async () => {
    const { readings, sources } = await listStarReadings("kubernetes");
    expect(readings.length).toBeGreaterThan(10);
    expect(readings.map(({ on }) => on)).toEqual(readings.map(({ on }) => on).sort());
    expect(sources.length).toBeGreaterThan(0);
  });
});

describe("search", () => {
  test.each([
    ["mesos", "apache-mesos"],
    ["k8s", "kubernetes"],
    ["kubernets", "kubernetes"],
    ["postgres", "postgresql"],
    ["vs code", "visual-studio-code"],
    ["c++", "c-plus-plus"],
  ])("%s leads to %s", async (text, slug) => {
    expect((await searchTools(text, 5)).map((tool) => tool.slug)[0]).toBe(slug);
  });

  test("an alias leads to its tool", async () => {
    const { slug, tool } = await database.toolSlug.findFirstOrThrow({
      where: { NOT: { slug: { in: (await listToolSlugs()).map((entry) => entry.slug) } } },
      select: { slug: true, tool: { select: { slug: true } } },
    });
    expect(await findSlug(slug)).toBe(tool.slug);
    expect(await findToolByName(slug)).toBe(tool.slug);
  });
});
