import "server-only";
import type { Database } from "@/lib/db";
import type { DatasetInfo, ImportFigure, ToolRecord } from "@/lib/imports/schema";

// Writes of an import, set by set: each takes what is to be written as JSON and makes one statement of it per some hundred rows.

const CHUNK = 250;

/** Calls `work` with some hundred rows at a time. */
export async function inChunks<Row>(rows: readonly Row[], work: (chunk: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK) await work(rows.slice(at, at + CHUNK));
}

/** The data set's page as a source, on the day of the data. Returns its id. */
export async function keepSource(tx: Database, dataset: DatasetInfo, day: string): Promise<number> {
  const identity = { url: dataset.url, title: dataset.name, checkedOn: new Date(`${day}T00:00:00Z`) };
  const { id } = await tx.source.upsert({
    where: { url_title_checkedOn: identity },
    create: identity,
    update: {},
    select: { id: true },
  });
  return id;
}

/** A tool as it is made from a row. */
export type NewTool = { slug: string; name: string; kind: string; functionId: number };

/** Writes tools of which nothing is known but name, kind and place. Returns their ids by slug. */
export async function createTools(
  tx: Database,
  tools: readonly NewTool[],
  { dataset, day }: { dataset: DatasetInfo; day: string },
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  const origins = JSON.stringify({ name: dataset.key, kind: dataset.key, place: dataset.key });
  await inChunks(tools, async (chunk) => {
    const rows = await tx.$queryRaw<{ id: number; slug: string }[]>`
      INSERT INTO tools (slug, name, sort_name, tagline, description, kind, function_id, lifecycle_state, checked_on, origins, updated_at)
      SELECT r.slug, r.name, lower(r.name), '', '', r.kind, r."functionId", 'unknown', ${day}::date, ${origins}::jsonb, now()
      FROM jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) AS r(slug text, name text, kind text, "functionId" int)
      RETURNING id, slug`;
    for (const row of rows) ids.set(row.slug, row.id);
    await tx.toolSlug.createMany({ data: rows.map(({ id, slug }) => ({ slug, toolId: id })) });
  });
  return ids;
}

/** A row that is a tool of ours: what it says, the hash of it, and the path of the function it puts it in. */
export type Bound = { toolId: number; record: ToolRecord; hash: string; path: string | null };

/** Notes which rows the tools are. */
export async function keepExternalIds(tx: Database, bound: readonly Bound[], dataset: DatasetInfo): Promise<void> {
  const rows = bound.map(({ toolId, record, hash }) => ({ toolId, externalId: record.externalId, hash }));
  await inChunks(
    rows,
    (chunk) => tx.$executeRaw`
    INSERT INTO external_ids (dataset_key, external_id, tool_id, row_hash)
    SELECT ${dataset.key}, r."externalId", r."toolId", r.hash
    FROM jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) AS r("externalId" text, "toolId" int, hash text)
    ON CONFLICT (dataset_key, external_id)
      DO UPDATE SET tool_id = excluded.tool_id, row_hash = excluded.row_hash, vanished_at = NULL`,
  );
}

/** All that a row says, field by field. */
function valuesOf({ record, path }: Bound): { field: string; value: unknown }[] {
  const isLong = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== "");
  return [
    ...(record.name ? [{ field: "name", value: record.name }] : []),
    ...(path ? [{ field: "place", value: path }] : []),
    ...Object.entries(record.values).map(([field, value]) => ({ field, value })),
    ...(record.lifecycle ? [{ field: "lifecycle", value: record.lifecycle }] : []),
    // Kept for matching, also where no fact is made of it.
    ...(record.repository && !record.values.repository
      ? [{ field: "matched-repository", value: record.repository }]
      : []),
    ...(record.integrations.length > 0 ? [{ field: "integrations", value: record.integrations }] : []),
    ...Object.entries(record.extra)
      .filter(([, value]) => isLong(value))
      .map(([field, value]) => ({ field: `extra:${field}`, value })),
  ];
}

/** Keeps what the data set says of each tool; what it said before and no longer says is marked as vanished. */
export async function keepValues(
  tx: Database,
  bound: readonly Bound[],
  { dataset, version }: { dataset: DatasetInfo; version: string },
): Promise<void> {
  const rows = new Map(
    bound.flatMap((entry) =>
      valuesOf(entry).map((value) => [`${entry.toolId} ${value.field}`, { toolId: entry.toolId, ...value }] as const),
    ),
  );
  await inChunks(
    [...rows.values()],
    (chunk) => tx.$executeRaw`
    INSERT INTO imported_values (tool_id, field, dataset_key, value, version)
    SELECT r."toolId", r.field, ${dataset.key}, r.value, ${version}
    FROM jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) AS r("toolId" int, field text, value jsonb)
    ON CONFLICT (tool_id, field, dataset_key) DO UPDATE
      SET value = excluded.value, version = excluded.version, seen_at = now(), vanished_at = NULL
      WHERE imported_values.value <> excluded.value OR imported_values.vanished_at IS NOT NULL`,
  );
  // An array is looked up by hash; a set made of JSON would be walked for each row.
  const said = [...rows.keys()];
  const ids = [...new Set(bound.map(({ toolId }) => toolId))];
  await tx.$executeRaw`
    UPDATE imported_values v SET vanished_at = now()
    WHERE v.dataset_key = ${dataset.key} AND v.tool_id = ANY(${ids}) AND v.vanished_at IS NULL
      AND v.tool_id || ' ' || v.field <> ALL(${said})`;
}

/** Flags rows that a whole data set no longer has, with their values. Nothing is deleted. Returns the ids of their tools. */
export async function flagVanished(tx: Database, dataset: DatasetInfo, seen: readonly string[]): Promise<number[]> {
  const gone = await tx.$queryRaw<{ toolId: number }[]>`
    UPDATE external_ids e SET vanished_at = now()
    WHERE e.dataset_key = ${dataset.key} AND e.vanished_at IS NULL
      AND e.external_id <> ALL(${[...seen]})
    RETURNING e.tool_id AS "toolId"`;
  const ids = gone.map(({ toolId }) => toolId);
  await tx.$executeRaw`
    UPDATE imported_values SET vanished_at = now()
    WHERE dataset_key = ${dataset.key} AND tool_id = ANY(${ids}) AND vanished_at IS NULL`;
  return ids;
}

/** Writes the figures of the rows. A reading that another source has for the same day stays as that source has it. */
export async function keepFigures(
  tx: Database,
  bound: readonly Bound[],
  { sourceId, dataset, day }: { sourceId: number; dataset: DatasetInfo; day: string },
): Promise<void> {
  const figures = new Map<string, ImportFigure & { toolId: number; asOf: string }>();
  for (const { toolId, record } of bound) {
    for (const figure of record.figures) {
      const asOf = figure.asOf ?? day;
      figures.set([toolId, figure.metric, figure.role, asOf].join(" "), { ...figure, toolId, asOf });
    }
  }
  const rows = [...figures.values()].map(({ metric, ...row }) => ({ ...row, metric: metric.replaceAll("_", "-") }));
  await inChunks(
    rows,
    (chunk) => tx.$executeRaw`
    INSERT INTO figures (tool_id, metric, role, value, as_of, source_id)
    SELECT r."toolId", r.metric::metric, r.role::figure_role, r.value, r."asOf", ${sourceId}
    FROM jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb)
      AS r("toolId" int, metric text, role text, value bigint, "asOf" text)
    ON CONFLICT (tool_id, metric, role, as_of) DO UPDATE SET value = excluded.value
      WHERE figures.value <> excluded.value
        AND (SELECT url FROM sources WHERE id = figures.source_id) = ${dataset.url}`,
  );
}

/** Lets further slugs lead to tools, where nobody has them and no editor keeps the tool. */
export async function keepAliases(tx: Database, aliases: readonly { toolId: number; slug: string }[]): Promise<void> {
  await inChunks(
    aliases,
    (chunk) => tx.$executeRaw`
    INSERT INTO tool_slugs (slug, tool_id)
    SELECT DISTINCT ON (lower(r.slug)) r.slug, r."toolId"
    FROM jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) AS r("toolId" int, slug text)
    JOIN tools t ON t.id = r."toolId" AND t.edited_at IS NULL AND t.removed_at IS NULL
    ORDER BY lower(r.slug), r."toolId"
    ON CONFLICT DO NOTHING`,
  );
}

/** Notes which tools work together, where no editor keeps one of them. */
export async function keepIntegrations(tx: Database, pairs: readonly (readonly [number, number])[]): Promise<void> {
  const rows = pairs
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => ({ a: Math.min(one, other), b: Math.max(one, other) }));
  await inChunks(
    rows,
    (chunk) => tx.$executeRaw`
    INSERT INTO integrations (first_id, second_id)
    SELECT DISTINCT r.a, r.b FROM jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) AS r(a int, b int)
    JOIN tools x ON x.id = r.a AND x.edited_at IS NULL
    JOIN tools y ON y.id = r.b AND y.edited_at IS NULL
    ON CONFLICT DO NOTHING`,
  );
}
