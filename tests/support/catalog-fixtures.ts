import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Catalog, CatalogEntry } from "@/lib/catalog/rules";
import {
  type CategoriesFile,
  type FiguresFile,
  figuresFileSchema,
  type LogosFile,
  type StackupFile,
  type StarRow,
  stackupFileSchema,
  type ToolFile,
  toolFileSchema,
} from "@/lib/catalog/schema";
import { type StackFile, stackFileSchema } from "@/lib/catalog/stacks/schema";
import type { SyncKeysFile } from "@/lib/sync/schema";

// Small catalogs as the reader of the files would hand them to the loader. Whatever a test does not name gets a plain value.

const page = { url: "https://example.org/page", title: "A page", checked: "2026-01-15" };

/** A tool's file, checked as the real ones are. */
export function toolFile(slug: string, given: Partial<z.input<typeof toolFileSchema>> = {}): ToolFile {
  return toolFileSchema.parse({
    slug,
    name: slug,
    function: "function-a",
    kind: "sample tool",
    tagline: "A tool for tests",
    description: Array.from({ length: 40 }, () => "word").join(" "),
    lifecycle: { state: "active", source: "page" },
    sources: { page },
    features: [{ name: "Feature", value: "Value", source: "page" }],
    pros: [],
    cons: [],
    ...given,
  });
}

/** The file of a written stackup with four claims, checked as the real ones are. */
export function stackupFile(tools: string[], given: Partial<z.input<typeof stackupFileSchema>> = {}): StackupFile {
  const claim = (topic: string) => ({
    topic,
    holds: Object.fromEntries(tools.map((tool) => [tool, { text: `${topic} holds for ${tool}`, source: "page" }])),
  });
  return stackupFileSchema.parse({
    tools,
    sources: { page },
    claims: ["First", "Second", "Third", "Fourth"].map(claim),
    summary: `A summary of what sets ${tools.join(" and ")} apart.`,
    choose: Object.fromEntries(tools.map((tool) => [tool, `you want ${tool}`])),
    ...given,
  });
}

/** The file of a stack; whatever a test does not name gets a plain value. */
export function stackFile(given: { slug: string; tools: string[] } & Record<string, unknown>): StackFile {
  const { tools, ...more } = given;
  return stackFileSchema.parse({
    name: `Project ${given.slug}`,
    kind: "project",
    description: `What the project ${given.slug} is about.`,
    repository: `https://github.com/example/${given.slug}`,
    commit: "a".repeat(40),
    date: "2026-01-15",
    tools: tools.map((tool, index) => ({ tool, evidence: [`package.json:${index + 1}`] })),
    ...more,
  });
}

const categories: CategoriesFile = [
  {
    slug: "layer-a",
    name: "Layer A",
    categories: [
      {
        slug: "category-a",
        name: "Category A",
        functions: [
          { slug: "function-a", name: "Function A" },
          { slug: "function-b", name: "Function B" },
        ],
      },
    ],
  },
];

function entry<Content>(file: string, content: Content): CatalogEntry<Content> {
  return { file, hash: createHash("sha256").update(JSON.stringify(content)).digest("hex"), content };
}

/** What a test says of a catalog. */
export type CatalogFixture = {
  categories?: CategoriesFile;
  tools?: ToolFile[];
  stackups?: StackupFile[];
  stacks?: StackFile[];
  logos?: LogosFile;
  figures?: Partial<z.input<typeof figuresFileSchema>>;
  stars?: StarRow[];
  syncKeys?: SyncKeysFile;
};

/** A catalog of the given files, each with a hash of its content. */
export function createCatalog(fixture: CatalogFixture = {}): Catalog {
  const figures: FiguresFile = figuresFileSchema.parse({
    sources: {
      elsewhere: { ...page, url: "https://example.org/elsewhere", title: "Counted elsewhere" },
      "github-ranking": { ...page, url: "https://example.org/ranking", title: "Ranking" },
    },
    figures: [],
    statementVotes: { source: "elsewhere", asOf: "2025" },
    ...fixture.figures,
  });
  return {
    categories: entry("categories.yaml", fixture.categories ?? categories),
    tools: (fixture.tools ?? []).map((tool) => entry(`tools/${tool.slug}.yaml`, tool)),
    stackups: (fixture.stackups ?? []).map((stackup) => entry(`stackups/${stackup.tools.join("-vs-")}.yaml`, stackup)),
    stacks: (fixture.stacks ?? []).map((stack) => entry(`stacks/${stack.slug}.yaml`, stack)),
    logos: entry("logos.yaml", fixture.logos ?? {}),
    figures: entry("figures.yaml", figures),
    stars: entry("github-stars.csv", fixture.stars ?? []),
    syncKeys: entry("sync-keys.yaml", fixture.syncKeys ?? {}),
  };
}
