import "server-only";
import { db } from "@/lib/db";
import {
  QUIET_MONTHS,
  STALE_DAYS,
  STALE_PER_PAGE,
  type StaleCounts,
  type StaleKind,
  type StalePage,
  type StaleRow,
} from "@/lib/freshness/schema";
import { Prisma } from "@/lib/generated/prisma/client";
import { shownAddresses } from "@/lib/links/queries";

const edit = Prisma.sql`'/admin/tools/' || t.slug || '/edit'`;

/** What each list holds, as rows of: since (a day), id (one of its kind), name, path, what, url. */
const lists: Record<StaleKind, Prisma.Sql> = {
  facts: Prisma.sql`
    SELECT s.checked_on::text AS since, t.slug || ' ' || f.key AS id, t.name, ${edit} AS path, replace(f.key::text, '-', ' ') AS what, s.url
    FROM facts f JOIN sources s ON s.id = f.source_id JOIN tools t ON t.id = f.tool_id
    WHERE t.removed_at IS NULL AND s.checked_on < current_date - ${STALE_DAYS}::int`,
  lifecycle: Prisma.sql`
    SELECT coalesce(s.checked_on::text, '') AS since, t.slug AS id, t.name, ${edit} AS path,
      'said to be ' || replace(t.lifecycle_state::text, '-', ' ') || ', but ' || CASE
        WHEN y.gone_at IS NOT NULL THEN 'its repository is gone'
        WHEN y.observed->>'archived' = 'true' THEN 'its repository is archived'
        ELSE 'nothing was pushed since ' || left(y.observed->>'pushedAt', 10) END AS what, s.url
    FROM sync_targets y JOIN tools t ON t.id = y.tool_id LEFT JOIN sources s ON s.id = t.lifecycle_source_id
    WHERE y.source = 'github' AND t.removed_at IS NULL AND t.lifecycle_state IN ('active', 'feature-complete') AND (
      y.gone_at IS NOT NULL OR y.observed->>'archived' = 'true' OR (
        t.lifecycle_state = 'active'
        AND left(y.observed->>'pushedAt', 10) < (current_date - make_interval(months => ${QUIET_MONTHS}::int))::date::text))`,
  moved: Prisma.sql`
    SELECT coalesce(y.last_ok_at::date::text, '') AS since, t.slug AS id, t.name, ${edit} AS path,
      'its repository is ' || (y.observed->>'movedTo') || ' now' AS what, f.value AS url
    FROM sync_targets y JOIN tools t ON t.id = y.tool_id LEFT JOIN facts f ON f.tool_id = t.id AND f.key = 'repository'
    WHERE y.source = 'github' AND t.removed_at IS NULL AND y.observed->>'movedTo' <> ''`,
  links: Prisma.sql`
    SELECT l.dead_since::date::text AS since, t.slug || ' ' || u.what || ' ' || l.url AS id, t.name, ${edit} AS path,
      u.what || ' does not answer' || coalesce(': ' || coalesce(l.status::text, l.error), '') AS what, l.url
    FROM link_checks l JOIN (${shownAddresses}) u ON u.url = l.url JOIN tools t ON t.id = u.tool_id
    WHERE l.dead_since IS NOT NULL`,
  stackups: Prisma.sql`
    SELECT min(s.checked_on)::text AS since, k.slug AS id, replace(k.slug, '-vs-', ' vs ') AS name,
      '/admin/stackups/' || k.slug || '/edit' AS path, count(*) || ' texts with old sources' AS what, NULL AS url
    FROM stackups k JOIN claim_cells c ON c.stackup_id = k.id JOIN sources s ON s.id = c.source_id
    WHERE k.removed_at IS NULL AND s.checked_on < current_date - ${STALE_DAYS}::int AND NOT EXISTS (
      SELECT FROM stackup_tools x JOIN tools t ON t.id = x.tool_id WHERE x.stackup_id = k.id AND t.removed_at IS NOT NULL)
    GROUP BY k.id`,
  vanished: Prisma.sql`
    SELECT v.vanished_at::date::text AS since, t.slug || ' ' || v.field || ' ' || v.dataset_key AS id, t.name, ${edit} AS path,
      v.field || ' is not in ' || d.name || ' any more' AS what, d.url
    FROM imported_values v JOIN tools t ON t.id = v.tool_id JOIN datasets d ON d.key = v.dataset_key
    WHERE v.vanished_at IS NOT NULL AND t.removed_at IS NULL`,
};

/** A page of one list of the freshness board, what is stale longest first. Not cached: it is for editors. */
export async function listStale(kind: StaleKind, after: string | null): Promise<StalePage> {
  const [since = "", ...rest] = (after ?? "").split("~");
  const rows = await db().$queryRaw<(Omit<StaleRow, "key"> & { id: string })[]>`
    SELECT * FROM (${lists[kind]}) q
    WHERE ${after === null} OR (q.since COLLATE "C", q.id COLLATE "C") > (${since}, ${rest.join("~")})
    ORDER BY q.since COLLATE "C", q.id COLLATE "C" LIMIT ${STALE_PER_PAGE + 1}`;
  const shown = rows.slice(0, STALE_PER_PAGE).map(({ id, ...row }) => ({ ...row, key: `${row.since}~${id}` }));
  return { rows: shown, next: rows.length > STALE_PER_PAGE ? (shown.at(-1)?.key ?? null) : null };
}

/** How much each list of the freshness board holds. One SQL query. Not cached. */
export async function getStaleCounts(): Promise<StaleCounts> {
  const counts = Object.entries(lists).map(
    ([kind, list]) => Prisma.sql`(SELECT count(*)::int FROM (${list}) q) AS ${Prisma.raw(kind)}`,
  );
  const [row] = await db().$queryRaw<StaleCounts[]>`SELECT ${Prisma.join(counts)}`;
  return row ?? { facts: 0, lifecycle: 0, moved: 0, links: 0, stackups: 0, vanished: 0 };
}
