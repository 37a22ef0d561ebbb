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
const LONGEST_LINE = 500;

/** Lines with their numbers from 1, each cut after 500 characters. */
export function linesOf(text: string): { line: number; text: string }[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({ line: index + 1, text: line.slice(0, LONGEST_LINE) }));
}

/** Finds the lines of texts in a file, each search beginning where one says. */
export function lineFinder(text: string): (needle: string, from?: string) => number | undefined {
  const breaks: number[] = [];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) breaks.push(at);
  const lineAt = (offset: number) => {
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
  return (needle, from) => {
    const start = from === undefined ? 0 : Math.max(0, text.indexOf(from));
    const offset = text.indexOf(needle, start);
    return offset === -1 ? undefined : lineAt(offset);
  };
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

/** JSON without its comments and trailing commas; texts in quotes are left alone. */
function withoutComments(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (part) => (part.startsWith('"') ? part : ""))
    .replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g, (part) => (part.startsWith('"') ? part : ""));
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
