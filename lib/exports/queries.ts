import "server-only";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { cacheLife, cacheTag } from "next/cache";
import { readEnv } from "@/lib/env";
import { type Export, type ExportFile, exportFiles } from "@/lib/exports/schema";
import { tags } from "@/lib/tags";

/** The newest export with the sizes of its files; null where none was written yet. */
export async function getExport(): Promise<Export | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.datasets);
  const found = await Promise.all(exportFiles.map(findFile));
  const files = found.flatMap((file) => (file ? [{ name: file.name, bytes: file.bytes }] : []));
  const [first] = found;
  return first && files.length === exportFiles.length ? { writtenOn: first.writtenAt.slice(0, 10), files } : null;
}

async function findFile(name: ExportFile) {
  const folder = readEnv().EXPORT_FOLDER;
  if (!folder) return null;
  const place = path.join(folder, name);
  const found = await stat(place).catch(() => null);
  return found?.isFile() ? { name, place, bytes: found.size, writtenAt: found.mtime.toISOString() } : null;
}

/** The bytes of a file as an answer sends them; whoever stops listening closes it. */
function streamFile(place: string): ReadableStream<Uint8Array> {
  const pieces = createReadStream(place)[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else if (value instanceof Uint8Array) controller.enqueue(value);
    },
    cancel: async () => {
      await pieces.return?.();
    },
  });
}

/** A file of the newest export, piece by piece; null where it was not written yet. */
export async function getExportFile(name: ExportFile) {
  const file = await findFile(name);
  return file && { ...file, body: streamFile(file.place) };
}
