import { LAYERS } from "@/cli/src/detect/mapping";
import type { Stack, StackTool } from "@/cli/src/formats/sidestack";
import { StackFileError } from "@/cli/src/formats/stack-file";

// techstack.md: the Stack File as a page for people.

/** Text inside a cell of a Markdown table: no cell, link or element may begin or end in it. */
function cell(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/[\\`*_[\]<>|]/g, (character) => `\\${character}`);
}

function uncell(text: string): string {
  return text.trim().replace(/\\([\\`*_[\]<>|])/g, "$1");
}

function placeOf({ evidence }: StackTool): string {
  const [first] = evidence ?? [];
  if (!first) return "";
  return first.line === undefined ? first.file : `${first.file}:${first.line}`;
}

/** Writes a stack as techstack.md: a table for each layer. */
export function writeStackPage(stack: Stack, now: Date): string {
  const groups = [
    ...LAYERS.map(({ slug, name }) => ({ slug: slug as string | undefined, name })),
    { slug: undefined, name: "Other" },
  ];
  const isKnown = (layer: string | undefined) => LAYERS.some(({ slug }) => slug === layer);
  const sections = groups.flatMap(({ slug, name }) => {
    const tools = stack.tools.filter(({ layer }) => (slug ? layer === slug : !isKnown(layer)));
    if (tools.length === 0) return [];
    const rows = tools.map(
      (tool) =>
        `| ${cell(tool.name)} | ${cell(tool.version ?? "")} | ${cell(placeOf(tool))} | ${cell(tool.reason ?? "")} |`,
    );
    return [
      `## ${name} (${tools.length})`,
      "",
      "| Tool | Version | Seen in | Why |",
      "| :-- | :-- | :-- | :-- |",
      ...rows,
      "",
    ];
  });
  const day = now.toISOString().slice(0, 10);
  const source = stack.url ? `${cell(stack.url)}, ` : "";
  return [
    `# Tech stack of ${cell(stack.name)}`,
    "",
    `${source}${stack.tools.length} tools, ${day}.`,
    "",
    ...sections,
  ].join("\n");
}

/** The tool whose picture stands alone on a line; empty where there is none. The pictures of packages stand in other folders. */
function picturedTool(line: string): string {
  if (!/^\s*<img\s/.test(line)) return "";
  const attributes = new Map(
    [...line.slice(0, 1000).matchAll(/\b(src|alt)='([^']*)'/g)].map(([, key, text]) => [key, text]),
  );
  return /\/service\/\d+\//.test(attributes.get("src") ?? "") ? (attributes.get("alt") ?? "") : "";
}

/** A tool that a techstack.md names. */
export type StackPageTool = { name: string; version?: string; layer?: string };

/**
 * Reads a techstack.md: our own tables, and the cells with pictures of other makers' pages; their tables of packages are no tools.
 * Throws a StackFileError for what is too large or names no tool.
 */
export function readStackPage(text: string): StackPageTool[] {
  if (text.length > 1024 * 1024)
    throw new StackFileError("The file is larger than 1 MB. A techstack.md of a real project is smaller.");
  const tools = new Map<string, StackPageTool>();
  let layer: string | undefined;
  let isTable = false;
  for (const line of text.split(/\r?\n/)) {
    const heading = /^## (.+?) \(\d+\)\s*$/.exec(line)?.[1];
    if (heading !== undefined) layer = LAYERS.find(({ name }) => name === heading)?.slug;
    if (/^\| Tool \| Version \|/.test(line)) isTable = true;
    else if (!line.startsWith("|")) isTable = false;
    const cells = isTable && !/^\| (?:Tool|:--) \|/.test(line) ? line.split(/(?<!\\)\|/).map(uncell) : [];
    const [, own = "", version = ""] = cells;
    const name = own || picturedTool(line);
    if (name === "" || tools.has(name.toLowerCase())) continue;
    tools.set(name.toLowerCase(), { name, ...(version ? { version } : {}), ...(layer ? { layer } : {}) });
    if (tools.size > 2000) throw new StackFileError("The file lists more than 2,000 tools.");
  }
  if (tools.size === 0)
    throw new StackFileError("No tool found in the file. Give the techstack.yml that lies beside it.");
  return [...tools.values()];
}
