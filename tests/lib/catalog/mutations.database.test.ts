import { beforeEach, describe, expect, test } from "vitest";
import { loadCatalog } from "@/lib/catalog/mutations";
import { checkCatalog } from "@/lib/catalog/rules";
import type { ToolFile } from "@/lib/catalog/schema";
import { changeCategory } from "@/lib/categories/mutations";
import { listCategories } from "@/lib/categories/queries";
import type { CategoryChange } from "@/lib/categories/schema";
import { listStarReadings } from "@/lib/figures/queries";
import { mergeTools } from "@/lib/merges/mutations";
import { stackupDocumentSchema } from "@/lib/stackups/documents/schema";
import { getWrittenStackup } from "@/lib/stackups/queries";
import { listStatements } from "@/lib/statements/queries";
import { renameTool } from "@/lib/tools/addresses/mutations";
import { findSlug, getTool } from "@/lib/tools/queries";
import { type CatalogFixture, createCatalog, stackupFile, toolFile } from "@/tests/support/catalog-fixtures";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTool, createVoter } from "@/tests/support/fixtures";

beforeEach(emptyDatabase);

/** Loads a catalog that the checks across files let pass, as the real one must. */
function load(fixture: CatalogFixture) {
  const catalog = createCatalog(fixture);
  expect(checkCatalog(catalog)).toEqual([]);
  return loadCatalog(database, catalog);
}

type Row = Record<string, unknown>;

/** Every row of every table by the table's name, with the transaction that wrote it. */
async function readAll(): Promise<Map<string, Row[]>> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`;
  const rows = new Map<string, Row[]>();
  for (const { name } of tables) {
    const found = await database.$queryRawUnsafe<{ row: Row }[]>(
      `SELECT to_jsonb(t) || jsonb_build_object('written_by', t.xmin::text) AS row FROM "${name}" t ORDER BY 1`,
    );
    rows.set(
      name,
      found.map(({ row }) => row),
    );
  }
  return rows;
}

/** The tables in which rows came, went or changed, with those rows; who wrote them does not count. */
function changesBetween(before: Map<string, Row[]>, after: Map<string, Row[]>): Record<string, Row[]> {
  const textOf = ({ written_by: _, ...row }: Row) => JSON.stringify(row);
  const changes = [...after].map(([table, rows]): [string, Row[]] => {
    const old = new Set((before.get(table) ?? []).map(textOf));
    const fresh = new Set(rows.map(textOf));
    return [
      table,
      [
        ...rows.filter((row) => !old.has(textOf(row))),
        ...(before.get(table) ?? []).filter((row) => !fresh.has(textOf(row))),
      ],
    ];
  });
  return Object.fromEntries(changes.filter(([, rows]) => rows.length > 0));
}

const page = { url: "https://example.org/page", title: "A page", checked: "2026-01-15" };
const votes = (text: string, count: number) => ({ text, votes: count });

const FULL: CatalogFixture = {
  tools: [
    toolFile("tool-a", {
      name: "Tool A",
      aliases: ["old-a"],
      lifecycle: {
        state: "archived",
        since: "2020-02-24",
        note: "It was archived.",
        successors: ["tool-c", "tool-b"],
        source: "page",
      },
      sources: {
        page,
        docs: { url: "https://example.org/docs", title: "The docs", checked: "2026-03-01" },
      },
      facts: {
        licence: { value: "Apache-2.0", source: "docs" },
        "first-release": { value: 2012, source: "page" },
      },
      features: [
        { name: "Zones", value: "Three", source: "docs" },
        { name: "Auth", value: "Tokens", source: "page" },
      ],
      links: [{ label: "Docs", url: "https://example.org/docs" }],
      pros: [votes("Easy scaling", 21), votes("Web UI", 6), "Small"],
      cons: [votes("Hard to find", 4)],
      integrations: ["tool-b"],
      alternatives: {
        pinned: [{ slug: "tool-b", reason: "The nearest one" }],
        excluded: [{ slug: "tool-c", reason: "Something else" }],
      },
    }),
    toolFile("tool-b", {
      integrations: ["tool-a"],
      lifecycle: { state: "feature-complete", note: "Done as planned.", source: "page" },
    }),
    toolFile("tool-c", { function: "function-b", integrations: ["tool-b"] }),
  ],
  stackups: [stackupFile(["tool-a", "tool-b"]), stackupFile(["tool-b", "tool-c"])],
  logos: { "tool-a": { set: "logos", icon: "docker-icon" } },
  figures: {
    figures: [
      { tool: "tool-a", metric: "stacks", value: 306, asOf: "2025", source: "elsewhere" },
      { tool: "tool-a", metric: "stars", value: 5300, asOf: "2025", source: "elsewhere" },
    ],
  },
  stars: [
    { slug: "tool-a", repository: "a/a", date: "2026-01-01", stars: 5400, forks: 1700 },
    { slug: "tool-a", repository: "a/a", date: "2026-02-01", stars: 5390, forks: 1701 },
    { slug: "tool-b", repository: "b/b", date: "2026-02-01", stars: 10, forks: 1 },
  ],
};

/** The full catalog with some of its tools' files replaced. */
function withTools(...changed: ToolFile[]): CatalogFixture {
  const tools = (FULL.tools ?? []).map((tool) => changed.find((other) => other.slug === tool.slug) ?? tool);
  return { ...FULL, tools: [...tools, ...changed.filter((tool) => !tools.includes(tool))] };
}

function fileOf(slug: string, given: Partial<ToolFile>): ToolFile {
  const file = (FULL.tools ?? []).find((tool) => tool.slug === slug);
  if (!file) throw new Error(`no tool ${slug} in the fixture`);
  return { ...file, ...given };
}

describe("the first load", () => {
  test("brings every file and says how many", async () => {
    expect(await load(FULL)).toEqual({ loaded: 10, unchanged: 0, kept: [] });
    const tool = await getTool("tool-a");
    expect(tool).toMatchObject({
      name: "Tool A",
      aliases: ["old-a"],
      votes: 27,
      stars: 5390,
      layer: { path: "layer-a" },
      function: { name: "Function A", path: "layer-a/category-a/function-a" },
      logo: { set: "logos", icon: "docker-icon" },
      lifecycle: {
        state: "archived",
        since: "2020-02-24",
        note: "It was archived.",
        source: { title: "A page" },
        successors: [{ slug: "tool-c" }, { slug: "tool-b" }],
      },
      facts: [
        { key: "licence", value: "Apache-2.0", source: { title: "The docs", checkedOn: "2026-03-01" } },
        { key: "first-release", value: "2012", source: { title: "A page" } },
      ],
      features: [
        { name: "Zones", value: "Three" },
        { name: "Auth", value: "Tokens" },
      ],
      links: [{ label: "Docs", url: "https://example.org/docs" }],
      integrations: [{ slug: "tool-b" }],
      figures: {
        stacks: { total: 306, imported: { asOf: "2025", source: { title: "Counted elsewhere" } } },
        followers: { total: null },
        stars: { value: 5390, asOf: "2026-02-01", source: { title: "Ranking" } },
        forks: { value: 1701 },
      },
      checkedOn: "2026-03-01",
    });
    expect((await getTool("tool-b"))?.lifecycle.state).toBe("feature-complete");
    expect((await getTool("tool-b"))?.integrations.map(({ slug }) => slug)).toEqual(["tool-a", "tool-c"]);
    const { pros, cons } = await listStatements("tool-a");
    expect(pros.map(({ text, score, imported }) => [text, score, imported?.value ?? null])).toEqual([
      ["Easy scaling", 21, 21],
      ["Web UI", 6, 6],
      ["Small", 0, null],
    ]);
    expect(cons.map(({ text, score, imported }) => [text, score, imported?.source.title])).toEqual([
      ["Hard to find", 4, "Counted elsewhere"],
    ]);
    expect((await listStarReadings("tool-a")).readings).toHaveLength(2);
    expect(
      await database.alternativeChoice.findMany({
        orderBy: { position: "asc" },
        select: { decision: true, reason: true },
      }),
    ).toEqual([
      { decision: "pinned", reason: "The nearest one" },
      { decision: "excluded", reason: "Something else" },
    ]);
  });

  test("an integration that both files name is one row", async () => {
    await load(FULL);
    expect(await database.integration.count()).toBe(2);
  });

  test("a source that several files name is one row", async () => {
    await load(FULL);
    expect(await database.source.count({ where: { title: "A page" } })).toBe(1);
  });

  test("a stackup gets its claims, and its text as the first revision", async () => {
    await load(FULL);
    const stackup = await getWrittenStackup("tool-a-vs-tool-b");
    expect(stackup?.claims.map((claim) => claim.topic)).toEqual(["First", "Second", "Third", "Fourth"]);
    expect(stackup?.claims[0]?.cells.map(({ tool, text }) => [tool, text])).toEqual([
      ["tool-a", "First holds for tool-a"],
      ["tool-b", "First holds for tool-b"],
    ]);
    expect(stackup).toMatchObject({ chooseNeither: null, checkedOn: "2026-01-15" });
    const revisions = await database.revision.findMany({
      where: { subject: "stackup" },
      orderBy: { subjectId: "asc" },
    });
    expect(revisions.map(({ number, author, reason }) => ({ number, author, reason }))).toEqual(
      FULL.stackups?.map(() => ({ number: 1, author: "built-in catalog", reason: "Loaded with the catalog" })),
    );
    expect(revisions.map(({ content }) => stackupDocumentSchema.parse(content))).toEqual(
      FULL.stackups?.map(({ tools, summary }) =>
        expect.objectContaining({ tools, summary, claims: expect.objectContaining({ length: 4 }) }),
      ),
    );
  });

  test("hostile text is stored as it stands", async () => {
    const text = `<img src=x onerror="alert(1)"> ' \\ \${a} %s 🦊`;
    await load({ tools: [toolFile("tool-a", { name: text, tagline: text, pros: [text] })] });
    const tool = await getTool("tool-a");
    expect([tool?.name, tool?.tagline]).toEqual([text, text]);
    expect((await listStatements("tool-a")).pros[0]?.text).toBe(text);
  });

  test("two at once load it once", async () => {
    const reports = await Promise.all([load(FULL), load(FULL)]);
    expect(reports.map((report) => report.loaded).sort()).toEqual([0, 10]);
    expect(await database.tool.count()).toBe(3);
  });
});

describe("a load of the same files", () => {
  test("writes nothing at all", async () => {
    await load(FULL);
    const before = await readAll();
    expect(await load(FULL)).toEqual({ loaded: 0, unchanged: 10, kept: [] });
    expect(await readAll()).toEqual(before);
  });

  test("leaves alone what was written here meanwhile", async () => {
    await load(FULL);
    await database.tool.update({ where: { slug: "tool-a" }, data: { tagline: "Changed here" } });
    await database.logo.deleteMany();
    const before = await readAll();
    await load(FULL);
    expect(await readAll()).toEqual(before);
  });
});

describe("a changed tool file", () => {
  test("changes its tool and nothing else", async () => {
    await load(FULL);
    const before = await readAll();
    const changed = fileOf("tool-c", { tagline: "Another line", pros: [{ text: "Quick", votes: 0 }] });
    expect(await load(withTools(changed))).toEqual({ loaded: 1, unchanged: 9, kept: [] });
    const changes = changesBetween(before, await readAll());
    const { id } = await database.tool.findUniqueOrThrow({ where: { slug: "tool-c" } });
    expect(Object.keys(changes)).toEqual([
      "catalog_files",
      "features",
      "revisions",
      "statements",
      "tool_events",
      "tools",
    ]);
    expect(new Set([...(changes.features ?? []), ...(changes.statements ?? [])].map((row) => row.tool_id))).toEqual(
      new Set([id]),
    );
    expect(changes.tools?.map((row) => [row.slug, row.tagline])).toEqual([
      ["tool-c", "Another line"],
      ["tool-c", "A tool for tests"],
    ]);
    expect(new Set(changes.catalog_files?.map((row) => row.path))).toEqual(new Set(["tools/tool-c.yaml"]));
  });

  test("replaces facts, features, links, successors and choices", async () => {
    await load(FULL);
    await load(
      withTools(
        fileOf("tool-a", {
          lifecycle: { state: "active", successors: [], source: "page" },
          facts: { language: { value: "Go", source: "docs" } },
          features: [{ name: "Auth", value: "None", source: "page" }],
          links: [],
          alternatives: { pinned: [{ slug: "tool-c", reason: "Now the nearest" }], excluded: [] },
        }),
      ),
    );
    expect(await getTool("tool-a")).toMatchObject({
      lifecycle: { state: "active", since: null, note: null, successors: [] },
      facts: [{ key: "language", value: "Go" }],
      features: [{ name: "Auth", value: "None" }],
      links: [],
    });
    expect(await database.alternativeChoice.findMany({ select: { reason: true } })).toEqual([
      { reason: "Now the nearest" },
    ]);
  });

  test("an integration goes when no file names it any more", async () => {
    await load(FULL);
    await load(withTools(fileOf("tool-a", { integrations: [] })));
    expect((await getTool("tool-a"))?.integrations).toHaveLength(1);
    await load(withTools(fileOf("tool-a", { integrations: [] }), fileOf("tool-b", { integrations: [] })));
    expect((await getTool("tool-a"))?.integrations).toEqual([]);
    expect((await getTool("tool-b"))?.integrations.map(({ slug }) => slug)).toEqual(["tool-c"]);
  });

  test("an alias that left the file still leads to the tool, until another file takes it over", async () => {
    await load(FULL);
    await load(withTools(fileOf("tool-a", { aliases: [] })));
    expect(await findSlug("old-a")).toBe("tool-a");
    await load(withTools(fileOf("tool-a", { aliases: [] }), fileOf("tool-b", { aliases: ["old-a"] })));
    expect(await findSlug("old-a")).toBe("tool-b");
    expect(await findSlug("tool-a")).toBe("tool-a");
  });

  test("a new tool stands beside the others", async () => {
    await load(FULL);
    expect(await load(withTools(toolFile("tool-d", { integrations: ["tool-a"] })))).toMatchObject({ loaded: 1 });
    expect((await getTool("tool-d"))?.integrations.map(({ slug }) => slug)).toEqual(["tool-a"]);
  });
});

describe("statements", () => {
  const withPros = (...pros: { text: string; votes: number }[]) => withTools(fileOf("tool-a", { pros }));
  const prosOf = async (slug: string) =>
    (await listStatements(slug)).pros.map(({ text, score, imported }) => `${text} ${score}/${imported?.value ?? 0}`);

  async function vote(text: string): Promise<void> {
    const { id } = await database.statement.findFirstOrThrow({ where: { text } });
    await database.vote.create({ data: { statementId: id, memberId: await createVoter(0) } });
  }

  test("one that left the file goes", async () => {
    await load(FULL);
    await load(withPros(votes("Easy scaling", 21), votes("Web UI", 6)));
    expect(await prosOf("tool-a")).toEqual(["Easy scaling 21/21", "Web UI 6/6"]);
  });

  test("one that left the file stays when members voted for it, and keeps their votes", async () => {
    await load(FULL);
    await vote("Small");
    await load(withPros(votes("Web UI", 6)));
    expect(await prosOf("tool-a")).toEqual(["Easy scaling 21/21", "Web UI 6/6", "Small 1/0"]);
    expect((await getTool("tool-a"))?.votes).toBe(28);
  });

  test("one that left the file stays when an editor changed it", async () => {
    await load(FULL);
    await database.statement.updateMany({ where: { text: "Small" }, data: { editedAt: new Date() } });
    await load(withPros());
    expect(await prosOf("tool-a")).toContain("Small 0/0");
  });

  test("corrected votes and letters reach the statement, and the votes given here are kept", async () => {
    await load(FULL);
    await vote("Easy scaling");
    await load(withPros(votes("EASY scaling", 30), votes("Web UI", 0), votes("Small", 2)));
    expect(await prosOf("tool-a")).toEqual(["EASY scaling 31/30", "Small 2/2", "Web UI 0/0"]);
    expect((await getTool("tool-a"))?.votes).toBe(33);
    expect(await database.vote.count()).toBe(1);
  });

  test("one that an editor changed is left as it is", async () => {
    await load(FULL);
    await database.statement.updateMany({
      where: { text: "Web UI" },
      data: { text: "WEB UI", importedVotes: 5, score: 5, editedAt: new Date() },
    });
    await load(withPros(votes("Web UI", 9), votes("Easy scaling", 21)));
    expect(await prosOf("tool-a")).toEqual(["Easy scaling 21/21", "WEB UI 5/5"]);
  });
});

describe("what an editor changed here", () => {
  const edit = (slug: string) =>
    database.tool.update({ where: { slug }, data: { editedAt: new Date(), tagline: "As the editor wrote it" } });

  test("a tool is left alone, and its file is reported once", async () => {
    await load(FULL);
    await edit("tool-a");
    const before = await readAll();
    const changed = withTools(
      fileOf("tool-a", { tagline: "A line of the catalog", pros: [], features: [], aliases: ["new-a"] }),
    );
    expect(await load(changed)).toEqual({ loaded: 0, unchanged: 9, kept: ["tools/tool-a.yaml"] });
    expect(Object.keys(changesBetween(before, await readAll()))).toEqual(["catalog_files"]);
    expect(await load(changed)).toEqual({ loaded: 0, unchanged: 10, kept: [] });
  });

  test("a tool keeps the logo and the integrations that the editor left it, whatever changes around it", async () => {
    await load(FULL);
    await edit("tool-a");
    await database.logo.deleteMany();
    await database.integration.deleteMany({ where: { first: { slug: "tool-a" } } });
    await load({
      ...withTools(fileOf("tool-b", { tagline: "Another line" })),
      logos: { "tool-a": { set: "logos", icon: "react" }, "tool-b": { set: "logos", icon: "react" } },
    });
    expect(await getTool("tool-a")).toMatchObject({ logo: null, integrations: [] });
    expect(await getTool("tool-b")).toMatchObject({
      tagline: "Another line",
      logo: { icon: "react" },
      integrations: [{ slug: "tool-c" }],
    });
  });

  test("an alias that the editor gave a tool is not taken over by another file", async () => {
    await load(FULL);
    await edit("tool-a");
    await load(withTools(fileOf("tool-b", { aliases: ["other"] }), fileOf("tool-a", { aliases: [] })));
    await database.toolSlug.create({ data: { slug: "mine", tool: { connect: { slug: "tool-a" } } } });
    await load(withTools(fileOf("tool-b", { aliases: ["mine"] }), fileOf("tool-a", { aliases: [] })));
    expect(await findSlug("mine")).toBe("tool-a");
  });

  test("a stackup is left alone, and its file is reported once", async () => {
    await load(FULL);
    await database.stackup.update({
      where: { slug: "tool-a-vs-tool-b" },
      data: { editedAt: new Date(), summary: "As the editor wrote it." },
    });
    const before = await readAll();
    const summary = "A summary that is new in the catalog, and long enough.";
    const changed = {
      ...FULL,
      stackups: [stackupFile(["tool-a", "tool-b"], { summary }), stackupFile(["tool-b", "tool-c"])],
    };
    expect(await load(changed)).toEqual({
      loaded: 0,
      unchanged: 9,
      kept: ["stackups/tool-a-vs-tool-b.yaml"],
    });
    expect(Object.keys(changesBetween(before, await readAll()))).toEqual(["catalog_files"]);
    expect(await load(changed)).toMatchObject({ kept: [] });
  });

  test("a tool that the catalog does not have is left alone", async () => {
    await load(FULL);
    await createTool({ slug: "own", place: "layer-a/category-a/own-function", logo: { set: "logos", icon: "react" } });
    const before = await getTool("own");
    await load(withTools(fileOf("tool-a", { tagline: "Another line" })));
    await load(withTools(fileOf("tool-a", { tagline: "And yet another" })));
    expect(await getTool("own")).toEqual(before);
  });
});

describe("a changed stackup file", () => {
  test("replaces its claims and adds a revision; other stackups are not touched", async () => {
    await load(FULL);
    const before = await readAll();
    const next = stackupFile(["tool-b", "tool-c"], {
      summary: "A summary that is new in the catalog, and long enough.",
      choose: { "tool-b": "you want tool-b", "tool-c": "you want tool-c", neither: "you want none of both" },
    });
    next.claims.reverse();
    expect(await load({ ...FULL, stackups: [stackupFile(["tool-a", "tool-b"]), next] })).toMatchObject({ loaded: 1 });
    const stackup = await getWrittenStackup("tool-b-vs-tool-c");
    expect(stackup?.claims.map((claim) => claim.topic)).toEqual(["Fourth", "Third", "Second", "First"]);
    expect(stackup?.chooseNeither).toBe("you want none of both");
    const changes = changesBetween(before, await readAll());
    const { id } = await database.stackup.findUniqueOrThrow({ where: { slug: "tool-b-vs-tool-c" } });
    expect(Object.keys(changes)).toEqual(["catalog_files", "claim_cells", "claims", "revisions", "stackups"]);
    for (const table of ["claim_cells", "claims"])
      expect(new Set(changes[table]?.map((row) => row.stackup_id))).toEqual(new Set([id]));
    expect(changes.revisions).toMatchObject([
      { subject: "stackup", subject_id: id, number: 2, reason: "A newer version of the catalog was loaded" },
    ]);
  });
});

describe("the category tree", () => {
  const tree = (...places: [layer: string, category: string, functions: string[]][]) =>
    places.map(([layer, category, functions]) => ({
      slug: layer,
      name: layer,
      categories: [{ slug: category, name: category, functions: functions.map((slug) => ({ slug, name: slug })) }],
    }));
  const paths = async () => {
    const walk = (nodes: Awaited<ReturnType<typeof listCategories>>): string[] =>
      nodes.flatMap((node) => (node.children.length > 0 ? walk(node.children) : [`${node.path} ${node.tools}`]));
    return walk(await listCategories());
  };

  test("takes the order and the names of the file", async () => {
    await load({ categories: tree(["layer-a", "category-a", ["f1", "f2", "f3"]]) });
    const changed = tree(["layer-a", "category-a", ["f3", "f1", "f4", "f2"]]);
    const [first] = changed[0]?.categories[0]?.functions ?? [];
    if (first) first.name = "New name";
    await load({ categories: changed });
    expect(await paths()).toEqual(["f3", "f1", "f4", "f2"].map((slug) => `layer-a/category-a/${slug} 0`));
    expect((await listCategories())[0]?.children[0]?.children[0]?.name).toBe("New name");
  });

  test("a function that moves takes its tools along, though their files did not change", async () => {
    const tools = [toolFile("tool-a", { function: "f1" }), toolFile("tool-b", { function: "f2" })];
    await load({ tools, categories: tree(["layer-a", "category-a", ["f1", "f2"]], ["layer-b", "category-b", ["f3"]]) });
    await load({ tools, categories: tree(["layer-a", "category-a", ["f2"]], ["layer-b", "category-b", ["f3", "f1"]]) });
    expect(await paths()).toEqual(["layer-a/category-a/f2 1", "layer-b/category-b/f3 0", "layer-b/category-b/f1 1"]);
    expect((await getTool("tool-a"))?.layer.path).toBe("layer-b");
  });

  test("places that are not in the file stay, behind those of the file, however often it is loaded", async () => {
    await load({ categories: tree(["layer-a", "category-a", ["f1", "f2"]]) });
    await createTool({ slug: "own-tool", place: "layer-a/category-a/own" });
    await createTool({ slug: "other-tool", place: "layer-a/category-a/other" });
    for (const functions of [
      ["f2", "f1"],
      ["f1", "f2", "f3"],
      ["f3", "f4", "f2", "f1"],
    ]) {
      await load({ categories: tree(["layer-a", "category-a", functions]) });
      expect(await paths()).toEqual([
        ...functions.map((slug) => `layer-a/category-a/${slug} 0`),
        "layer-a/category-a/own 1",
        "layer-a/category-a/other 1",
      ]);
    }
  });

  test("what editors renamed, moved or merged stays as they made it, and takes what the files add", async () => {
    const tools = ["f1", "f2", "f3"].map((place) => toolFile(`tool-${place}`, { function: place }));
    const files = tree(["layer-a", "category-a", ["f1", "f2", "f3"]], ["layer-b", "category-b", ["f4"]]);
    await load({ tools, categories: files });
    const asEditor = { author: { id: null, name: "anna" }, reason: "Because" };
    const edit = (change: CategoryChange) => changeCategory(database, change, asEditor);
    await edit({ do: "rename", path: "layer-a/category-a", name: "Renamed", slug: "renamed" });
    await edit({ do: "move", path: "layer-a/renamed/f1", to: "layer-b/category-b" });
    await edit({ do: "merge", path: "layer-a/renamed/f2", to: "layer-a/renamed/f3" });
    const edited = ["layer-a/renamed/f3 2", "layer-b/category-b/f4 0", "layer-b/category-b/f1 1"];
    expect(await paths()).toEqual(edited);
    // Once with the same files but for a text, once with a new function and another order.
    await load({ tools: tools.map((tool) => ({ ...tool, tagline: "Another tagline" })), categories: files });
    expect(await paths()).toEqual(edited);
    const newer = tree(["layer-a", "category-a", ["f5", "f3", "f2", "f1"]], ["layer-b", "category-b", ["f4"]]);
    await load({ tools, categories: newer });
    expect((await paths()).sort()).toEqual([...edited, "layer-a/renamed/f5 0"].sort());
    expect((await getTool("tool-f2"))?.function.path).toBe("layer-a/renamed/f3");
    expect((await listCategories())[0]?.children[0]?.name).toBe("Renamed");
  });
});

describe("figures", () => {
  const stacks = (value: number) => ({
    tool: "tool-a",
    metric: "stacks" as const,
    value,
    asOf: "2025",
    source: "elsewhere",
  });
  const sources = (checked: string) => ({
    elsewhere: { url: "https://example.org/elsewhere", title: "Counted elsewhere", checked },
    "github-ranking": { url: "https://example.org/ranking", title: "Ranking", checked },
  });

  test("corrected ones replace the old, and those that left the file go", async () => {
    await load(FULL);
    await load({ ...FULL, figures: { figures: [stacks(307)] } });
    const tool = await getTool("tool-a");
    expect(tool?.figures.stacks.total).toBe(307);
    expect(await database.figure.count({ where: { asOf: "2025" } })).toBe(1);
  });

  test("corrected ones replace the old also when their source was checked anew", async () => {
    await load(FULL);
    await load({ ...FULL, figures: { sources: sources("2026-05-05"), figures: [stacks(308)] } });
    expect((await getTool("tool-a"))?.figures.stacks).toMatchObject({
      total: 308,
      imported: { source: { checkedOn: "2026-05-05" } },
    });
    expect(await database.figure.count({ where: { asOf: "2025" } })).toBe(1);
  });

  test("new readings of stars move the number that lists sort by", async () => {
    await load(FULL);
    const stars = [
      ...(FULL.stars ?? []),
      { slug: "tool-a", repository: "a/a", date: "2026-03-01", stars: 6000, forks: 1 },
    ];
    await load({ ...FULL, stars });
    expect((await getTool("tool-a"))?.stars).toBe(6000);
    await load({ ...FULL, stars: [] });
    expect((await getTool("tool-a"))?.stars).toBe(5300);
    await load({ ...FULL, stars: [], figures: { figures: [] } });
    expect((await getTool("tool-a"))?.stars).toBeNull();
  });

  test("those of other sources are left alone", async () => {
    await load(FULL);
    await createTool({
      slug: "own",
      figures: [{ metric: "stars", role: "snapshot", value: 77, asOf: "2026-01-01", source: "Own snapshot" }],
    });
    await load({ ...FULL, stars: [] });
    expect((await listStarReadings("own")).readings).toEqual([{ on: "2026-01-01", value: 77 }]);
  });
});

describe("a failure half-way", () => {
  const broken = stackupFile(["tool-b", "tool-c"]);
  for (const claim of broken.claims.slice(-1)) claim.holds["tool-c"] = { text: "Holds for tool-c", source: "nowhere" };

  test("leaves an empty database empty", async () => {
    const before = await readAll();
    const catalog = createCatalog({ ...FULL, stackups: [stackupFile(["tool-a", "tool-b"]), broken] });
    await expect(loadCatalog(database, catalog)).rejects.toThrow("a source is missing");
    expect(await readAll()).toEqual(before);
  });

  test("leaves a loaded catalog as it was, and a sound one can be loaded after it", async () => {
    await load(FULL);
    const before = await readAll();
    const changed = withTools(fileOf("tool-a", { tagline: "Another line", pros: [] }));
    await expect(loadCatalog(database, createCatalog({ ...changed, stackups: [broken] }))).rejects.toThrow();
    expect(await readAll()).toEqual(before);
    expect(await load(changed)).toMatchObject({ loaded: 1 });
    expect((await getTool("tool-a"))?.tagline).toBe("Another line");
  });
});

describe("a newer catalog, after an editor", () => {
  const author = { id: null, name: "anna" };
  const reason = "a better name";
  const star = (slug: string, stars: number) => ({
    slug,
    repository: `${slug}/${slug}`,
    date: "2026-01-01",
    stars,
    forks: 1,
  });
  const fixture = (text: string): CatalogFixture => ({
    tools: [
      toolFile("alpha", { kind: text, integrations: ["beta"] }),
      toolFile("beta", { kind: text }),
      toolFile("gamma", {
        kind: text,
        alternatives: {
          pinned: [
            { slug: "alpha", reason: "it is near" },
            { slug: "beta", reason: "it is near" },
          ],
          excluded: [],
        },
      }),
    ],
    stackups: [stackupFile(["alpha", "gamma"], { summary: `A summary of the ${text} that sets both tools apart.` })],
    stars: [star("alpha", 10), star("beta", text.length)],
  });
  const toolSlugs = async () => (await database.tool.findMany({ orderBy: { id: "asc" } })).map((tool) => tool.slug);

  test("renamed a tool, leaves it and its stackups under their new names", async () => {
    await load(fixture("old kind"));
    await renameTool(database, { slug: "alpha", to: "zeta", author, reason });
    const report = await load(fixture("new kind of tool"));
    expect(report.kept).toHaveLength(2);
    expect(await toolSlugs()).toEqual(["zeta", "beta", "gamma"]);
    expect((await getTool("beta"))?.kind).toBe("new kind of tool");
    expect((await database.stackup.findMany()).map((row) => row.slug)).toEqual(["gamma-vs-zeta"]);
    expect((await database.tool.findUniqueOrThrow({ where: { slug: "zeta" } })).stars).toBe(10);
  });

  test("made one of two tools, brings neither back and mixes no figures", async () => {
    await load(fixture("old kind"));
    await mergeTools(database, { winner: "alpha", loser: "beta", author, reason });
    await load(fixture("new kind of tool"));
    expect(await findSlug("beta")).toBe("alpha");
    expect((await database.tool.findUniqueOrThrow({ where: { slug: "alpha" } })).stars).toBe(10);
    expect((await database.tool.findFirstOrThrow({ where: { mergedIntoId: { not: null } } })).stars).toBe(8);
    expect(await database.tool.count()).toBe(3);
    expect(await database.alternativeChoice.count()).toBe(1);
  });
});
