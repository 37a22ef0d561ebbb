import { describe, expect, test } from "vitest";
import { type Catalog, checkCatalog } from "@/lib/catalog/rules";
import { stackupFileSchema, type ToolFile, toolFileSchema } from "@/lib/catalog/schema";
import { stackFile } from "@/tests/support/catalog-fixtures";

const source = { url: "https://example.org/readme", title: "README", checked: "2026-01-15" };

function tool(slug: string, change: Partial<ToolFile> = {}): ToolFile {
  const sound = toolFileSchema.parse({
    slug,
    name: slug,
    function: "function-a",
    kind: "sample tool",
    tagline: "A tool that stands in tests",
    description: "word ".repeat(45),
    lifecycle: { state: "active", source: "readme" },
    sources: { readme: source },
    facts: { licence: { value: "MIT", source: "readme" } },
    features: [{ name: "Storage", value: "Rows", source: "readme" }],
    pros: [],
    cons: [],
  });
  return { ...sound, ...change };
}

const cell = { text: "This holds for the tool", source: "readme" };
const stackup = stackupFileSchema.parse({
  tools: ["tool-a", "tool-b"],
  sources: { readme: source },
  claims: ["Storage", "Licence", "Clients", "History"].map((topic) => ({
    topic,
    holds: { "tool-a": cell, "tool-b": cell },
  })),
  summary: "Tool A and Tool B differ in what they store and whom they serve.",
  choose: { "tool-a": "you store rows", "tool-b": "you store columns" },
});

type Parts = {
  tools: ToolFile[];
  stackupFile: string;
  stack: object;
  stackFile: string;
  logos: string[];
  stars: string[];
  figure: object;
  syncKeys: Catalog["syncKeys"]["content"];
};

/** A small sound catalog, with some of its parts replaced. */
function catalog(parts: Partial<Parts> = {}): Catalog {
  const entry = <Content>(file: string, content: Content) => ({ file, hash: "", content });
  const { tools = [tool("tool-a"), tool("tool-b")], logos = ["tool-a"], stars = ["tool-a"] } = parts;
  const place = (slug: string) => ({ slug, name: slug });
  return {
    categories: entry("categories.yaml", [
      { ...place("layer-a"), categories: [{ ...place("category-a"), functions: [place("function-a")] }] },
    ]),
    tools: tools.map((content) => entry(`tools/${content.slug}.yaml`, content)),
    stackups: [entry(parts.stackupFile ?? "stackups/tool-a-vs-tool-b.yaml", stackup)],
    stacks: [
      entry(parts.stackFile ?? "stacks/project-a.yaml", {
        ...stackFile({ slug: "project-a", tools: ["tool-a"] }),
        ...parts.stack,
      }),
    ],
    logos: entry("logos.yaml", Object.fromEntries(logos.map((slug) => [slug, { set: "logos", icon: "react" }]))),
    figures: entry("figures.yaml", {
      sources: { page: source, "github-ranking": source },
      figures: [{ tool: "tool-a", metric: "stacks", value: 306, asOf: "2025", source: "page", ...parts.figure }],
      statementVotes: { source: "page", asOf: "2025" },
    }),
    stars: entry(
      "github-stars.csv",
      stars.map((slug) => ({ slug, repository: "a/a", date: "2025-01-01", stars: 1, forks: 1 })),
    ),
    syncKeys: entry("sync-keys.yaml", parts.syncKeys ?? { "tool-a": { npm: "tool-a" } }),
  };
}

const faultsOf = (parts: Partial<Parts>) =>
  checkCatalog(catalog(parts)).map(({ file, path, message }) => `${file} ${path.join(".")}: ${message}`);
const withToolA = (change: Partial<ToolFile>) => faultsOf({ tools: [tool("tool-a", change), tool("tool-b")] });

test("a sound catalog has no faults", () => {
  expect(faultsOf({})).toEqual([]);
});

describe("a tool's file", () => {
  const feature = { name: "Storage", value: "Rows" };
  const lifecycle = { state: "active" as const, source: "readme", successors: [] };

  test.each<[string, Partial<ToolFile>, string]>([
    [
      "a function that is not in the tree",
      { function: "function-b" },
      "function: there is no function function-b in categories.yaml",
    ],
    [
      "a feature's source",
      { features: [{ ...feature, source: "docs" }] },
      "features.0.source: the source “docs” is not listed under sources",
    ],
    [
      "a fact's source",
      { facts: { licence: { value: "MIT", source: "docs" } } },
      "facts.licence.source: the source “docs” is not listed under sources",
    ],
    [
      "the lifecycle's source",
      { lifecycle: { ...lifecycle, source: "docs" } },
      "lifecycle.source: the source “docs” is not listed under sources",
    ],
    [
      "a source that nothing cites",
      { sources: { readme: source, docs: source } },
      "sources.docs: the source “docs” is not used",
    ],
    [
      "a successor",
      { lifecycle: { ...lifecycle, successors: ["tool-c"] } },
      "lifecycle.successors.0: there is no tool tool-c in the catalog",
    ],
    [
      "itself as successor",
      { lifecycle: { ...lifecycle, successors: ["tool-a"] } },
      "lifecycle.successors.0: tool-a refers to itself",
    ],
    [
      "an integration",
      { integrations: ["tool-b", "tool-c"] },
      "integrations.1: there is no tool tool-c in the catalog",
    ],
    [
      "a pinned alternative",
      { alternatives: { pinned: [{ slug: "tool-c", reason: "closest" }], excluded: [] } },
      "alternatives.pinned.0: there is no tool tool-c in the catalog",
    ],
    [
      "an excluded alternative",
      { alternatives: { pinned: [], excluded: [{ slug: "tool-a", reason: "the same" }] } },
      "alternatives.excluded.0: tool-a refers to itself",
    ],
    ["an alias that is a slug", { aliases: ["other", "tool-b"] }, "aliases.1: the alias tool-b is the slug of a tool"],
    ["its own slug as alias", { aliases: ["tool-a"] }, "aliases.0: the alias tool-a is the slug of a tool"],
    [
      "an alias that stands twice",
      { aliases: ["other", "other"] },
      "aliases.1: the alias other already leads to tool-a",
    ],
  ])("names %s", (_, change, fault) => {
    expect(withToolA(change)).toEqual([`tools/tool-a.yaml ${fault}`]);
  });

  test("an alias of two tools is a fault of the second", () => {
    const tools = [tool("tool-a", { aliases: ["other"] }), tool("tool-b", { aliases: ["other"] })];
    expect(faultsOf({ tools })).toEqual(["tools/tool-b.yaml aliases.0: the alias other already leads to tool-a"]);
  });

  test("an alias of an excluded tool is no slug: references name slugs", () => {
    const tools = [tool("tool-a", { integrations: ["other"] }), tool("tool-b", { aliases: ["other"] })];
    expect(faultsOf({ tools })).toEqual(["tools/tool-a.yaml integrations.0: there is no tool other in the catalog"]);
  });

  test("is named after its tool", () => {
    const moved = catalog();
    const [first] = moved.tools;
    if (first) first.file = "tools/tool-z.yaml";
    expect(checkCatalog(moved).map((fault) => fault.message)).toEqual(["the file of tool-a must be named tool-a.yaml"]);
  });

  test("all faults are told at once", () => {
    expect(withToolA({ function: "nowhere", aliases: ["tool-b"], integrations: ["tool-c", "tool-d"] })).toHaveLength(4);
  });

  test("a source named like something inherited is not listed either", () => {
    expect(withToolA({ features: [{ ...feature, source: "constructor" }] })).not.toEqual([]);
  });
});

describe("the other files", () => {
  test.each([
    [
      "a stackup of another name",
      { stackupFile: "stackups/b-vs-a.yaml" },
      "stackups/b-vs-a.yaml tools: the file of this stackup must be named tool-a-vs-tool-b.yaml",
    ],
    ["a logo of no tool", { logos: ["tool-c"] }, "logos.yaml tool-c: there is no tool tool-c in the catalog"],
    [
      "a key of no tool",
      { syncKeys: { "tool-c": { npm: "tool-c" } } },
      "sync-keys.yaml tool-c: there is no tool tool-c in the catalog",
    ],
    ["stars of no tool", { stars: ["tool-c", "tool-c"] }, "github-stars.csv : there is no tool tool-c in the catalog"],
    [
      "a figure of no tool",
      { figure: { tool: "tool-c" } },
      "figures.yaml figures.0.tool: there is no tool tool-c in the catalog",
    ],
    [
      "a figure of no source",
      { figure: { source: "docs" } },
      "figures.yaml figures.0.source: the source “docs” is not listed under sources",
    ],
  ])("%s", (_, parts, fault) => {
    expect(faultsOf(parts)).toEqual([fault]);
  });

  test("a stackup of a tool that is gone", () => {
    expect(faultsOf({ tools: [tool("tool-a")] })).toEqual([
      "stackups/tool-a-vs-tool-b.yaml tools.1: there is no tool tool-b in the catalog",
    ]);
  });
});

describe("a stack's file", () => {
  const evidence = [{ file: "package.json" }];

  test.each<[string, Partial<Parts>, string]>([
    [
      "a tool that is not in the catalog",
      { stack: { tools: [{ tool: "tool-c", evidence }] } },
      "stacks/project-a.yaml tools.0.tool: there is no tool tool-c in the catalog",
    ],
    [
      "a layer that is not in the tree",
      { stack: { tools: [{ tool: "tool-a", layer: "layer-b", evidence }] } },
      "stacks/project-a.yaml tools.0.layer: there is no layer layer-b in categories.yaml",
    ],
    [
      "a name of its file that is not its slug",
      { stackFile: "stacks/project-b.yaml" },
      "stacks/project-b.yaml slug: the file of project-a must be named project-a.yaml",
    ],
  ])("names %s", (_, parts, fault) => {
    expect(faultsOf(parts)).toEqual([fault]);
  });
});
