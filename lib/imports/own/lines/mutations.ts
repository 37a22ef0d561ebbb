import "server-only";
import type { Database } from "@/lib/db";
import type { ExportLine } from "@/lib/exports/schema";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Tally } from "@/lib/imports/rows/mutations";
import { foldName } from "@/lib/imports/rules";
import type { Author } from "@/lib/revisions/schema";
import { recordStackup, writeStackup } from "@/lib/stackups/documents/mutations";

type Line<Kind extends ExportLine["is"]> = Extract<ExportLine, { is: Kind }>;
type At<Kind extends ExportLine["is"]> = { at: string; line: Line<Kind> };
type Source = { url: string; title: string; checked: string };

const date = (day: string) => new Date(`${day}T00:00:00Z`);

/** Ids of sources, written unless they are there. */
function createSources(tx: Database) {
  const ids = new Map<string, number>();
  const keyOf = ({ url, title, checked }: Source) => JSON.stringify([url, title, checked]);
  return async (sources: readonly Source[]): Promise<(source: Source | null) => number | null> => {
    const fresh = [...new Map(sources.filter((one) => !ids.has(keyOf(one))).map((one) => [keyOf(one), one])).values()];
    const rows = fresh.map(({ url, title, checked }) => ({ url, title, checkedOn: date(checked) }));
    await tx.source.createMany({ data: rows, skipDuplicates: true });
    const found = await tx.$queryRaw<{ id: number; url: string; title: string; checked: string }[]>`
      SELECT s.id, s.url, s.title, s.checked_on::text AS checked FROM sources s
      JOIN jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) AS r(url text, title text, checked date)
        ON r.url = s.url AND r.title = s.title AND r.checked = s.checked_on`;
    for (const row of found) ids.set(keyOf(row), row.id);
    return (source) => (source ? (ids.get(keyOf(source)) ?? null) : null);
  };
}

/** What an import of our own lines wrote. */
export type OwnOutcome = { toolIds: number[]; stacks: string[]; hasNewCategories: boolean };

/** Writes the lines of an export run by run. What refers to tools of later lines is written by `finish`. */
export async function createOwnWriter(tx: Database, tally: Tally, author: Author) {
  const keepSources = createSources(tx);
  const taken = new Map(
    (await tx.toolSlug.findMany({ select: { slug: true, toolId: true } })).map((row) => [
      row.slug.toLowerCase(),
      row.toolId,
    ]),
  );
  /** Tools that this import made, by slug: only these get what belongs to a tool. */
  const made = new Map<string, number>();
  const idOf = (slug: string) => made.get(slug) ?? taken.get(slug.toLowerCase());
  const documents: Line<"tool">["document"][] = [];
  const stacks: string[] = [];
  let newCategories = 0;
  const functions = new Map<string, number>();

  const writers: { [Kind in ExportLine["is"]]: (lines: At<Kind>[]) => Promise<void> } = {
    sidestack: async () => {},
    dataset: async (lines) => {
      const rows = lines.map(({ line: { is: _, ...row } }) => row);
      await tx.dataset.createMany({ data: rows, skipDuplicates: true });
    },
    category: async (lines) => {
      for (const { line } of lines) {
        const parentPath = line.path.split("/").slice(0, -1).join("/");
        const known = await tx.category.findUnique({ where: { path: line.path }, select: { id: true } });
        const parent = parentPath
          ? await tx.category.findUniqueOrThrow({ where: { path: parentPath }, select: { id: true } })
          : null;
        const parentId = parent?.id ?? null;
        const isTaken = await tx.category.findFirst({
          where: { parentId, position: line.position },
          select: { id: true },
        });
        const last = await tx.category.aggregate({ where: { parentId }, _max: { position: true } });
        const position = isTaken ? (last._max.position ?? 0) + 1 : line.position;
        const slug = line.path.split("/").at(-1) ?? "";
        const { id } =
          known ??
          (await tx.category.create({
            data: { path: line.path, slug, level: line.level, name: line.name, parentId, position },
            select: { id: true },
          }));
        if (!known) newCategories += 1;
        if (line.level === "function") functions.set(line.path, id);
      }
    },
    "logo-file": async (lines) => {
      const rows = lines.map(({ line: { hash, type, base64 } }) => ({
        hash,
        type,
        bytes: Buffer.from(base64, "base64"),
      }));
      await tx.logoFile.createMany({ data: rows, skipDuplicates: true });
    },
    tool: (lines) => writeTools(lines),
    statement: async (lines) => {
      const sourceId = await keepSources(lines.flatMap(({ line }) => line.source ?? []));
      const rows = ofMade(lines, ({ is: _, tool: __, votes, asOf, source, ...row }, toolId) => ({
        ...row,
        toolId,
        textKey: row.text.toLowerCase(),
        importedVotes: votes,
        importedAsOf: votes > 0 ? asOf : null,
        sourceId: votes > 0 ? sourceId(source) : null,
        score: votes,
      }));
      await tx.statement.createMany({ data: rows, skipDuplicates: true });
    },
    figure: async (lines) => {
      const sourceId = await keepSources(lines.map(({ line }) => line.source));
      const rows = ofMade(lines, (line, toolId) => ({ ...line, toolId, sourceId: sourceId(line.source) }));
      await tx.$executeRaw`
        INSERT INTO figures (tool_id, metric, role, value, as_of, source_id)
        SELECT r."toolId", r.metric::metric, r.role::figure_role, r.value, r."asOf", r."sourceId"
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS r("toolId" int, metric text, role text, value bigint, "asOf" text, "sourceId" int)
        ON CONFLICT DO NOTHING`;
    },
    "external-id": async (lines) => {
      const rows = ofMade(lines, ({ dataset: datasetKey, externalId, rowHash, vanishedAt }, toolId) => ({
        ...{ datasetKey, externalId, rowHash, vanishedAt, toolId },
      }));
      await tx.externalId.createMany({ data: rows, skipDuplicates: true });
    },
    value: async (lines) => {
      const rows = ofMade(lines, ({ dataset: datasetKey, field, value, version, seenAt, vanishedAt }, toolId) => ({
        ...{ datasetKey, field, version, seenAt, vanishedAt, toolId },
        value: value ?? Prisma.JsonNull,
      }));
      await tx.importedValue.createMany({ data: rows, skipDuplicates: true });
    },
    stackup: async (lines) => {
      for (const { at, line } of lines) {
        const isThere = await tx.stackup.findUnique({ where: { slug: line.slug }, select: { id: true } });
        const missing = line.tools.find((slug) => idOf(slug) === undefined);
        if (isThere) tally.counts.unchanged += 1;
        else if (missing !== undefined) tally.skip(at, "it names a tool that is not here", missing);
        else await writeOwnStackup(line);
      }
    },
    stack: (lines) => writeStacks(lines),
  };

  /** Rows of the lines whose tool this import made. */
  function ofMade<OfTool extends { tool: string }, Row>(
    lines: { line: OfTool }[],
    toRow: (line: OfTool, toolId: number) => Row,
  ): Row[] {
    return lines.flatMap(({ line }) => {
      const toolId = made.get(line.tool);
      return toolId === undefined ? [] : [toRow(line, toolId)];
    });
  }

  async function writeTools(lines: At<"tool">[]): Promise<void> {
    const fresh = lines.filter(({ at, line: { document } }) => {
      const isTaken = taken.has(document.slug.toLowerCase());
      const isPlaced = functions.has(document.function);
      if (isTaken) tally.counts.unchanged += 1;
      else if (!isPlaced) tally.skip(at, "its function is not in the file", document.name);
      return !isTaken && isPlaced;
    });
    const sources = fresh.flatMap(({ line: { document } }) => [
      ...(document.lifecycle.source ? [document.lifecycle.source] : []),
      ...Object.values(document.facts).flatMap((fact) => (fact ? [fact.source] : [])),
      ...document.features.map((feature) => feature.source),
    ]);
    const sourceId = await keepSources(sources);
    const rows = fresh.map(({ line: { document, origins, isEdited, checkedOn, createdAt } }) => ({
      slug: document.slug,
      name: document.name,
      tagline: document.tagline,
      description: document.description,
      kind: document.kind,
      functionId: functions.get(document.function),
      state: document.lifecycle.state,
      since: document.lifecycle.since,
      note: document.lifecycle.note,
      sourceId: sourceId(document.lifecycle.source),
      ...{ origins, isEdited, checkedOn, createdAt },
    }));
    const written = await tx.$queryRaw<{ id: number; slug: string }[]>`
      INSERT INTO tools (slug, name, sort_name, tagline, description, kind, function_id, lifecycle_state, lifecycle_since,
        lifecycle_note, lifecycle_source_id, origins, edited_at, checked_on, created_at, updated_at)
      SELECT r.slug, r.name, lower(r.name), r.tagline, r.description, r.kind, r."functionId", r.state::lifecycle_state, r.since,
        r.note, r."sourceId", r.origins, CASE WHEN r."isEdited" THEN now() END, r."checkedOn", r."createdAt", now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(slug text, name text, tagline text, description text, kind text,
        "functionId" int, state text, since text, note text, "sourceId" int, origins jsonb, "isEdited" boolean,
        "checkedOn" date, "createdAt" timestamptz)
      RETURNING id, slug`;
    for (const { id, slug } of written) {
      made.set(slug, id);
      taken.set(slug.toLowerCase(), id);
    }
    tally.counts.created += written.length;
    const found = fresh.map(({ line: { document } }) => ({ document, toolId: made.get(document.slug) ?? 0 }));
    await tx.toolSlug.createMany({
      data: found.flatMap(({ document, toolId }) =>
        [document.slug, ...document.aliases].map((slug) => ({ slug, toolId })),
      ),
      skipDuplicates: true,
    });
    const facts = found.flatMap(({ document, toolId }) =>
      Object.entries(document.facts).flatMap(([key, fact]) =>
        fact ? [{ toolId, key, value: fact.value, sourceId: sourceId(fact.source) }] : [],
      ),
    );
    await tx.$executeRaw`
      INSERT INTO facts (tool_id, key, value, source_id)
      SELECT r."toolId", r.key::fact_key, r.value, r."sourceId"
      FROM jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) AS r("toolId" int, key text, value text, "sourceId" int)`;
    await tx.feature.createMany({
      data: found.flatMap(({ document, toolId }) =>
        document.features.map(({ name, value, source }, position) => ({
          ...{ toolId, position, name, value },
          sourceId: sourceId(source) ?? 0,
        })),
      ),
    });
    await tx.toolLink.createMany({
      data: found.flatMap(({ document, toolId }) =>
        document.links.map((link, position) => ({ toolId, position, ...link })),
      ),
    });
    await tx.logo.createMany({
      data: found.flatMap(({ document, toolId }) => (document.logo ? [{ toolId, ...document.logo }] : [])),
    });
    documents.push(...found.map(({ document }) => document));
  }

  async function writeOwnStackup(line: Line<"stackup">): Promise<void> {
    const { slug: _, checkedOn, createdAt, isEdited, is: __, ...document } = line;
    const sourceId = await keepSources(document.claims.flatMap(({ cells }) => cells.map((cell) => cell.source)));
    const { id } = await writeStackup(tx, document, {
      toolIds: document.tools.map((slug) => idOf(slug) ?? 0),
      sourceId: async (source) => sourceId(source) ?? 0,
    });
    const dates = { checkedOn: date(checkedOn), createdAt, editedAt: isEdited ? new Date() : null };
    await tx.stackup.update({ where: { id }, data: dates });
    await recordStackup(tx, id, { author, reason: "Imported from an export of Sidestack" });
    tally.counts.created += 1;
  }

  async function writeStacks(lines: At<"stack">[]): Promise<void> {
    const there = await tx.stack.findMany({
      where: { slug: { in: lines.map(({ line }) => line.slug) } },
      select: { slug: true },
    });
    const known = new Set(there.map((row) => row.slug));
    const fresh = lines.filter(({ line }) => !known.has(line.slug));
    tally.counts.unchanged += lines.length - fresh.length;
    const pendingNames = fresh.flatMap(({ line }) =>
      line.tools.flatMap(({ tool, name }) => (tool === null ? [name] : [])),
    );
    const pendingRows = [...new Map(pendingNames.map((name) => [foldName(name), name]))].map(([key, name]) => ({
      key,
      name,
    }));
    await tx.pendingTool.createMany({ data: pendingRows, skipDuplicates: true });
    const pending = new Map(
      (await tx.pendingTool.findMany({ where: { key: { in: pendingRows.map((row) => row.key) } } })).map((row) => [
        row.key,
        row.id,
      ]),
    );
    for (const { line } of fresh) {
      const { is: _, tools, dataset: datasetKey, asOf, ...row } = line;
      const lineOf = tools.map(({ tool, evidence, ...one }, position) => ({
        ...one,
        position,
        evidence,
        toolId: tool ? idOf(tool) : undefined,
        isPending: tool === null,
      }));
      const kept = lineOf.filter(({ toolId, isPending }) => toolId !== undefined || isPending);
      await tx.stack.create({
        data: {
          ...row,
          datasetKey,
          asOf: date(asOf),
          toolCount: kept.filter(({ toolId }) => toolId !== undefined).length,
          tools: {
            create: kept.map(({ toolId, isPending, evidence, ...one }) => ({
              ...one,
              toolId: toolId ?? null,
              pendingId: isPending ? (pending.get(foldName(one.name)) ?? null) : null,
              evidence: { create: evidence.map((seen, position) => ({ ...seen, position })) },
            })),
          },
        },
        select: { id: true },
      });
      stacks.push(line.slug);
      tally.counts.created += 1;
    }
  }

  const write = async (lines: { at: string; line: ExportLine }[]): Promise<void> => {
    const kind = lines[0]?.line.is;
    if (kind) await writeKind(kind, lines);
  };

  async function writeKind<Kind extends ExportLine["is"]>(
    kind: Kind,
    lines: { at: string; line: ExportLine }[],
  ): Promise<void> {
    const isKind = (entry: { at: string; line: ExportLine }): entry is At<Kind> => entry.line.is === kind;
    await writers[kind](lines.filter(isKind));
  }

  /** What tools say of each other, once all are there. */
  const finish = async (): Promise<OwnOutcome> => {
    const links = documents.map((document) => ({ document, toolId: made.get(document.slug) ?? 0 }));
    const at = (slug: string) => idOf(slug);
    await tx.toolSuccessor.createMany({
      data: links.flatMap(({ document, toolId }) =>
        document.lifecycle.successors.flatMap((slug, position) => {
          const successorId = at(slug);
          return successorId === undefined ? [] : [{ toolId, successorId, position }];
        }),
      ),
    });
    await tx.alternativeChoice.createMany({
      data: links.flatMap(({ document: { alternatives }, toolId }) =>
        [
          ...alternatives.pinned.map((choice) => ({ ...choice, decision: "pinned" as const })),
          ...alternatives.excluded.map((choice) => ({ ...choice, decision: "excluded" as const })),
        ].flatMap(({ slug, reason, decision }, position) => {
          const alternativeId = at(slug);
          return alternativeId === undefined ? [] : [{ toolId, alternativeId, decision, reason, position }];
        }),
      ),
    });
    const pairs = links.flatMap(({ document, toolId }) =>
      document.integrations.flatMap((slug) => {
        const other = at(slug);
        return other === undefined ? [] : [{ firstId: Math.min(toolId, other), secondId: Math.max(toolId, other) }];
      }),
    );
    await tx.integration.createMany({ data: pairs, skipDuplicates: true });
    return { toolIds: [...made.values()], stacks, hasNewCategories: newCategories > 0 };
  };
  return { write, finish };
}
