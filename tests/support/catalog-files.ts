import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

// A small sound catalog on disk, of which a test changes one file.

const description = Array.from({ length: 45 }, (_, index) => `word${index + 1}`).join(" ");

/** A tool's file, one key a line. Lines: 1 slug, 2 name, 4 kind, 5 tagline, 7 description, 8 lifecycle, 10 sources, 12 facts, 14 features, 16 pros, 17 cons. */
export function toolText(slug: string): string {
  return `slug: ${slug}
name: Tool ${slug.slice(-1).toUpperCase()}
function: function-a
kind: sample tool
tagline: A tool that stands in tests
description: >-
  ${description}
lifecycle:
  { state: active, source: readme }
sources:
  readme: { url: 'https://example.org/readme', title: README of the tool, checked: 2026-01-15 }
facts:
  licence: { value: MIT, source: readme }
features:
  - { name: Storage, value: Rows in files, source: readme }
pros: [Easy to read, { text: Small, votes: 2 }]
cons: [Does little]
`;
}

const cell = (text: string) => `{ text: '${text} holds in the cell of this claim', source: readme }`;
const claims = ["Storage", "Licence", "Clients", "History"]
  .map((topic) => `  - topic: ${topic}\n    holds:\n      tool-a: ${cell("This")}\n      tool-b: ${cell("That")}\n`)
  .join("");

const files: Record<string, string> = {
  "categories.yaml": `- slug: layer-a
  name: Layer A
  categories:
    - slug: category-a
      name: Category A
      functions:
        - { slug: function-a, name: Function A }
`,
  "logos.yaml": "tool-a: { set: logos, icon: react }\n",
  "figures.yaml": `sources:
  page: { url: 'https://example.org/page', title: A page, checked: 2026-01-15 }
  github-ranking: { url: 'https://example.org/ranking', title: A ranking, checked: 2026-01-15 }
figures:
  - { tool: tool-a, metric: stacks, value: 306, asOf: '2025', source: page }
statementVotes: { source: page, asOf: '2025' }
`,
  "github-stars.csv": "slug,repository,date,stars,forks\ntool-a,tool-a/tool-a,2025-01-01,100,10\n",
  "sync-keys.yaml": "tool-a: { npm: tool-a, stackOverflow: 'c++' }\n",
  "tools/tool-a.yaml": toolText("tool-a"),
  "tools/tool-b.yaml": toolText("tool-b"),
  "stacks/project-a.yaml": `slug: project-a
name: Project A
kind: project
description: A project that stands in tests.
repository: https://github.com/example/project-a
commit: ${"a".repeat(40)}
date: 2026-01-15
tools:
  - { tool: tool-a, evidence: ['package.json:3', tool-a.config.ts] }
`,
  "stackups/tool-a-vs-tool-b.yaml": `tools: [tool-a, tool-b]
sources:
  readme: { url: 'https://example.org/readme', title: README of the tool, checked: 2026-01-15 }
claims:
${claims}summary: Tool A and Tool B differ in what they store and how many clients they serve.
choose:
  tool-a: you store rows
  tool-b: you store columns
`,
};

/** Where a small catalog stands; gone with \`using\` when its scope ends. */
export type CatalogFolder = { folder: string } & Disposable;

/** Writes a sound catalog, with some files changed or, as null, left out. Unknown paths are added. */
export function writeCatalog(changes: Record<string, string | null> = {}): CatalogFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "sidestack-catalog-"));
  for (const [file, text] of Object.entries({ ...files, ...changes })) {
    if (text === null) continue;
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
