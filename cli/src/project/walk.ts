import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import path from "node:path";
import ignore, { type Ignore } from "ignore";
import { LARGEST_FILE, wantsText } from "@/cli/src/detect/detect";
import type { SourceFile, Warning } from "@/cli/src/detect/finding";
import { EXIT, Failure } from "@/cli/src/failure";

/** Never part of a project: what version control keeps, and what package managers unpack. */
const SKIPPED = new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  "bower_components",
  ".venv",
  "__pycache__",
  ".sidestack",
]);
/** So much text is kept at once; manifests beyond it are a warning each. */
const MOST_TEXT = 400 * 1024 * 1024;
/** Deeper folders are a warning: no project has them, a broken file system may. */
const DEEPEST = 100;

type Rules = { base: string; rules: Ignore };
/** What walking a folder gives: its files in the order of their paths, and what was left out. */
export type Tree = { files: SourceFile[]; warnings: Warning[] };

/**
 * Lists the files of a folder and reads those that the detector wants. Leaves out what .gitignore files and the given rules ignore;
 * does not follow symbolic links, so that a loop has no way in. Rejects nothing but a folder that is none (Failure).
 */
export function walk(
  folder: string,
  ignored: readonly string[] = [],
  onFile: (count: number) => void = () => {},
): Tree {
  const tree: Tree = { files: [], warnings: [] };
  let room = MOST_TEXT;
  const own: Rules = { base: "", rules: ignore({ allowRelativePaths: true }).add([...ignored]) };

  const visit = (relative: string, above: readonly Rules[], depth: number) => {
    const warn = (reason: string) => tree.warnings.push({ file: relative || ".", reason });
    if (depth > DEEPEST) return warn(`is nested more than ${DEEPEST} folders deep`);
    let entries: ReturnType<typeof readEntries>;
    try {
      entries = readEntries(path.join(folder, relative));
    } catch (error) {
      if (relative === "")
        throw new Failure(
          EXIT.files,
          `${folder} cannot be read (${codeOf(error)}). Name a folder that exists: sidestack scan <folder>`,
        );
      return warn(`cannot be read (${codeOf(error)})`);
    }
    const rules = rulesOf(
      folder,
      relative,
      entries.map((entry) => entry.name),
      above,
    );
    for (const entry of entries) {
      const file = relative === "" ? entry.name : `${relative}/${entry.name}`;
      const isFolder = entry.isDirectory();
      if (SKIPPED.has(entry.name) || !(isFolder || entry.isFile())) continue;
      if (isIgnored(isFolder ? `${file}/` : file, rules)) continue;
      if (isFolder) {
        visit(file, rules, depth + 1);
        continue;
      }
      const text = wantsText(file) ? readText(path.join(folder, file), file, tree.warnings, room) : "";
      if (text === null) continue;
      room -= text.length;
      tree.files.push({ path: file, text });
      onFile(tree.files.length);
    }
  };
  visit("", [own], 0);
  return tree;
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function rulesOf(folder: string, relative: string, names: string[], above: readonly Rules[]): readonly Rules[] {
  const files = names.includes(".gitignore") ? [".gitignore"] : [];
  if (relative === "") files.push(path.join(".git", "info", "exclude"));
  const lines = files.flatMap((name) => {
    try {
      return readFileSync(path.join(folder, relative, name), "utf8")
        .slice(0, 1_000_000)
        .split(/\r?\n/);
    } catch {
      return [];
    }
  });
  if (lines.length === 0) return above;
  return [{ base: relative, rules: ignore({ allowRelativePaths: true }).add(lines) }, ...above];
}

/** The rules nearest to a file speak first; those of `.sidestack.yml` stand last and are asked in any case. */
function isIgnored(file: string, rules: readonly Rules[]): boolean {
  const own = rules.at(-1);
  if (own?.rules.ignores(file)) return true;
  for (const { base, rules: one } of rules.slice(0, -1)) {
    const { ignored, unignored } = one.test(base === "" ? file : file.slice(base.length + 1));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** The text of a file; null, with a warning, where it cannot or must not be read. */
function readText(full: string, file: string, warnings: Warning[], room: number): string | null {
  const warn = (reason: string) => {
    warnings.push({ file, reason });
    return null;
  };
  try {
    if (!lstatSync(full).isFile()) return null;
    const handle = openSync(full, "r");
    try {
      const { size } = fstatSync(handle);
      if (size > LARGEST_FILE) return warn(`is larger than ${LARGEST_FILE / 1024 / 1024} MB and was not read`);
      if (size > room) return warn("was not read: the manifests of this project together are larger than 400 MB");
      const bytes = Buffer.alloc(size);
      let length = 0;
      for (let read = -1; read !== 0 && length < size; length += read)
        read = readSync(handle, bytes, length, size - length, null);
      return bytes.subarray(0, length).toString("utf8");
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return warn(`cannot be read (${codeOf(error)})`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
