import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { escapeLike } from "@/lib/search/rules";
import { factKeySchema } from "@/lib/tools/schema";
import {
  ROWS_PER_PAGE,
  type TableChoices,
  type TablePage,
  type TableParams,
  type TableRow,
  type TableSort,
} from "@/lib/tools/table/schema";

const waitingStatements = Prisma.sql`(SELECT count(*) FROM statements s WHERE s.tool_id = t.id AND s.status = 'waiting')`;
const waitingSuggestions = Prisma.sql`(
  SELECT count(*) FROM suggestions g WHERE g.subject = 'tool' AND g.subject_key = t.slug AND g.status = 'waiting')`;

/** Orders: by what, and whether the largest comes first. Of equal ones the smaller id comes first. */
const orders: Record<TableSort, [by: Prisma.Sql, largestFirst: boolean]> = {
  name: [Prisma.sql`t.sort_name`, false],
  checked: [Prisma.sql`t.checked_on`, true],
  oldest: [Prisma.sql`t.checked_on`, false],
  votes: [Prisma.sql`t.votes`, true],
  stars: [Prisma.sql`coalesce(t.stars, -1)`, true],
  newest: [Prisma.sql`t.created_at`, true],
  facts: [Prisma.sql`(SELECT count(*) FROM facts f WHERE f.tool_id = t.id)`, false],
};

function lackOf(lacks: TableParams["lacks"]): Prisma.Sql {
  if (lacks === "description") return Prisma.sql`t.description = ''`;
  if (lacks === "features") return Prisma.sql`NOT EXISTS (SELECT FROM features f WHERE f.tool_id = t.id)`;
  if (lacks === "links") return Prisma.sql`NOT EXISTS (SELECT FROM tool_links f WHERE f.tool_id = t.id)`;
  if (lacks === "logo") return Prisma.sql`NOT EXISTS (SELECT FROM logos f WHERE f.tool_id = t.id)`;
  return Prisma.sql`NOT EXISTS (SELECT FROM facts f WHERE f.tool_id = t.id AND f.key = ${lacks}::fact_key)`;
}

/** The tools that the filters leave, as a condition on `t`. Tools that became one with others are never listed. */
function conditionsOf({ q, place, state, lacks, unchecked, waiting, site, origin }: TableParams): Prisma.Sql {
  const inside = `%${escapeLike(q.toLowerCase())}%`;
  const conditions = [
    Prisma.sql`t.merged_into_id IS NULL`,
    site === "removed" && Prisma.sql`t.removed_at IS NOT NULL`,
    site === "" && Prisma.sql`t.removed_at IS NULL`,
    q &&
      Prisma.sql`(t.sort_name LIKE ${inside} OR EXISTS (
        SELECT FROM tool_slugs n WHERE n.tool_id = t.id AND lower(n.slug) LIKE ${inside}))`,
    place &&
      Prisma.sql`t.function_id IN (SELECT id FROM categories WHERE path = ${place} OR path LIKE ${`${place}/%`})`,
    state && Prisma.sql`t.lifecycle_state = ${state}::lifecycle_state`,
    lacks && lackOf(lacks),
    unchecked !== null && Prisma.sql`t.checked_on < current_date - ${unchecked}::int`,
    waiting === "statements" && Prisma.sql`${waitingStatements} > 0`,
    waiting === "suggestions" && Prisma.sql`${waitingSuggestions} > 0`,
    waiting === "any" && Prisma.sql`(${waitingStatements} > 0 OR ${waitingSuggestions} > 0)`,
    origin && Prisma.sql`EXISTS (SELECT FROM external_ids e WHERE e.tool_id = t.id AND e.dataset_key = ${origin})`,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition instanceof Prisma.Sql),
    " AND ",
  );
}

/** A page of the table of all tools. Two SQL queries. Not cached: it is for editors. */
export async function listTableRows(params: TableParams): Promise<TablePage> {
  const [by, largestFirst] = orders[params.sort];
  const where = conditionsOf(params);
  const direction = largestFirst ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const last = Prisma.sql`(SELECT ${by} FROM tools t WHERE t.id = ${params.after}::int)`;
  const after =
    params.after === null
      ? Prisma.sql`true`
      : Prisma.sql`(${by} ${largestFirst ? Prisma.sql`<` : Prisma.sql`>`} ${last} OR (${by} = ${last} AND t.id > ${params.after}::int))`;
  const [rows, [count]] = await Promise.all([
    db().$queryRaw<TableRow[]>`
      SELECT t.id, t.slug, t.name, c.name AS place, t.lifecycle_state::text AS state, t.checked_on::text AS "checkedOn", t.votes,
        t.stars, ARRAY(SELECT f.key::text FROM facts f WHERE f.tool_id = t.id ORDER BY f.key) AS facts,
        EXISTS (SELECT FROM logos l WHERE l.tool_id = t.id) AS "hasLogo",
        (${waitingStatements} + ${waitingSuggestions})::int AS waiting, t.removed_at IS NOT NULL AS "isRemoved",
        ARRAY(SELECT DISTINCT e.dataset_key FROM external_ids e WHERE e.tool_id = t.id ORDER BY 1) AS origins
      FROM (
        SELECT t.*, ${by} AS rank FROM tools t WHERE ${where} AND ${after} ORDER BY ${by} ${direction}, t.id LIMIT ${ROWS_PER_PAGE + 1}
      ) t JOIN categories c ON c.id = t.function_id ORDER BY t.rank ${direction}, t.id`,
    db().$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM tools t WHERE ${where}`,
  ]);
  const shown = rows.slice(0, ROWS_PER_PAGE);
  return {
    rows: shown.map((row) => ({ ...row, facts: row.facts.map((key) => factKeySchema.parse(key)) })),
    total: count?.total ?? 0,
    next: rows.length > ROWS_PER_PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** What the filters offer: the category tree in its order, and the data sets. Not cached. */
export async function listTableChoices(): Promise<TableChoices> {
  const [places, origins] = await Promise.all([
    db().$queryRaw<TableChoices["places"]>`
      SELECT c.path, c.name, CASE c.level WHEN 'layer' THEN 0 WHEN 'category' THEN 1 ELSE 2 END AS depth FROM categories c
      LEFT JOIN categories p ON p.id = c.parent_id LEFT JOIN categories g ON g.id = p.parent_id
      ORDER BY coalesce(g.position, p.position, c.position),
        CASE c.level WHEN 'layer' THEN -1 WHEN 'category' THEN c.position ELSE p.position END,
        CASE c.level WHEN 'function' THEN c.position ELSE -1 END`,
    db().dataset.findMany({ orderBy: { key: "asc" }, select: { key: true, name: true } }),
  ]);
  return { places, origins };
}
