import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type Dataset, type ImportRun, importReportSchema } from "@/lib/imports/schema";
import { tags } from "@/lib/tags";

const runSelect = {
  id: true,
  datasetKey: true,
  fileName: true,
  version: true,
  isDryRun: true,
  status: true,
  done: true,
  size: true,
  read: true,
  created: true,
  updated: true,
  unchanged: true,
  skipped: true,
  vanished: true,
  report: true,
  startedAt: true,
  endedAt: true,
  dataset: { select: { name: true } },
  member: { select: { handle: true } },
} satisfies Prisma.ImportRunSelect;

/** A run that says that it is under way for so long without holding the lock of imports is dead, in milliseconds. */
const GRACE = 15_000;

function toRun(row: Prisma.ImportRunGetPayload<{ select: typeof runSelect }>, isLocked: boolean): ImportRun {
  const { datasetKey, dataset, member, done, size, report, startedAt, endedAt, status, ...run } = row;
  const isDead = status === "running" && !isLocked && Date.now() - startedAt.getTime() > GRACE;
  return {
    ...run,
    source: datasetKey,
    sourceName: dataset.name,
    by: member?.handle ?? null,
    status: isDead ? "failed" : status,
    done: Number(done),
    size: Number(size),
    startedAt: startedAt.toISOString(),
    seconds: endedAt ? (endedAt.getTime() - startedAt.getTime()) / 1000 : null,
    report: {
      ...importReportSchema.parse(report),
      ...(isDead ? { error: "The program that ran it ended before it was done. Nothing was changed." } : {}),
    },
  };
}

/** Whether an import is under way now, in this or in another process: it holds the lock. */
export async function hasRunningImport(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ isLocked: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ((classid::bigint << 32) | objid::bigint) = hashtext('sidestack import')::bigint) AS "isLocked"`;
  return row?.isLocked ?? false;
}

/** The newest runs, newest first. */
export async function listImportRuns(limit: number): Promise<ImportRun[]> {
  const [rows, isLocked] = await Promise.all([
    db().importRun.findMany({ relationLoadStrategy: "join", orderBy: { id: "desc" }, take: limit, select: runSelect }),
    hasRunningImport(),
  ]);
  return rows.map((row) => toRun(row, isLocked));
}

/** One run; null when there is none of that number. */
export async function getImportRun(id: number): Promise<ImportRun | null> {
  const [row, isLocked] = await Promise.all([
    db().importRun.findUnique({ relationLoadStrategy: "join", where: { id }, select: runSelect }),
    hasRunningImport(),
  ]);
  return row && toRun(row, isLocked);
}

/** All data sets that were ever imported, by name, with what their licences ask for. */
export async function listDatasets(): Promise<Dataset[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.datasets);
  const rows = await db().$queryRaw<(Omit<Dataset, "importedOn"> & { importedOn: Date | null })[]>`
    SELECT d.key, d.name, d.url, d.licence, d.licence_url AS "licenceUrl", d.attribution, d.version,
      d.imported_at AS "importedOn",
      (SELECT count(*)::int FROM external_ids e WHERE e.dataset_key = d.key) AS tools,
      (SELECT count(*)::int FROM stacks s WHERE s.dataset_key = d.key AND s.removed_at IS NULL) AS stacks
    FROM datasets d WHERE d.imported_at IS NOT NULL ORDER BY lower(d.name), d.key`;
  return rows.map((row) => ({ ...row, importedOn: row.importedOn?.toISOString().slice(0, 10) ?? null }));
}
