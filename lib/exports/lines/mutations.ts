import "server-only";
import { z } from "zod";
import type { Database } from "@/lib/db";
import type { ExportLine } from "@/lib/exports/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import { absoluteUrl } from "@/lib/site";
import { readStackupDocument } from "@/lib/stackups/documents/mutations";
import { readToolDocuments } from "@/lib/tools/documents/mutations";

// The whole public catalog as lines: tools, statements, figures and stacks that the site shows, with their sources and licences. Members'
// names, votes one by one, drafts, revisions and all that is not public stay out.

const BATCH = 500;
const sourceSelect = { url: true, title: true, checkedOn: true } satisfies Prisma.SourceSelect;
const shown = { removedAt: null, mergedIntoId: null } satisfies Prisma.ToolWhereInput;
const originsSchema = z.record(z.string(), z.string()).catch({});
const jsonSchema = z.json();

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
const momentOf = (date: Date | null) => date?.toISOString() ?? null;
const toSource = (row: { url: string; title: string; checkedOn: Date }) => ({
  url: row.url,
  title: row.title,
  checked: dayOf(row.checkedOn),
});

/** Ids in their order, some hundred at a time. */
async function* batches(list: (after: number) => Promise<{ id: number }[]>): AsyncGenerator<number[]> {
  for (let after = 0; ; ) {
    const ids = (await list(after)).map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = last;
  }
}

/** The ids of all tools on the site. */
function toolBatches(tx: Database): AsyncGenerator<number[]> {
  return batches((after) =>
    tx.tool.findMany({
      where: { ...shown, id: { gt: after } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true },
    }),
  );
}

async function* toolLines(tx: Database): AsyncGenerator<ExportLine> {
  for await (const ids of toolBatches(tx)) {
    const documents = await readToolDocuments(tx, ids);
    const rows = await tx.tool.findMany({
      where: { id: { in: ids } },
      orderBy: { id: "asc" },
      select: { id: true, origins: true, editedAt: true, checkedOn: true, createdAt: true },
    });
    for (const { id, origins, editedAt, checkedOn, createdAt } of rows) {
      const document = documents.get(id);
      if (!document) continue;
      yield {
        is: "tool",
        document,
        origins: originsSchema.parse(origins),
        isEdited: editedAt !== null,
        checkedOn: dayOf(checkedOn),
        createdAt: createdAt.toISOString(),
      };
    }
  }
}

async function* statementLines(tx: Database): AsyncGenerator<ExportLine> {
  const published = { status: "published", tool: shown } satisfies Prisma.StatementWhereInput;
  const list = (after: number) =>
    tx.statement.findMany({
      where: { ...published, id: { gt: after } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true },
    });
  const today = dayOf(new Date());
  for await (const ids of batches(list)) {
    const rows = await tx.statement.findMany({
      where: { id: { in: ids } },
      orderBy: { id: "asc" },
      select: {
        ...{ id: true, kind: true, text: true, note: true, version: true, sourceUrl: true, position: true },
        ...{ score: true, importedVotes: true, importedAsOf: true },
        source: { select: sourceSelect },
        tool: { select: { slug: true } },
      },
    });
    for (const { id, tool, score, importedVotes, importedAsOf, source, ...row } of rows) {
      // Votes given here are, for who reads the export, votes counted elsewhere: here, today.
      const here = {
        url: absoluteUrl(`/tools/${tool.slug}#statement-${id}`),
        title: "Votes counted by Sidestack",
        checked: today,
      };
      const hasOwn = score > importedVotes;
      yield {
        is: "statement",
        tool: tool.slug,
        ...row,
        votes: score,
        asOf: score === 0 ? null : hasOwn ? today : importedAsOf,
        source: score === 0 ? null : hasOwn ? here : source && toSource(source),
      };
    }
  }
}

async function* figureLines(tx: Database): AsyncGenerator<ExportLine> {
  const list = (after: number) =>
    tx.figure.findMany({
      where: { tool: shown, id: { gt: after } },
      orderBy: { id: "asc" },
      take: 5000,
      select: { id: true },
    });
  for await (const ids of batches(list)) {
    const rows = await tx.$queryRaw<
      {
        tool: string;
        metric: string;
        role: "imported" | "snapshot";
        value: bigint;
        asOf: string;
        url: string;
        title: string;
        checkedOn: Date;
      }[]
    >`
      SELECT t.slug AS tool, f.metric::text AS metric, f.role::text AS role, f.value, f.as_of AS "asOf", s.url, s.title,
        s.checked_on AS "checkedOn"
      FROM figures f JOIN tools t ON t.id = f.tool_id JOIN sources s ON s.id = f.source_id
      WHERE f.id = ANY(${ids}) ORDER BY f.id`;
    for (const { tool, metric, role, value, asOf, ...source } of rows) {
      yield { is: "figure", tool, metric, role, value: Number(value), asOf, source: toSource(source) };
    }
  }
}

async function* importLines(tx: Database): AsyncGenerator<ExportLine> {
  for await (const ids of toolBatches(tx)) {
    const of = { toolId: { in: ids } };
    const tool = { select: { slug: true } };
    const known = await tx.externalId.findMany({
      where: of,
      orderBy: [{ toolId: "asc" }, { datasetKey: "asc" }, { externalId: "asc" }],
      include: { tool },
    });
    for (const row of known) {
      const { externalId, rowHash } = row;
      const line = { tool: row.tool.slug, dataset: row.datasetKey, externalId, rowHash };
      yield { is: "external-id", ...line, vanishedAt: momentOf(row.vanishedAt) };
    }
    const values = await tx.importedValue.findMany({
      where: of,
      orderBy: [{ toolId: "asc" }, { datasetKey: "asc" }, { field: "asc" }],
      include: { tool },
    });
    for (const row of values) {
      const { field, version } = row;
      const line = { tool: row.tool.slug, dataset: row.datasetKey, field, value: jsonSchema.parse(row.value), version };
      yield { is: "value", ...line, seenAt: row.seenAt.toISOString(), vanishedAt: momentOf(row.vanishedAt) };
    }
  }
}

async function* stackupLines(tx: Database): AsyncGenerator<ExportLine> {
  const rows = await tx.stackup.findMany({
    where: { removedAt: null, tools: { every: { tool: shown } } },
    orderBy: { id: "asc" },
    select: { id: true, slug: true, checkedOn: true, createdAt: true, editedAt: true },
  });
  for (const { id, slug, checkedOn, createdAt, editedAt } of rows) {
    const document = await readStackupDocument(tx, id);
    if (!document) continue;
    const dates = { checkedOn: dayOf(checkedOn), createdAt: createdAt.toISOString(), isEdited: editedAt !== null };
    yield { is: "stackup", slug, ...document, ...dates };
  }
}

async function* stackLines(tx: Database): AsyncGenerator<ExportLine> {
  const isPublic = { visibility: "public", removedAt: null, isWithheld: false } satisfies Prisma.StackWhereInput;
  const list = (after: number) =>
    tx.stack.findMany({
      where: { ...isPublic, id: { gt: after } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true },
    });
  for await (const ids of batches(list)) {
    const rows = await tx.stack.findMany({
      where: { id: { in: ids } },
      orderBy: { id: "asc" },
      include: {
        tools: {
          orderBy: { position: "asc" },
          include: { tool: { select: { slug: true } }, evidence: { orderBy: { position: "asc" } } },
        },
      },
    });
    for (const row of rows) {
      const { slug, name, kind, url, description, commit, asOf } = row;
      // What a member shared here is, for who reads the export, a stack extracted from it: accounts stay here.
      const isShared = row.origin === "shared";
      yield {
        is: "stack",
        ...{ slug, name, kind, url, description, commit, asOf: dayOf(asOf) },
        origin: row.origin === "catalog" ? "catalog" : "extracted",
        dataset: isShared ? "sidestack" : row.datasetKey,
        externalId: isShared ? slug : row.externalId,
        rowHash: isShared ? "" : row.rowHash,
        vanishedAt: momentOf(row.vanishedAt),
        tools: row.tools.map((line) => ({
          tool: line.tool?.slug ?? null,
          ...{ name: line.name, layer: line.layer, version: line.version, role: line.role, reason: line.reason },
          ...{ replaced: line.replaced, today: line.today, since: line.since, until: line.until },
          confidence: line.confidence,
          evidence: line.evidence.map((seen) => ({ file: seen.file, line: seen.line, commit: seen.commit })),
        })),
      };
    }
  }
}

/** All lines of an export, in the order in which an import can take them. */
export async function* readExportLines(tx: Database): AsyncGenerator<ExportLine> {
  yield {
    is: "sidestack",
    version: 1,
    licence: "CC0-1.0 for the catalog’s own texts; of data sets as their lines say",
  };
  const datasets = await tx.dataset.findMany({ where: { key: { not: "sidestack" } }, orderBy: { key: "asc" } });
  for (const { importedAt, ...row } of datasets) yield { is: "dataset", ...row, importedAt: momentOf(importedAt) };
  const categories = await tx.category.findMany({
    orderBy: [{ level: "asc" }, { path: "asc" }],
    select: { path: true, level: true, name: true, position: true },
  });
  for (const row of categories) yield { is: "category", ...row };
  const used = await tx.logo.findMany({ where: { set: "uploaded", tool: shown }, select: { icon: true } });
  const files = await tx.logoFile.findMany({
    where: { hash: { in: used.map(({ icon }) => icon) } },
    orderBy: { hash: "asc" },
  });
  for (const { hash, type, bytes } of files) {
    const base64 = Buffer.from(bytes).toString("base64");
    yield { is: "logo-file", hash, type: type === "image/png" ? "image/png" : "image/svg+xml", base64 };
  }
  yield* toolLines(tx);
  yield* statementLines(tx);
  yield* figureLines(tx);
  yield* importLines(tx);
  yield* stackupLines(tx);
  yield* stackLines(tx);
}
