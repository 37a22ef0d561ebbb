import "server-only";
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { finished, pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { readExportLines } from "@/lib/exports/lines/mutations";
import { csvRow, EXPORT_TABLES } from "@/lib/exports/rules";
import { exportFiles, exportTables } from "@/lib/exports/schema";
import type { PrismaClient } from "@/lib/generated/prisma/client";

const LINES = "sidestack.jsonl";
/** Where an export is written until it is whole: a folder beside its files, with a name of its own. */
const ASIDE = ".writing-";

/** The longest that an export may take, in milliseconds. */
const TIMEOUT = 15 * 60_000;

function openFile(file: string): WriteStream {
  const stream = createWriteStream(file);
  // Without a listener a full disk would end the process; it is told to whoever writes next.
  stream.on("error", () => {});
  return stream;
}

async function put(stream: WriteStream, text: string): Promise<void> {
  if (stream.errored) throw stream.errored;
  if (!stream.write(text)) await once(stream, "drain");
}

/** Removes what exports left that were killed while they wrote. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const place = path.join(folder, name);
    if (name.startsWith(ASIDE) && (await stat(place)).mtimeMs < Date.now() - TIMEOUT)
      await rm(place, { recursive: true });
  }
}

/** Writes the lines and the tables into an empty folder, all as of one moment. Returns the number of lines. */
async function writeFiles(database: PrismaClient, folder: string, signal: AbortSignal | undefined): Promise<number> {
  const lines = openFile(path.join(folder, LINES));
  const tables = exportTables.map((name) => ({ ...EXPORT_TABLES[name], stream: openFile(path.join(folder, name)) }));
  const streams = [lines, ...tables.map(({ stream }) => stream)];
  try {
    for (const { stream, columns } of tables) await put(stream, csvRow(columns));
    const count = await database.$transaction(
      async (tx) => {
        let written = 0;
        for await (const line of readExportLines(tx)) {
          signal?.throwIfAborted();
          written += 1;
          await put(lines, `${JSON.stringify(line)}\n`);
          for (const { stream, rowOf } of tables) {
            const row = rowOf(line);
            if (row) await put(stream, csvRow(row));
          }
        }
        return written;
      },
      { isolationLevel: "RepeatableRead", maxWait: 20_000, timeout: TIMEOUT },
    );
    for (const stream of streams) {
      stream.end();
      await finished(stream);
    }
    return count;
  } finally {
    for (const stream of streams) stream.destroy();
  }
}

/**
 * Writes the whole public catalog into a folder: `sidestack.jsonl`, which an import takes back, the same compressed, and tables in CSV.
 * Files are replaced only when all of them are whole; what was there before stays when the export fails or `signal` ends it. Returns
 * the number of lines.
 */
export async function writeExport(
  database: PrismaClient,
  folder: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ lines: number; files: readonly string[] }> {
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  const aside = await mkdtemp(path.join(folder, ASIDE));
  try {
    const lines = await writeFiles(database, aside, signal);
    const file = path.join(aside, LINES);
    await pipeline(createReadStream(file), createGzip(), createWriteStream(`${file}.gz`), { signal });
    for (const name of exportFiles) await rename(path.join(aside, name), path.join(folder, name));
    return { lines, files: exportFiles };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
