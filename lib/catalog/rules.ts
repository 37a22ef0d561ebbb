import type { CategoriesFile, FiguresFile, LogosFile, StackupFile, StarRow, ToolFile } from "@/lib/catalog/schema";
import type { StackFile } from "@/lib/catalog/stacks/schema";
import type { SyncKeysFile } from "@/lib/sync/schema";

/** A file of the catalog with its content and a hash of its text. */
export type CatalogEntry<Content> = { file: string; hash: string; content: Content };

/** The whole built-in catalog as read from its files. */
export type Catalog = {
  categories: CatalogEntry<CategoriesFile>;
  tools: CatalogEntry<ToolFile>[];
  stackups: CatalogEntry<StackupFile>[];
  stacks: CatalogEntry<StackFile>[];
  logos: CatalogEntry<LogosFile>;
  figures: CatalogEntry<FiguresFile>;
  stars: CatalogEntry<StarRow[]>;
  syncKeys: CatalogEntry<SyncKeysFile>;
};

/** A fault that only shows when files are read together; `path` leads to the place inside the file. */
export type CrossFault = { file: string; path: (string | number)[]; message: string };

type Report = (path: (string | number)[], message: string) => void;

function checkSources(
  sources: Record<string, unknown>,
  uses: { key: string; path: (string | number)[] }[],
  report: Report,
): void {
  for (const use of uses) {
    if (!Object.hasOwn(sources, use.key)) report(use.path, `the source “${use.key}” is not listed under sources`);
  }
  const used = new Set(uses.map((use) => use.key));
  for (const key of Object.keys(sources)) {
    if (!used.has(key)) report(["sources", key], `the source “${key}” is not used`);
  }
}

function checkTool(tool: ToolFile, file: string, slugs: Set<string>, functions: Set<string>, report: Report): void {
  if (!file.endsWith(`/${tool.slug}.yaml`))
    report(["slug"], `the file of ${tool.slug} must be named ${tool.slug}.yaml`);
  if (!functions.has(tool.function)) report(["function"], `there is no function ${tool.function} in categories.yaml`);
  checkSources(
    tool.sources,
    [
      { key: tool.lifecycle.source, path: ["lifecycle", "source"] },
      ...Object.entries(tool.facts).map(([key, fact]) => ({ key: fact.source, path: ["facts", key, "source"] })),
      ...tool.features.map((feature, index) => ({ key: feature.source, path: ["features", index, "source"] })),
    ],
    report,
  );
  const references: [string, (string | number)[]][] = [
    ...tool.lifecycle.successors.map((slug, index): [string, (string | number)[]] => [
      slug,
      ["lifecycle", "successors", index],
    ]),
    ...tool.integrations.map((slug, index): [string, (string | number)[]] => [slug, ["integrations", index]]),
    ...tool.alternatives.pinned.map((entry, index): [string, (string | number)[]] => [
      entry.slug,
      ["alternatives", "pinned", index],
    ]),
    ...tool.alternatives.excluded.map((entry, index): [string, (string | number)[]] => [
      entry.slug,
      ["alternatives", "excluded", index],
    ]),
  ];
  for (const [slug, path] of references) {
    if (slug === tool.slug) report(path, `${slug} refers to itself`);
    else if (!slugs.has(slug)) report(path, `there is no tool ${slug} in the catalog`);
  }
}

function checkStackup(stackup: StackupFile, file: string, slugs: Set<string>, report: Report): void {
  const slug = stackup.tools.join("-vs-");
  if (!file.endsWith(`/${slug}.yaml`)) report(["tools"], `the file of this stackup must be named ${slug}.yaml`);
  stackup.tools.forEach((tool, index) => {
    if (!slugs.has(tool)) report(["tools", index], `there is no tool ${tool} in the catalog`);
  });
  checkSources(
    stackup.sources,
    stackup.claims.flatMap((claim, index) =>
      Object.entries(claim.holds).map(([tool, cell]) => ({
        key: cell.source,
        path: ["claims", index, "holds", tool, "source"],
      })),
    ),
    report,
  );
}

function checkStack(stack: StackFile, file: string, slugs: Set<string>, layers: Set<string>, report: Report): void {
  if (!file.endsWith(`/${stack.slug}.yaml`))
    report(["slug"], `the file of ${stack.slug} must be named ${stack.slug}.yaml`);
  stack.tools.forEach(({ tool, layer }, index) => {
    if (!slugs.has(tool)) report(["tools", index, "tool"], `there is no tool ${tool} in the catalog`);
    if (layer && !layers.has(layer)) report(["tools", index, "layer"], `there is no layer ${layer} in categories.yaml`);
  });
}

/**
 * Checks what no file can know alone: that every source, function and tool that a file names exists, that no slug or alias
 * stands twice, that file names match. Returns the faults, an empty list for a sound catalog.
 */
export function checkCatalog(catalog: Catalog): CrossFault[] {
  const faults: CrossFault[] = [];
  const slugs = new Set(catalog.tools.map((entry) => entry.content.slug));
  const functions = new Set(
    catalog.categories.content.flatMap((layer) =>
      layer.categories.flatMap((category) => category.functions.map((entry) => entry.slug)),
    ),
  );
  const aliasOwners = new Map<string, string>();
  for (const { file, content: tool } of catalog.tools) {
    const report: Report = (path, message) => faults.push({ file, path, message });
    checkTool(tool, file, slugs, functions, report);
    tool.aliases.forEach((alias, index) => {
      const owner = aliasOwners.get(alias);
      if (slugs.has(alias)) report(["aliases", index], `the alias ${alias} is the slug of a tool`);
      else if (owner) report(["aliases", index], `the alias ${alias} already leads to ${owner}`);
      aliasOwners.set(alias, tool.slug);
    });
  }
  for (const { file, content } of catalog.stackups) {
    checkStackup(content, file, slugs, (path, message) => faults.push({ file, path, message }));
  }
  const layers = new Set(catalog.categories.content.map((layer) => layer.slug));
  for (const { file, content } of catalog.stacks) {
    checkStack(content, file, slugs, layers, (path, message) => faults.push({ file, path, message }));
  }
  const { file: figuresFile, content: figures } = catalog.figures;
  const reportFigure: Report = (path, message) => faults.push({ file: figuresFile, path, message });
  checkSources(
    figures.sources,
    [
      ...figures.figures.map((figure, index) => ({ key: figure.source, path: ["figures", index, "source"] })),
      { key: figures.statementVotes.source, path: ["statementVotes", "source"] },
      { key: "github-ranking", path: ["sources"] },
    ],
    reportFigure,
  );
  figures.figures.forEach((figure, index) => {
    if (!slugs.has(figure.tool))
      reportFigure(["figures", index, "tool"], `there is no tool ${figure.tool} in the catalog`);
  });
  for (const { file, content } of [catalog.logos, catalog.syncKeys]) {
    for (const slug of Object.keys(content)) {
      if (!slugs.has(slug)) faults.push({ file, path: [slug], message: `there is no tool ${slug} in the catalog` });
    }
  }
  const starSlugs = new Set(catalog.stars.content.map((row) => row.slug));
  for (const slug of starSlugs) {
    if (!slugs.has(slug))
      faults.push({ file: catalog.stars.file, path: [], message: `there is no tool ${slug} in the catalog` });
  }
  return faults;
}
