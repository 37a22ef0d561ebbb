import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { describeEntry, formatFeedCursor } from "@/lib/feed/rules";
import { type FeedPage, type FeedRow, feedCursorSchema, feedRowSchema } from "@/lib/feed/schema";
import { Prisma } from "@/lib/generated/prisma/client";
import { isCountedStack } from "@/lib/stacks/queries";
import { isShown } from "@/lib/stackups/queries";
import { tags } from "@/lib/tags";

const ENTRIES_PER_PAGE = 30;

/** Where an entry may come from: what it is about as JSON, its moment and key, and which tools it is of. */
type Origin = { rows: Prisma.Sql; at: Prisma.Sql; key: Prisma.Sql; row: Prisma.Sql; tools: Prisma.Sql };

const stackVersions: Origin = {
  // What was extracted from a data set arrives by the thousand and is no news of anybody here.
  rows: Prisma.sql`stack_versions v JOIN stacks s ON s.id = v.stack_id AND ${isCountedStack}`,
  at: Prisma.sql`v.created_at`,
  key: Prisma.sql`'s' || v.stack_id || '.' || v.number`,
  row: Prisma.sql`json_build_object('kind', 'stack', 'slug', s.slug, 'name', s.name, 'number', v.number, 'toolCount', s.tool_count,
    'added', CASE WHEN v.number > 1 THEN v.added ELSE '{}' END, 'removed', v.removed,
    'by', (SELECT m.handle FROM members m WHERE m.id = s.owner_id))`,
  tools: Prisma.sql`SELECT r.tool_id FROM stack_tools r WHERE r.stack_id = s.id`,
};

const decisions: Origin = {
  rows: Prisma.sql`decisions d`,
  at: Prisma.sql`d.created_at`,
  key: Prisma.sql`'d' || d.id`,
  row: Prisma.sql`json_build_object('kind', 'decision', 'slug', d.slug, 'title', d.title,
    'by', (SELECT m.handle FROM members m WHERE m.id = d.author_id),
    'options', (SELECT json_agg(json_build_object('slug', t.slug, 'name', t.name, 'isChosen', o.is_chosen) ORDER BY o.position)
      FROM decision_options o JOIN tools t ON t.id = o.tool_id WHERE o.decision_id = d.id))`,
  tools: Prisma.sql`SELECT o.tool_id FROM decision_options o WHERE o.decision_id = d.id`,
};

const lifecycles: Origin = {
  rows: Prisma.sql`tool_events e JOIN tools t ON t.id = e.tool_id AND t.removed_at IS NULL`,
  at: Prisma.sql`e.happened_at`,
  key: Prisma.sql`'l' || e.id`,
  row: Prisma.sql`json_build_object('kind', 'lifecycle', 'text', e.text, 'tool', json_build_object('slug', t.slug, 'name', t.name))`,
  tools: Prisma.sql`SELECT e.tool_id`,
};

const stackupRow = (
  reason: Prisma.Sql,
) => Prisma.sql`json_build_object('kind', 'stackup', 'slug', s.slug, 'reason', ${reason},
  'tools', (SELECT json_agg(json_build_object('slug', t.slug, 'name', t.name) ORDER BY st.position)
    FROM stackup_tools st JOIN tools t ON t.id = st.tool_id WHERE st.stackup_id = s.id))`;
const toolsOfStackup = Prisma.sql`SELECT st.tool_id FROM stackup_tools st WHERE st.stackup_id = s.id`;

/** A new stackup is news for each of its tools, and one entry here. */
const newStackups: Origin = {
  rows: Prisma.sql`
    (SELECT path, min(happened_at) AS at, min(id) AS id FROM tool_events WHERE kind = 'stackup' GROUP BY path) e
    JOIN stackups s ON '/stackups/' || s.slug = e.path AND ${isShown}`,
  at: Prisma.sql`e.at`,
  key: Prisma.sql`'n' || e.id`,
  row: stackupRow(Prisma.sql`NULL`),
  tools: toolsOfStackup,
};

/** Revisions that take off, bring back or begin a history are no changes of what a stackup says. */
const changedStackups: Origin = {
  rows: Prisma.sql`revisions r JOIN stackups s ON s.id = r.subject_id AND ${isShown}`,
  at: Prisma.sql`r.created_at`,
  key: Prisma.sql`'c' || r.id`,
  row: stackupRow(Prisma.sql`r.reason`),
  tools: toolsOfStackup,
};

const milestones: Origin = {
  rows: Prisma.sql`statement_milestones m JOIN statements x ON x.id = m.statement_id AND x.status = 'published'
    JOIN tools t ON t.id = x.tool_id AND t.removed_at IS NULL`,
  at: Prisma.sql`m.reached_at`,
  key: Prisma.sql`'v' || m.statement_id || '.' || m.votes`,
  row: Prisma.sql`json_build_object('kind', 'votes', 'statement', x.id, 'of', x.kind, 'text', x.text, 'votes', m.votes,
    'tool', json_build_object('slug', t.slug, 'name', t.name))`,
  tools: Prisma.sql`SELECT x.tool_id`,
};

/** All origins with what must hold for a row of theirs to be an entry. */
const ORIGINS: [Origin, Prisma.Sql][] = [
  [stackVersions, Prisma.sql`TRUE`],
  [
    decisions,
    Prisma.sql`d.visibility = 'public' AND NOT EXISTS (
      SELECT FROM members m WHERE m.id = d.author_id AND m.banned_at IS NOT NULL) AND NOT EXISTS (
      SELECT FROM decision_options o JOIN tools t ON t.id = o.tool_id WHERE o.decision_id = d.id AND t.removed_at IS NOT NULL)`,
  ],
  [lifecycles, Prisma.sql`e.kind = 'lifecycle'`],
  [newStackups, Prisma.sql`TRUE`],
  [changedStackups, Prisma.sql`r.subject = 'stackup' AND r.number > 1 AND r.effects IS NULL`],
  [milestones, Prisma.sql`TRUE`],
];

/** Names of tools by the slugs, also former ones, under which versions of stacks know them. */
async function findNames(keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await db().toolSlug.findMany({
    where: { slug: { in: [...keys] } },
    select: { slug: true, tool: { select: { name: true } } },
  });
  return new Map(rows.map(({ slug, tool }) => [slug, tool.name]));
}

/** An entry is cleared with its own page, and with the member whom it names. */
function tagRow(row: FeedRow): void {
  if ("by" in row && row.by) cacheTag(tags.member(row.by));
  if (row.kind === "stack") cacheTag(tags.stack(row.slug));
  else if (row.kind === "decision") cacheTag(tags.decision(row.slug));
  else if (row.kind === "stackup") cacheTag(tags.stackup(row.slug));
  else cacheTag(tags.tool(row.tool.slug));
  if (row.kind === "votes") cacheTag(tags.statements(row.tool.slug));
}

/**
 * What changed on the site, newest first, one entry for each real change: of all, or of the tools of a category (by its path).
 * `after` is the cursor of the page before as an address has it, `start` for the first page. Only what everybody may see.
 * At most three SQL queries.
 */
export async function listFeed(category: string, after: string): Promise<FeedPage> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.feed, tags.stackList, tags.stackupList, tags.toolList);
  const tools = category
    ? await db().tool.findMany({
        where: { function: { OR: [{ path: category }, { path: { startsWith: `${category}/` } }] } },
        select: { id: true },
      })
    : [];
  const { page, rows } = await readFeed(category ? tools.map(({ id }) => id) : null, after);
  for (const row of rows) tagRow(row);
  return page;
}

/**
 * The same of the tools that a member follows; null for a member who is gone, banned or not confirmed. Not cached: it is the member's
 * own.
 */
export async function listFollowedFeed(memberId: string, after: string): Promise<FeedPage | null> {
  const member = await db().member.findUnique({
    where: { id: memberId, bannedAt: null, emailVerified: true },
    select: { follows: { select: { toolId: true } } },
  });
  if (!member) return null;
  const { page } = await readFeed(
    member.follows.map(({ toolId }) => toolId),
    after,
  );
  return page;
}

/** A page of the feed: of the given tools, or of all where these are null. With the rows that it is made of. */
async function readFeed(ids: number[] | null, after: string): Promise<{ page: FeedPage; rows: FeedRow[] }> {
  const cursor = feedCursorSchema.parse(after);
  const parts = ORIGINS.map(([{ rows, at, key, row, tools: ofTools }, condition]) => {
    const behind = cursor
      ? Prisma.sql`AND ${at} <= ${cursor.at}::timestamptz AND (${at}, (${key}) COLLATE "C") < (${cursor.at}::timestamptz, ${cursor.key})`
      : Prisma.empty;
    const within = ids
      ? Prisma.sql`AND EXISTS (SELECT FROM (${ofTools}) o(id) WHERE o.id = ANY(${ids}::int[]))`
      : Prisma.empty;
    return Prisma.sql`(
      SELECT ${at} AS at, (${key}) COLLATE "C" AS key, ${row} AS row FROM ${rows} WHERE ${condition} ${behind} ${within}
      ORDER BY 1 DESC, 2 DESC LIMIT ${ENTRIES_PER_PAGE + 1})`;
  });
  const found = await db().$queryRaw<{ at: Date; key: string; row: unknown }[]>`
    SELECT * FROM (${Prisma.join(parts, " UNION ALL ")}) entries ORDER BY at DESC, key DESC LIMIT ${ENTRIES_PER_PAGE + 1}`;
  const shown = found.slice(0, ENTRIES_PER_PAGE).map(({ row, ...place }) => ({ place, row: feedRowSchema.parse(row) }));
  const keys = shown.flatMap(({ row }) => (row.kind === "stack" ? [...row.added, ...row.removed] : []));
  const names = await findNames([...new Set(keys)]);
  const last = found.length > ENTRIES_PER_PAGE ? shown.at(-1) : undefined;
  const page = {
    entries: shown.map(({ place, row }) =>
      describeEntry(row, place, (key) => names.get(key) ?? key.replace(/^name:/, "")),
    ),
    next: last ? formatFeedCursor(last.place) : null,
  };
  return { page, rows: shown.map(({ row }) => row) };
}
