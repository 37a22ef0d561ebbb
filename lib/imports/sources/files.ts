import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type CsvError, parse as parseCsv } from "csv-parse";
import { extract } from "tar-stream";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { DomainError } from "@/lib/errors";
import type { FileKind, ReadOptions } from "@/lib/imports/schema";

// How files from outside are opened: by what they hold and not by their names, with a limit for everything that could grow.

/** What an unpacked archive may hold in all, and one file of it, in bytes; how many files. */
const ARCHIVE_MAX = 100_000_000;
const ENTRY_MAX = 1_000_000;
const ENTRIES_MAX = 20_000;
/** The longest row of a CSV file, in characters. */
const ROW_MAX = 100_000;
/** How often a YAML file may repeat what it named once: more is a bomb. */
const ALIASES_MAX = 50;

function refuse(reason: string, code: "invalid" | "wrong-kind" = "invalid"): never {
  throw new DomainError(code, reason);
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;

/** What the first bytes of a file say that it is, beyond text and gzip: such files are refused by name. */
const FOREIGN: [number[], string][] = [
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive"],
  [[0x50, 0x4b, 0x05, 0x06], "an empty ZIP archive"],
  [[0xff, 0xfe], "text in UTF-16"],
  [[0xfe, 0xff], "text in UTF-16"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "an xz archive"],
  [[0x42, 0x5a, 0x68], "a bzip2 archive"],
  [[0x37, 0x7a, 0xbc, 0xaf], "a 7z archive"],
];

/** Makes sure that a file is there, is a file, is small enough and is of the kind it should be. Throws a DomainError that says what is wrong. */
export async function checkFile(file: string, kind: FileKind, maxBytes: number): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found) refuse(`There is no file ${file}.`);
  if (found.isDirectory())
    refuse(`${file} is a folder: give the file itself${kind === "gzip" ? ", the .tar.gz" : ""}.`);
  if (!found.isFile()) refuse(`${file} is not a plain file.`);
  if (found.size === 0) refuse("The file is empty.");
  if (found.size > maxBytes) {
    throw new DomainError(
      "too-large",
      `The file has ${megabytes(found.size)}; at most ${megabytes(maxBytes)} are read.`,
    );
  }
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
  await handle.close();
  const head = buffer.subarray(0, bytesRead);
  const foreign = FOREIGN.find(([bytes]) => bytes.every((byte, at) => head[at] === byte));
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const wanted = kind === "gzip" ? "a .tar.gz" : "a text file in UTF-8";
  if (foreign) refuse(`This is ${foreign[1]}, not ${wanted}.`, "wrong-kind");
  if (kind === "gzip" && !isGzip) refuse("This is not a .tar.gz archive.", "wrong-kind");
  if (kind === "text" && isGzip) refuse(`This is a gzip archive, not ${wanted}: unpack it first.`, "wrong-kind");
  if (kind === "text" && head.includes(0)) refuse(`This is a binary file, not ${wanted}.`, "wrong-kind");
}

/** The text of a file piece by piece. Throws a DomainError for bytes that are not UTF-8. */
async function* decode(file: string, onBytes: (count: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let at = 0;
  try {
    for await (const chunk of createReadStream(file)) {
      if (!(chunk instanceof Uint8Array)) continue;
      yield decoder.decode(chunk, { stream: true });
      at += chunk.byteLength;
      onBytes(chunk.byteLength);
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    refuse(`The file is not text in UTF-8 (after about ${megabytes(at)}): save it in that encoding.`);
  }
}

/** The whole text of a file that must be parsed as one. */
export async function readText(file: string, maxBytes: number, { onBytes }: ReadOptions): Promise<string> {
  await checkFile(file, "text", maxBytes);
  const parts: string[] = [];
  for await (const part of decode(file, onBytes)) parts.push(part);
  return parts.join("");
}

/** The lines of a text file, each with its number. */
export async function* readLines(
  file: string,
  maxBytes: number,
  { onBytes }: ReadOptions,
): AsyncGenerator<{ line: number; text: string }> {
  await checkFile(file, "text", maxBytes);
  let rest = "";
  let line = 0;
  for await (const part of decode(file, onBytes)) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      line += 1;
      yield { line, text };
    }
  }
  if (rest !== "") yield { line: line + 1, text: rest };
}

/** A row of a CSV file with the line on which it begins; `fault` says why a row could not be read. */
export type CsvRow = { line: number; row: Record<string, string>; fault: null } | { line: number; fault: string };

const recordSchema = z.object({ info: z.object({ lines: z.number() }), record: z.record(z.string(), z.string()) });

/** Rows of a CSV file by the names of its columns, which must all be there. A row that is broken is told, not fatal. */
export async function* readCsv(
  file: string,
  columns: readonly string[],
  maxBytes: number,
  { onBytes }: ReadOptions,
): AsyncGenerator<CsvRow> {
  await checkFile(file, "text", maxBytes);
  const faults: CsvRow[] = [];
  let hasHead = false;
  const parser = parseCsv({
    bom: true,
    info: true,
    relax_column_count: false,
    skip_records_with_error: true,
    max_record_size: ROW_MAX,
    columns: (names: string[]) => {
      const lacking = columns.filter((name) => !names.includes(name));
      if (lacking.length > 0)
        refuse(`The first row lacks the columns ${lacking.join(", ")}: this is not the expected file.`);
      hasHead = true;
      return names;
    },
    on_skip: (error: CsvError | undefined) => {
      if (error) faults.push({ line: Number(error.lines ?? 0), fault: plainFault(error.code) });
      return undefined;
    },
  });
  const text = Readable.from(decode(file, onBytes));
  text.once("error", (error) => parser.destroy(error));
  text.pipe(parser);
  let last = 1;
  try {
    for await (const part of parser) {
      yield* faults.splice(0);
      const { info, record } = recordSchema.parse(part);
      yield { line: last + 1, row: record, fault: null };
      last = info.lines;
    }
  } finally {
    text.destroy();
  }
  yield* faults;
  if (!hasHead) refuse("The file has no row of column names.");
}

function plainFault(code: string): string {
  if (code.includes("QUOTE")) return "its quotes do not close";
  if (code.includes("MAX_RECORD")) return `it is longer than ${ROW_MAX.toLocaleString("en")} characters`;
  if (code.includes("INCONSISTENT")) return "it has another number of fields than the first row";
  return "it is no row of CSV";
}

/** What YAML text holds. Throws a DomainError with a reason for what is none, and for bombs. */
export function readYaml(text: string): unknown {
  try {
    return parseYaml(text, { maxAliasCount: ALIASES_MAX, logLevel: "error", uniqueKeys: false });
  } catch (error) {
    return refuse(yamlFault(error));
  }
}

/** Why YAML could not be read, in a line. */
export function yamlFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/alias/i.test(message) && error instanceof ReferenceError) {
    return `The file repeats one part more than ${ALIASES_MAX} times by aliases: such files are not read.`;
  }
  return `The file is not YAML: ${message.split("\n")[0]?.replace(/:$/, ".")}`;
}

/** A file of an archive: its text, or why it has none. */
export type ArchiveFile = { name: string; text: string; day: string } | { name: string; fault: string };

/** Text files of a .tar.gz under a folder, in their order there. Links and devices are passed over; nothing is written to disk. */
export async function* readArchive(
  file: string,
  isWanted: (name: string) => boolean,
  maxBytes: number,
  { onBytes }: ReadOptions,
): AsyncGenerator<ArchiveFile> {
  await checkFile(file, "gzip", maxBytes);
  const input = createReadStream(file);
  const gunzip = createGunzip();
  const archive = extract();
  const fail = (error: Error) => archive.destroy(error);
  input.on("data", (chunk) => onBytes(chunk.length));
  input.once("error", fail);
  gunzip.once("error", () => fail(new DomainError("invalid", "The archive is broken: it could not be unpacked.")));
  input.pipe(gunzip).pipe(archive);
  let bytes = 0;
  let count = 0;
  try {
    for await (const entry of archive) {
      count += 1;
      bytes += entry.header.size ?? 0;
      if (count > ENTRIES_MAX) refuse(`The archive has more than ${ENTRIES_MAX.toLocaleString("en")} files.`);
      if (bytes > ARCHIVE_MAX) refuse(`The archive unpacks to more than ${megabytes(ARCHIVE_MAX)}.`);
      const name = entry.header.name.replace(/^\.\//, "");
      if (entry.header.type !== "file" || !isWanted(name)) {
        entry.resume();
        continue;
      }
      if ((entry.header.size ?? 0) > ENTRY_MAX) {
        entry.resume();
        yield { name, fault: `it has more than ${megabytes(ENTRY_MAX)}` };
        continue;
      }
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
      const day = (entry.header.mtime ?? new Date(0)).toISOString().slice(0, 10);
      yield decodeEntry(name, Buffer.concat(chunks), day);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    refuse(`The archive is broken: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    input.destroy();
  }
  if (count === 0) refuse("The archive is empty.");
}

function decodeEntry(name: string, bytes: Uint8Array, day: string): ArchiveFile {
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), day };
  } catch {
    return { name, fault: "it is not text in UTF-8" };
  }
}

/** The YAML between the lines `---` at the head of a text, and the body after it. */
function splitFrontMatter(text: string): { head: string; body: string } | null {
  const match = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)([\s\S]*)$/.exec(text);
  return match ? { head: match[1] ?? "", body: match[2] ?? "" } : null;
}

/** What the YAML at the head of an archive's file says, the body after it and the file's day; or why it cannot be read. */
export function readFrontMatter(file: ArchiveFile): { given: unknown; body: string; day: string } | { fault: string } {
  if ("fault" in file) return file;
  const parts = splitFrontMatter(file.text);
  if (!parts) return { fault: "it has no front matter" };
  try {
    return { given: readYaml(parts.head), body: parts.body, day: file.day };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
