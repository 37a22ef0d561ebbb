import "server-only";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import { z } from "zod";
import type { Database } from "@/lib/db";
import { csvRow } from "@/lib/exports/rules";
import type { ExportLine } from "@/lib/exports/schema";
import type { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
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

async function* toolLines(tx: Database): AsyncGenerator<ExportLine> {
  const list = (after: number) =>
    tx.tool.findMany({
      where: { ...shown, id: { gt: after } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true },
    });
  for await (const ids of batches(list)) {
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
  const list = (after: number) =>
    tx.tool.findMany({
      where: { ...shown, id: { gt: after } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true },
    });
  for await (const ids of batches(list)) {
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
  const isPublic = { visibility: "public", removedAt: null } satisfies Prisma.StackWhereInput;
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

/** The CSV files of an export: their columns, and the row of a line that belongs there. */
const TABLES: Record<
  string,
  { columns: string[]; rowOf: (line: ExportLine) => (string | number | boolean | null)[] | null }
> = {
  "tools.csv": {
    columns: [
      "slug",
      "name",
      "kind",
      "function",
      "tagline",
      "description",
      "lifecycle",
      "since",
      "website",
      "repository",
      "licence",
      "checked_on",
      "text_sources",
    ],
    rowOf: (line) => {
      if (line.is !== "tool") return null;
      const { document, origins, checkedOn } = line;
      const fact = (key: "website" | "repository" | "licence") => document.facts[key]?.value ?? "";
      const texts = [origins.tagline, origins.description].filter(Boolean).join(" ");
      return [
        ...[document.slug, document.name, document.kind, document.function, document.tagline, document.description],
        ...[document.lifecycle.state, document.lifecycle.since, fact("website"), fact("repository"), fact("licence")],
        ...[checkedOn, texts],
      ];
    },
  },
  "statements.csv": {
    columns: ["tool", "kind", "text", "votes", "votes_as_of", "votes_source"],
    rowOf: (line) =>
      line.is === "statement"
        ? [line.tool, line.kind, line.text, line.votes, line.asOf, line.source?.url ?? null]
        : null,
  },
  "figures.csv": {
    columns: ["tool", "metric", "role", "value", "as_of", "source"],
    rowOf: (line) =>
      line.is === "figure" ? [line.tool, line.metric, line.role, line.value, line.asOf, line.source.url] : null,
  },
  "licences.csv": {
    columns: ["dataset", "name", "url", "licence", "licence_url", "attribution", "version"],
    rowOf: (line) =>
      line.is === "dataset"
        ? [line.key, line.name, line.url, line.licence, line.licenceUrl, line.attribution, line.version]
        : null,
  },
};

async function put(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}

/** The longest that an export may take, in milliseconds. */
const TIMEOUT = 15 * 60_000;

/**
 * Writes the whole public catalog into a folder: `sidestack.jsonl`, which an import takes back, and tables in CSV. All of it is as of one
 * moment, and files are replaced only when they are whole. Returns the number of lines.
 */
export async function writeExport(database: PrismaClient, folder: string): Promise<{ lines: number; files: string[] }> {
  await mkdir(folder, { recursive: true });
  const files = ["sidestack.jsonl", ...Object.keys(TABLES)];
  const streams = new Map(files.map((name) => [name, createWriteStream(path.join(folder, `${name}.part`))]));
  const lines = await database.$transaction(
    async (tx) => {
      let count = 0;
      for (const [name, { columns }] of Object.entries(TABLES)) {
        const stream = streams.get(name);
        if (stream) await put(stream, csvRow(columns));
      }
      for await (const line of readExportLines(tx)) {
        count += 1;
        for (const [name, stream] of streams) {
          const row = TABLES[name]?.rowOf(line);
          if (row) await put(stream, csvRow(row));
          else if (name === "sidestack.jsonl") await put(stream, `${JSON.stringify(line)}\n`);
        }
      }
      return count;
    },
    { isolationLevel: "RepeatableRead", maxWait: 20_000, timeout: TIMEOUT },
  );
  for (const [name, stream] of streams) {
    stream.end();
    await finished(stream);
    await rename(path.join(folder, `${name}.part`), path.join(folder, name));
  }
  return { lines, files };
}
