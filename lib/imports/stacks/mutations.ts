import "server-only";
import type { Database } from "@/lib/db";
import { foldName, freeSlug } from "@/lib/imports/rules";
import type { DatasetInfo, StackRecord } from "@/lib/imports/schema";
import { findToolByName, type StackNames } from "@/lib/imports/stacks/rules";
import { inChunks } from "@/lib/imports/tools/mutations";

type Line = {
  toolId: number | null;
  pending: string | null;
  name: string;
  version: string | null;
  file: string | null;
};

/** A stack with the tools that its names mean. */
export type ReadStack = { record: StackRecord; lines: Line[]; hash: string };

/** How to find the tools of stacks: by external ids of other data sets, then by name. */
export async function readStackTools(
  tx: Database,
  records: readonly StackRecord[],
  names: StackNames,
  hashOf: (value: unknown) => string,
): Promise<ReadStack[]> {
  const wanted = [...new Set(records.flatMap(({ tools }) => tools.flatMap(({ known }) => known?.externalId ?? [])))];
  const rows = await tx.externalId.findMany({
    where: { externalId: { in: wanted } },
    select: { datasetKey: true, externalId: true, toolId: true },
  });
  const byExternalId = new Map(rows.map((row) => [`${row.datasetKey} ${row.externalId}`, row.toolId]));
  return records.map((record) => {
    const lines = new Map<string, Line>();
    for (const { name, known, version, file } of record.tools) {
      const id = (known && byExternalId.get(`${known.dataset} ${known.externalId}`)) ?? findToolByName(name, names);
      if (id === null && !record.keepsUnknown) continue;
      const key = id === null ? foldName(name) : String(id);
      if (!lines.has(key)) {
        lines.set(key, { toolId: id, pending: id === null ? foldName(name) : null, name, version, file });
      }
    }
    const list = [...lines.values()];
    return { record, lines: list, hash: hashOf([record.name, record.url, record.asOf, record.kind, list]) };
  });
}

/** What writing stacks did. */
export type StackOutcome = {
  created: number;
  updated: number;
  unchanged: number;
  vanished: number;
  slugs: string[];
  toolIds: number[];
};

async function keepPending(tx: Database, stacks: readonly ReadStack[]): Promise<Map<string, number>> {
  const names = new Map(
    stacks.flatMap(({ lines }) => lines.flatMap(({ pending, name }) => (pending ? [[pending, name] as const] : []))),
  );
  await tx.pendingTool.createMany({ data: [...names].map(([key, name]) => ({ key, name })), skipDuplicates: true });
  const rows = await tx.pendingTool.findMany({
    where: { key: { in: [...names.keys()] } },
    select: { id: true, key: true },
  });
  return new Map(rows.map((row) => [row.key, row.id]));
}

/** Brings the extracted stacks of a data set to what its file says; those that it no longer has are flagged and kept. */
export async function writeStacks(
  tx: Database,
  stacks: readonly ReadStack[],
  { dataset, day, isWhole }: { dataset: DatasetInfo; day: string; isWhole: boolean },
): Promise<StackOutcome> {
  const stored = await tx.stack.findMany({
    where: { datasetKey: dataset.key },
    select: { id: true, slug: true, externalId: true, rowHash: true, vanishedAt: true },
  });
  const known = new Map(stored.map((row) => [row.externalId ?? "", row]));
  const taken = new Set((await tx.stack.findMany({ select: { slug: true } })).map((row) => row.slug));
  const outcome: StackOutcome = { created: 0, updated: 0, unchanged: 0, vanished: 0, slugs: [], toolIds: [] };
  const changed: { id: number; stack: ReadStack }[] = [];
  const fresh: { slug: string; stack: ReadStack }[] = [];
  for (const stack of stacks) {
    const row = known.get(stack.record.externalId);
    if (!row) {
      const slug = freeSlug(stack.record.slug, (wanted) => taken.has(wanted));
      taken.add(slug);
      fresh.push({ slug, stack });
    } else if (row.rowHash === stack.hash && row.vanishedAt === null) outcome.unchanged += 1;
    else {
      changed.push({ id: row.id, stack });
      outcome.slugs.push(row.slug);
    }
  }
  const fields = ({ record, hash, lines }: ReadStack) => ({
    name: record.name,
    url: record.url,
    asOf: new Date(`${record.asOf ?? day}T00:00:00Z`),
    toolCount: lines.filter(({ toolId }) => toolId !== null).length,
    rowHash: hash,
  });
  await inChunks(fresh, async (chunk) => {
    const rows = await tx.stack.createManyAndReturn({
      data: chunk.map(({ slug, stack }) => ({
        slug,
        kind: stack.record.kind,
        origin: "extracted" as const,
        datasetKey: dataset.key,
        externalId: stack.record.externalId,
        ...fields(stack),
      })),
      select: { id: true, slug: true },
    });
    const ids = new Map(rows.map((row) => [row.slug, row.id]));
    for (const { slug, stack } of chunk) changed.push({ id: ids.get(slug) ?? 0, stack });
    outcome.slugs.push(...rows.map((row) => row.slug));
  });
  outcome.created = fresh.length;
  outcome.updated = changed.length - fresh.length;
  for (const { id, stack } of changed.slice(0, outcome.updated)) {
    await tx.stack.update({ where: { id }, data: { ...fields(stack), vanishedAt: null } });
  }
  // Tools that were in these stacks before, and those that are now.
  const before = await tx.stackTool.findMany({
    where: { stackId: { in: changed.map(({ id }) => id) }, toolId: { not: null } },
    distinct: ["toolId"],
    select: { toolId: true },
  });
  const after = changed.flatMap(({ stack }) => stack.lines);
  outcome.toolIds = [...new Set([...before, ...after].flatMap(({ toolId }) => toolId ?? []))];
  await writeLines(tx, changed);
  if (isWhole) {
    const seen = new Set(stacks.map(({ record }) => record.externalId));
    const gone = stored.filter((row) => row.vanishedAt === null && !seen.has(row.externalId ?? ""));
    await tx.stack.updateMany({ where: { id: { in: gone.map((row) => row.id) } }, data: { vanishedAt: new Date() } });
    outcome.vanished = gone.length;
  }
  return outcome;
}

async function writeLines(tx: Database, changed: readonly { id: number; stack: ReadStack }[]): Promise<void> {
  const pending = await keepPending(
    tx,
    changed.map(({ stack }) => stack),
  );
  await tx.stackTool.deleteMany({ where: { stackId: { in: changed.map(({ id }) => id) } } });
  const rows = changed.flatMap(({ id, stack }) =>
    stack.lines.map(({ toolId, pending: key, name, version, file }, position) => ({
      row: { stackId: id, toolId, pendingId: key ? (pending.get(key) ?? null) : null, name, version, position },
      file,
    })),
  );
  await inChunks(rows, async (chunk) => {
    const written = await tx.stackTool.createManyAndReturn({
      data: chunk.map(({ row }) => row),
      select: { id: true, stackId: true, position: true },
    });
    const ids = new Map(written.map((row) => [`${row.stackId} ${row.position}`, row.id]));
    const evidence = chunk.flatMap(({ row, file }) => {
      const stackToolId = ids.get(`${row.stackId} ${row.position}`);
      return file && stackToolId !== undefined ? [{ stackToolId, position: 0, file }] : [];
    });
    await tx.stackEvidence.createMany({ data: evidence });
  });
}
