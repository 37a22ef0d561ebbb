import { parse as parseToml } from "smol-toml";
import { ReadError } from "@/cli/src/detect/finding";

/** The name of a file without its folders. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder of a file, "" for the top. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end === -1 ? "" : path.slice(0, end);
}

/** No line of a manifest is longer; what is, was made to keep a search busy. */
export const LONGEST_LINE = 500;

/** Lines with their numbers from 1, each cut after 500 characters. */
export function linesOf(text: string): { line: number; text: string }[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({ line: index + 1, text: line.slice(0, LONGEST_LINE) }));
}

/** The line, from 1, of a place in a text. */
export function lineCounter(text: string): (offset: number) => number {
  const breaks: number[] = [];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) breaks.push(at);
  return (offset) => {
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** Searches of one file look at so many characters in all; a file made of names that are not found has no more lines found. */
const MOST_SEARCHED = 30_000_000;

/**
 * Finds the lines of texts in a file, each search beginning where one says. It goes on behind the last find, since manifests are
 * read from top to bottom, and begins anew where nothing follows.
 */
export function lineFinder(text: string): (needle: string, from?: string) => number | undefined {
  const lineAt = lineCounter(text);
  let searched = 0;
  const search = (needle: string, start: number) => {
    if (searched > MOST_SEARCHED) return -1;
    const offset = text.indexOf(needle, start);
    searched += (offset === -1 ? text.length : offset) - start;
    return offset;
  };
  const begins = new Map<string, { first: number; next: number }>();
  return (needle, from = "") => {
    const begin = begins.get(from) ?? { first: Math.max(0, search(from, 0)), next: 0 };
    begins.set(from, begin);
    let offset = search(needle, Math.max(begin.first, begin.next));
    if (offset === -1 && begin.next > begin.first) offset = search(needle, begin.first);
    if (offset === -1) return undefined;
    begin.next = offset + 1;
    return lineAt(offset);
  };
}

/** Finds the lines on which keys of a TOML file are given their value: `key = …`, `key.part = …`. The first one of each counts. */
export function keyFinder(text: string): (key: string) => number | undefined {
  const lines = new Map<string, number>();
  for (const { line, text: one } of linesOf(text)) {
    const [, quoted, bare] = /^(?:"([^"]+)"|([\w-]+))\s*[=.]/.exec(one) ?? [];
    const key = quoted ?? bare;
    if (key !== undefined && !lines.has(key)) lines.set(key, line);
  }
  return (key) => lines.get(key);
}

/** An object, as a record of unknowns; an empty one for anything else. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** A list of unknowns; an empty one for anything else. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Reads JSON, with comments and trailing commas where `loose`. Throws a ReadError. */
export function readJson(text: string, loose = false): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(loose ? withoutComments(text) : text.replace(/^\uFEFF/, ""));
    return recordOf(value);
  } catch (error) {
    throw new ReadError(`is not valid JSON: ${error instanceof Error ? firstLine(error.message) : "unreadable"}`);
  }
}

/** Reads TOML. Throws a ReadError. */
export function readToml(text: string): Record<string, unknown> {
  try {
    return recordOf(parseToml(text));
  } catch (error) {
    throw new ReadError(`is not valid TOML: ${error instanceof Error ? firstLine(error.message) : "unreadable"}`);
  }
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}

/** JSON without its comments and trailing commas; texts in quotes are left alone, also one that does not end: a search would begin anew behind it. */
function withoutComments(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (part) => (part.startsWith('"') ? part : ""))
    .replace(/"(?:[^"\\\n]|\\.)*"?|,(?=\s*[}\]])/g, (part) => (part.startsWith('"') ? part : ""));
}

/** A version worth showing: at most 40 characters, no address, no placeholder; undefined otherwise. */
export function versionOf(range: unknown): string | undefined {
  if (typeof range !== "string" || range.length > 200) return undefined;
  const version = range
    .trim()
    .replace(/^npm:.*@/, "")
    .replace(/^(?:workspace|catalog):/, "")
    .replace(/^(?:==+|=)\s*/, "");
  if (!/\d/.test(version) || /[/:#{}$]/.test(version) || version.length > 40) return undefined;
  return version;
}
