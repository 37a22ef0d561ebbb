import { combine, confidenceOf, LEAST_CONFIDENCE } from "@/cli/src/detect/confidence";
import {
  type Detection,
  type Ecosystem,
  type Evidence,
  type LockedVersion,
  ReadError,
  type Reader,
  type Reading,
  type Signal,
  type SourceFile,
  type Warning,
} from "@/cli/src/detect/finding";
import { countLanguages, isCountedLanguage } from "@/cli/src/detect/languages";
import { LAYERS, lookupOf, type MappedTool, type Mapping } from "@/cli/src/detect/mapping";
import { placeOf } from "@/cli/src/detect/places";
import { readers } from "@/cli/src/detect/readers";
import { baseOf, folderOf } from "@/cli/src/detect/text";

/** The most characters that a file may have to be read; larger ones are a warning. */
export const LARGEST_FILE = 10 * 1024 * 1024;
const MOST_EVIDENCE = 20;

/** Whether the text of a file matters. Of all others only the path does, so that their text may be given as "". */
export function wantsText(path: string): boolean {
  return readersOf(path).length > 0;
}

function readersOf(path: string): Reader[] {
  const base = baseOf(path);
  return readers.filter((reader) => reader.matches(path, base));
}

/** `own`: the project's own names, which are no tools of it. `leastConfidence`: what is less sure is left out. */
export type DetectOptions = { own?: readonly string[]; leastConfidence?: number };

/** What a project is made of, and which of its files could not be read. */
export type Examination = { detections: Detection[]; warnings: Warning[] };

/**
 * Finds the tools of a project in the texts of its files. Runs nothing, fetches nothing and never throws for bad files: those become
 * warnings. Sorted by layer, then confidence, then name; whoever shows them leaves out what is below LEAST_CONFIDENCE.
 */
export function examineFiles(files: readonly SourceFile[], mapping: Mapping, options: DetectOptions = {}): Examination {
  const warnings: Warning[] = [];
  const found: { file: string; signal: Signal }[] = [];
  const locked: { folder: string; entry: LockedVersion }[] = [];
  for (const file of files) {
    for (const reader of readersOf(file.path)) {
      const reading = readSafely(reader, file, warnings);
      for (const signal of reading.signals) found.push({ file: file.path, signal });
      for (const entry of reading.locked ?? []) locked.push({ folder: folderOf(file.path), entry });
    }
    for (const signal of fileSignals(file.path, mapping)) found.push({ file: file.path, signal });
  }
  const languages = countLanguages(files);
  found.push(...languages.found);
  const own = new Set((options.own ?? []).map((name) => name.toLowerCase()));
  const detections = judge(found, locked, mapping, languages.written).filter(
    ({ key, name }) => !own.has(key) && !own.has(name.toLowerCase()),
  );
  return { detections, warnings };
}

/** The tools of a project that are sure enough to be named. */
export function detectFiles(files: readonly SourceFile[], mapping: Mapping, options: DetectOptions = {}): Detection[] {
  const least = options.leastConfidence ?? LEAST_CONFIDENCE;
  return examineFiles(files, mapping, options).detections.filter((detection) => detection.confidence >= least);
}

function readSafely(reader: Reader, file: SourceFile, warnings: Warning[]): Reading {
  try {
    if (file.text.length > LARGEST_FILE) throw new ReadError("is larger than 10 MB and was not read");
    if (file.text.includes("\u0000")) throw new ReadError("is a binary file and was not read");
    return reader.read(file);
  } catch (error) {
    const reason = error instanceof ReadError ? error.message : `could not be read as ${reader.name}`;
    if (warnings.at(-1)?.file !== file.path) warnings.push({ file: file.path, reason });
    return { signals: [] };
  }
}

/** Files that prove a tool by their name: `vite.config.ts`; `config/database.yml` with its folder; `/Procfile` at the top alone. */
function fileSignals(path: string, mapping: Mapping): Signal[] {
  const lookup = lookupOf(mapping);
  const parts = path.split("/");
  const top = parts.length > 1 ? parts[0] : "";
  const names = [baseOf(path), parts.slice(-2).join("/"), `${parts.at(-2)}/`, `${top}/`, `/${path}`];
  const name = names.find((one) => lookup.find("file", one).length > 0);
  return name === undefined ? [] : [{ ecosystem: "file", name, scope: "run", what: `the file ${baseOf(path)}` }];
}

function judge(
  found: { file: string; signal: Signal }[],
  locked: { folder: string; entry: LockedVersion }[],
  mapping: Mapping,
  written: Set<string>,
): Detection[] {
  const lookup = lookupOf(mapping);
  const lockedVersion = versionFinder(locked);
  const pieces = new Map<string, (Evidence & { version?: string })[]>();
  for (const { file, signal } of found) {
    const keys = signal.ecosystem === "tool" ? [signal.name] : lookup.find(signal.ecosystem, signal.name);
    for (const key of keys) {
      const tool = lookup.tool(key);
      if (!tool) continue;
      const version = isRelease(signal, tool) ? (lockedVersion(file, signal) ?? signal.version) : undefined;
      // An image or a manifest may bring a language along that nobody here writes in.
      const isForeign = written.size > 0 && isCountedLanguage(key) && !written.has(key);
      const confidence = confidenceOf(signal, placeOf(file), tool) * (isForeign ? 0.5 : 1);
      const piece = { file, line: signal.line, what: signal.what, confidence, version };
      const list = pieces.get(key);
      if (list) list.push(piece);
      else pieces.set(key, [piece]);
    }
  }
  const detections = [...pieces].flatMap(([key, list]): Detection[] => {
    const tool = lookup.tool(key);
    if (!tool) return [];
    const sorted = list.sort(
      (a, b) => b.confidence - a.confidence || depth(a.file) - depth(b.file) || compare(a.file, b.file),
    );
    const versions = sorted.flatMap((piece) => piece.version ?? []);
    // What is installed says more than what is allowed.
    const version = versions.find((one) => /^\d[\w.-]*$/.test(one)) ?? versions[0];
    return [
      {
        tool: tool.catalog ? key : null,
        key,
        name: tool.name,
        layer: tool.layer,
        ...(version === undefined ? {} : { version }),
        confidence: combine(sorted),
        evidence: sorted
          .slice(0, MOST_EVIDENCE)
          .map(({ file, line, what, confidence }) => ({ file, ...(line ? { line } : {}), what, confidence })),
      },
    ];
  });
  const layerOf = (detection: Detection) => LAYERS.findIndex((layer) => layer.slug === detection.layer);
  return detections.sort((a, b) => layerOf(a) - layerOf(b) || b.confidence - a.confidence || compare(a.name, b.name));
}

/** Looks a name up in the lock files beside a manifest or in a folder above it; the nearest one counts. */
function versionFinder(locked: { folder: string; entry: LockedVersion }[]) {
  const versions = new Map<string, string>();
  for (const { folder, entry } of locked) {
    const name = `${folder}\n${entry.ecosystem}\n${entry.name}`;
    if (entry.range !== undefined) versions.set(`${name}\n${entry.range}`, entry.version);
    if (!versions.has(name)) versions.set(name, entry.version);
  }
  return (file: string, signal: Signal): string | undefined => {
    if (!isPackage(signal.ecosystem)) return undefined;
    for (let folder = folderOf(file); ; folder = folderOf(folder)) {
      const name = `${folder}\n${signal.ecosystem}\n${signal.name}`;
      const version = versions.get(`${name}\n${signal.version}`) ?? versions.get(name);
      if (version !== undefined) return version.length <= 40 ? version : undefined;
      if (folder === "") return undefined;
    }
  };
}

/** Whether the version of what was found is the tool's own. That of a chart never is; that of an image, unless the mapping says of which. */
function isRelease({ ecosystem, name }: Signal, { versions = [] }: MappedTool): boolean {
  const isSaid = versions.includes(`${ecosystem}:${name}`);
  if (ecosystem !== "image") return isSaid || !isPackage(ecosystem);
  return isSaid || !(name.startsWith("chart:") || versions.some((one) => one.startsWith("image:")));
}

function isPackage(ecosystem: Ecosystem | "tool"): boolean {
  return !["tool", "image", "action", "terraform", "file", "env"].includes(ecosystem);
}

function depth(path: string): number {
  return path.split("/").length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
