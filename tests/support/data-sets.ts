import { existsSync } from "node:fs";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";
import type { Adapter, Entry } from "@/lib/imports/schema";
import { makeFolder } from "@/tests/support/folders";

// Small files of data sets, written by hand, and what their adapters make of them.

/** Where the real files lie on machines that have them, beside the repository unless DATA_SETS says so; tests of them run only there. */
export const dataSets =
  process.env.DATA_SETS ??
  ["../shared/data", "../../shared/data"].find((folder) => existsSync(folder)) ??
  "../shared/data";

/** Writes a file that goes with the test; returns its path. */
export function writeFile(name: string, content: string | Buffer): string {
  return `${makeFolder({ [name]: content })}/${name}`;
}

/** A .tar.gz of text files, all of one day. */
export async function packArchive(files: Record<string, string | Buffer>, day = "2026-08-21"): Promise<Buffer> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) archive.entry({ name, mtime: new Date(`${day}T12:00:00Z`) }, text);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.pipe(createGzip())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const COLUMNS =
  "url,object_id,name,title,popularity,votes,verified,description,stack_count,type,category,layer,function";

/** What a test says of a row of the StackShare data set. */
export type StackshareRow = { slug: string; id: number; name?: string; title?: string; description?: string } & {
  votes?: number | string;
  stacks?: number;
  place?: [layer: string, category: string, function_: string];
};

const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The text of a tools.csv with the given rows, its lines ended as in the real one. */
export function stackshareCsv(rows: readonly StackshareRow[]): string {
  const lines = rows.map(({ slug, id, name = slug, title = "", description = "", votes = 0, stacks = 0, place }) => {
    const [layer, category, function_] = place ?? ["devops", "build-test-deploy", "cluster-management"];
    return [
      ...[`https://stackshare.io/${slug}`, `Service_${id}`, name, title, "1.5", votes, "False", description, stacks],
      ...["service", category, layer, function_],
    ]
      .map((cell) => quote(String(cell)))
      .join(",");
  });
  return `${[COLUMNS, ...lines].join("\r\n")}\r\n`;
}

/** All that an adapter yields for a file. */
export async function readEntries(adapter: Adapter, file: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of adapter.read(file, { onBytes: () => {} })) entries.push(entry);
  return entries;
}

/** Entries by what they are: tools, stacks and skipped rows, and the number of rows read. */
export async function readSorted(adapter: Adapter, file: string) {
  const entries = await readEntries(adapter, file);
  return {
    tools: entries.flatMap((entry) => (entry.is === "tool" ? [entry] : [])),
    stacks: entries.flatMap((entry) => (entry.is === "stack" ? [entry] : [])),
    skips: entries.flatMap((entry) => (entry.is === "skip" ? [entry] : [])),
    day: entries.flatMap((entry) => (entry.is === "day" ? [entry.day] : [])).at(-1) ?? null,
    read: entries.reduce((sum, entry) => sum + (entry.is === "day" ? 0 : (entry.rows ?? 1)), 0),
  };
}
