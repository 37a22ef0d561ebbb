import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import type { Database } from "@/lib/db";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import type { DatasetInfo, ImportCounts, ImportReport } from "@/lib/imports/schema";

/** What is known of a run before it begins. */
export type RunStart = {
  dataset: DatasetInfo;
  file: string;
  fileName?: string;
  isDryRun: boolean;
  memberId: string | null;
};

/** The version of a file: the beginning of the SHA-256 of its bytes. */
async function versionOf(file: string): Promise<{ version: string; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of createReadStream(file)) {
    if (!(chunk instanceof Uint8Array)) continue;
    hash.update(chunk);
    size += chunk.byteLength;
  }
  return { version: `sha256:${hash.digest("hex").slice(0, 12)}`, size };
}

/** Writes the data set as it is known now, leaving alone which version was imported. */
export async function keepDataset(
  tx: Database,
  { key, name, url, licence, licenceUrl, attribution }: DatasetInfo,
): Promise<void> {
  const fields = { name, url, licence, licenceUrl, attribution };
  await tx.dataset.upsert({ where: { key }, create: { key, ...fields }, update: fields });
}

/** Notes that an import begins. Returns the number of the run and the version of the file. */
export async function startRun(database: PrismaClient, start: RunStart): Promise<{ id: number; version: string }> {
  const { version, size } = await versionOf(start.file);
  await keepDataset(database, start.dataset);
  const { id } = await database.importRun.create({
    data: {
      datasetKey: start.dataset.key,
      fileName: path.basename(start.fileName ?? start.file).slice(0, 200),
      version,
      isDryRun: start.isDryRun,
      size,
      memberId: start.memberId,
    },
    select: { id: true },
  });
  return { id, version };
}

/** Notes how far a run has read, in bytes. */
export async function noteProgress(database: PrismaClient, runId: number, done: number): Promise<void> {
  await database.importRun.updateMany({ where: { id: runId, status: "running" }, data: { done } });
}

/** Notes how a run ended. */
export async function finishRun(
  database: PrismaClient,
  runId: number,
  outcome: { status: "done" | "failed"; counts: ImportCounts; report: ImportReport },
): Promise<void> {
  const { status, counts, report } = outcome;
  await database.importRun.update({ where: { id: runId }, data: { status, ...counts, report, endedAt: new Date() } });
}

/** Closes runs that their process left open when it died. To be called by who holds the lock of imports. */
export async function closeDeadRuns(database: PrismaClient, exceptId: number): Promise<void> {
  const error = "The program that ran it ended before it was done. Nothing was changed: import the file again.";
  await database.importRun.updateMany({
    where: { status: "running", id: { lt: exceptId } },
    data: { status: "failed", endedAt: new Date(), report: { error } },
  });
}
