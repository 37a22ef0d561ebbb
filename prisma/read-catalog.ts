import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { CsvError, parse as parseCsv } from "csv-parse/sync";
import { isNode, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { type Catalog, type CatalogEntry, checkCatalog } from "@/lib/catalog/rules";
import {
  categoriesFileSchema,
  figuresFileSchema,
  logosFileSchema,
  type StarRow,
  stackupFileSchema,
  starRowSchema,
  toolFileSchema,
} from "@/lib/catalog/schema";
import { stackFileSchema } from "@/lib/catalog/stacks/schema";
import { syncKeysFileSchema } from "@/lib/sync/schema";

/** One fault in a catalog file, with the place where an editor finds it. */
export type CatalogFault = { file: string; line: number; message: string };

/** Thrown by readCatalog: every fault of every file, each with file and line. */
export class CatalogError extends Error {
  constructor(readonly faults: CatalogFault[]) {
    super(faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`).join("\n"));
  }
}

/** The outcome of reading one file: its checked content, or the faults that refuse it. */
export type CatalogReading<Content> = {
  file: string;
  hash: string;
  content: Content | null;
  faults: CatalogFault[];
  /** The line of the value that a path leads to, or of the nearest value around it. */
  lineOf: (path: PropertyKey[]) => number;
};

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Reads one YAML file of the catalog and checks it against its shape.
 * Returns the content, or every fault with its line; never throws for bad content.
 */
export function readCatalogFile<Shape extends z.ZodType>(file: string, shape: Shape): CatalogReading<z.infer<Shape>> {
  const text = readFileSync(file, "utf8");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const lineOf = (keys: PropertyKey[]): number => {
    for (let length = keys.length; length > 0; length--) {
      const node = document.getIn(keys.slice(0, length), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return 1;
  };
  const reading = { file, hash: hashOf(text), lineOf };
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      file,
      line: at(error.pos[0]),
      message: error.message.split("\n")[0] ?? "",
    }));
    return { ...reading, content: null, faults };
  }
  let aliasLine = 1;
  visit(document, {
    Alias: (_, alias) => {
      aliasLine = at(alias.range?.[0] ?? 0);
      return visit.BREAK;
    },
  });
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return {
      ...reading,
      content: null,
      faults: [{ file, line: aliasLine, message: `anchors and aliases are not read (${String(error)})` }],
    };
  }
  const checked = shape.safeParse(value);
  if (checked.success) return { ...reading, content: checked.data, faults: [] };
  const faults = checked.error.issues.map((issue) => ({
    file,
    line: lineOf(issue.path),
    message: `${issue.path.map(String).join(".") || "file"}: ${issue.message}`,
  }));
  return { ...reading, content: null, faults };
}

function readStars(file: string): CatalogReading<StarRow[]> {
  const text = readFileSync(file, "utf8");
  const reading = { file, hash: hashOf(text), lineOf: () => 1 };
  let rows: unknown[];
  try {
    rows = parseCsv(text, { columns: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ...reading, content: null, faults: [{ file, line: Number(error.lines ?? 1), message: error.message }] };
  }
  const faults: CatalogFault[] = [];
  const content = rows.flatMap((row, index) => {
    const checked = starRowSchema.safeParse(row);
    if (checked.success) return [checked.data];
    faults.push({ file, line: index + 2, message: checked.error.issues.map((issue) => issue.message).join("; ") });
    return [];
  });
  return { ...reading, content: faults.length > 0 ? null : content, faults };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => path.join(folder, name));
}

/** Reads the whole catalog from its folder. Throws a CatalogError that lists every fault of every file. */
export function readCatalog(folder: string): Catalog {
  const readings = {
    categories: readCatalogFile(path.join(folder, "categories.yaml"), categoriesFileSchema),
    logos: readCatalogFile(path.join(folder, "logos.yaml"), logosFileSchema),
    figures: readCatalogFile(path.join(folder, "figures.yaml"), figuresFileSchema),
    stars: readStars(path.join(folder, "github-stars.csv")),
    syncKeys: readCatalogFile(path.join(folder, "sync-keys.yaml"), syncKeysFileSchema),
    tools: listFiles(path.join(folder, "tools")).map((file) => readCatalogFile(file, toolFileSchema)),
    stackups: listFiles(path.join(folder, "stackups")).map((file) => readCatalogFile(file, stackupFileSchema)),
    stacks: listFiles(path.join(folder, "stacks")).map((file) => readCatalogFile(file, stackFileSchema)),
  };
  const all = Object.values(readings).flat();
  const faults = all.flatMap((reading) => reading.faults);
  if (faults.length > 0) throw new CatalogError(faults);

  const entry = <Content>(reading: CatalogReading<Content>): CatalogEntry<Content> => {
    if (reading.content === null) throw new CatalogError(reading.faults);
    return { file: path.relative(folder, reading.file), hash: reading.hash, content: reading.content };
  };
  const catalog: Catalog = {
    categories: entry(readings.categories),
    logos: entry(readings.logos),
    figures: entry(readings.figures),
    stars: entry(readings.stars),
    syncKeys: entry(readings.syncKeys),
    tools: readings.tools.map(entry),
    stackups: readings.stackups.map(entry),
    stacks: readings.stacks.map(entry),
  };
  const lineOf = new Map(all.map((reading) => [path.relative(folder, reading.file), reading.lineOf]));
  const crossFaults = checkCatalog(catalog).map((fault) => ({
    file: path.join(folder, fault.file),
    line: lineOf.get(fault.file)?.(fault.path) ?? 1,
    message: `${fault.path.join(".") || "file"}: ${fault.message}`,
  }));
  if (crossFaults.length > 0) throw new CatalogError(crossFaults);
  return catalog;
}
