import "server-only";
import type { Database } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { getStep } from "@/lib/merges/ledger/queries";
import type { LedgerStep } from "@/lib/merges/ledger/schema";
import { listRelationSteps } from "@/lib/merges/relations/queries";
import { listMoveSteps, listStackSteps } from "@/lib/merges/stacks/queries";
import { listDecisionSteps, listStackupSteps, type Sides } from "@/lib/merges/stackups/queries";
import { listStatementSteps } from "@/lib/merges/statements/queries";

/** The loser's statements in words that the winner has none of: they move as they are. */
function movingStatements({ winner, loser }: Sides): Prisma.Sql {
  return Prisma.sql`
    SELECT s.* FROM statements s WHERE s.tool_id = ${loser}::int AND NOT EXISTS (
      SELECT FROM statements w WHERE w.tool_id = ${winner}::int AND w.kind = s.kind AND w.text_key = s.text_key)`;
}

/** The loser's statements that become one with a published one of the winner in the same words. */
function twins({ winner, loser }: Sides): Prisma.Sql {
  return Prisma.sql`
    SELECT l.id AS loser, w.id AS winner FROM statements l
    JOIN statements w ON w.tool_id = ${winner}::int AND w.kind = l.kind AND w.text_key = l.text_key AND w.status = 'published'
    WHERE l.tool_id = ${loser}::int AND l.status IN ('published', 'waiting')`;
}

async function listMovingSteps(database: Database, sides: Sides): Promise<LedgerStep[]> {
  const { winner, slug } = sides;
  return [
    await getStep(
      database,
      "statements",
      Prisma.sql`
        SELECT jsonb_build_object('id', s.id, 'tool_id', s.tool_id, 'position', s.position) AS "from",
          jsonb_build_object('id', s.id, 'tool_id', ${winner}::int,
            'position', w.last + row_number() OVER (PARTITION BY s.kind ORDER BY s.position, s.id)) AS "to"
        FROM (${movingStatements(sides)}) s
        CROSS JOIN LATERAL (
          SELECT coalesce(max(position), -1) AS last FROM statements w WHERE w.tool_id = ${winner}::int AND w.kind = s.kind) w
        ORDER BY s.id`,
    ),
    await getStep(
      database,
      "tool_events",
      Prisma.sql`
        SELECT jsonb_build_object('id', e.id, 'tool_id', e.tool_id, 'path', e.path) AS "from",
          jsonb_build_object('id', e.id, 'tool_id', ${winner}::int, 'path', '/tools/' || ${slug}::text || '#statement-' || s.id) AS "to"
        FROM (${movingStatements(sides)}) s
        JOIN tool_events e ON e.tool_id = s.tool_id AND e.kind = 'statement' AND split_part(e.path, '#statement-', 2) = s.id::text
        ORDER BY e.id`,
    ),
    await getStep(
      database,
      "revisions",
      Prisma.sql`
        SELECT jsonb_build_object('id', r.id, 'tool_id', r.tool_id) AS "from",
          jsonb_build_object('id', r.id, 'tool_id', ${winner}::int) AS "to"
        FROM (${movingStatements(sides)}) s JOIN revisions r ON r.subject = 'statement' AND r.subject_id = s.id
        ORDER BY r.id`,
    ),
  ];
}

/** Rows that name the loser by `tool_id` and hold anything once per tool: they move where the winner has none alike. */
function getFreeStep(
  database: Database,
  { winner, loser }: Sides,
  table: "follows" | "imported_values" | "sync_targets" | "figures",
): Promise<LedgerStep> {
  const [keys, alike] = {
    follows: [["member_id"], ["member_id"]],
    imported_values: [
      ["field", "dataset_key"],
      ["field", "dataset_key"],
    ],
    sync_targets: [["source"], ["source"]],
    // Two series of one count must not be mixed, so all of a kind move or none.
    figures: [["id"], ["metric", "role"]],
  }[table].map((columns) => columns.map((name) => `"${name}"`));
  const pairs = (keys ?? []).map((name) => `${name.replaceAll('"', "'")}, r.${name}`).join(", ");
  return getStep(
    database,
    table,
    Prisma.sql`
      SELECT jsonb_build_object('tool_id', ${loser}::int, ${Prisma.raw(pairs)}) AS "from",
        jsonb_build_object('tool_id', ${winner}::int, ${Prisma.raw(pairs)}) AS "to"
      FROM ${Prisma.raw(table)} r WHERE r.tool_id = ${loser}::int AND NOT EXISTS (
        SELECT FROM ${Prisma.raw(table)} w WHERE w.tool_id = ${winner}::int
          AND ${Prisma.raw((alike ?? []).map((name) => `w.${name} = r.${name}`).join(" AND "))})
      ORDER BY ${Prisma.raw((keys ?? []).map((name) => `r.${name}`).join(", "))}`,
  );
}

/** Rows that name the loser and may name any tool any number of times. */
function getPlainStep(
  database: Database,
  { winner, loser }: Sides,
  [table, keys, column]: ["external_ids" | "import_doubts" | "pending_tools", string[], "tool_id" | "candidate_id"],
): Promise<LedgerStep> {
  const pairs = Prisma.raw(keys.map((key) => `'${key}', r."${key}"`).join(", "));
  const [rows, named] = [Prisma.raw(table), Prisma.raw(`'${column}'`)];
  return getStep(
    database,
    table,
    Prisma.sql`
      SELECT jsonb_build_object(${pairs}, ${named}, ${loser}::int) AS "from",
        jsonb_build_object(${pairs}, ${named}, ${winner}::int) AS "to"
      FROM ${rows} r WHERE r.${Prisma.raw(`"${column}"`)} = ${loser}::int
      ORDER BY ${Prisma.raw(keys.map((key) => `r."${key}"`).join(", "))}`,
  );
}

/** Suggested edits of a tool that is no more cannot be approved: they are declined, which their members see. */
function getSuggestionStep(database: Database, { loser }: Sides, actorId: string | null, answer: string) {
  return getStep(
    database,
    "suggestions",
    Prisma.sql`
      SELECT jsonb_build_object('id', s.id, 'status', s.status, 'answer', s.answer, 'decided_by_id', s.decided_by_id,
          'decided_at', s.decided_at) AS "from",
        jsonb_build_object('id', s.id, 'status', 'declined', 'answer', ${answer}::text, 'decided_by_id', ${actorId}::text,
          'decided_at', now()::timestamptz(3)) AS "to"
      FROM suggestions s JOIN tools t ON t.id = ${loser}::int AND s.subject = 'tool' AND s.subject_key = t.slug
      WHERE s.status = 'waiting' ORDER BY s.id`,
  );
}

/** The slug that a tool has as its own once its former one leads to another. */
function slugOfMerged(loser: number): string {
  return `merged-${loser}`;
}

async function listSlugSteps(database: Database, { winner, loser }: Sides): Promise<LedgerStep[]> {
  const slug = slugOfMerged(loser);
  return [
    { table: "tool_slugs", rows: [{ from: null, to: { slug, tool_id: loser } }] },
    await getStep(
      database,
      "tools",
      Prisma.sql`
        SELECT jsonb_build_object('id', t.id, 'slug', t.slug, 'removed_at', t.removed_at, 'merged_into_id', t.merged_into_id,
            'edited_at', t.edited_at) AS "from",
          jsonb_build_object('id', t.id, 'slug', ${slug}::text, 'removed_at', coalesce(t.removed_at, now()::timestamptz(3)),
            'merged_into_id', ${winner}::int, 'edited_at', now()::timestamptz(3)) AS "to"
        FROM tools t WHERE t.id = ${loser}::int`,
    ),
    // After the tool, whose key follows its slug: the loser itself must not become the winner.
    await getStep(
      database,
      "tool_slugs",
      Prisma.sql`
        SELECT jsonb_build_object('slug', s.slug, 'tool_id', s.tool_id) AS "from",
          jsonb_build_object('slug', s.slug, 'tool_id', ${winner}::int) AS "to"
        FROM tool_slugs s WHERE s.tool_id = ${loser}::int ORDER BY s.slug`,
    ),
    // An editor has changed the winner: the built-in catalog leaves it alone from now on.
    await getStep(
      database,
      "tools",
      Prisma.sql`
        SELECT jsonb_build_object('id', t.id, 'edited_at', t.edited_at) AS "from",
          jsonb_build_object('id', t.id, 'edited_at', now()::timestamptz(3)) AS "to"
        FROM tools t WHERE t.id = ${winner}::int`,
    ),
  ];
}

/** All steps by which a tool becomes one with another, as things stand now. Not cached. */
export async function listToolSteps(
  database: Database,
  sides: Sides,
  { actorId, answer }: { actorId: string | null; answer: string },
): Promise<LedgerStep[]> {
  const steps = [
    ...(await listMovingSteps(database, sides)),
    ...(await listStatementSteps(database, twins(sides))),
    await getFreeStep(database, sides, "follows"),
    ...(await listRelationSteps(database, sides)),
    ...(await listStackupSteps(database, sides)),
    ...(await listStackSteps(database, sides)),
    ...(await listMoveSteps(database, sides)),
    ...(await listDecisionSteps(database, sides)),
    await getFreeStep(database, sides, "figures"),
    await getFreeStep(database, sides, "imported_values"),
    await getFreeStep(database, sides, "sync_targets"),
    await getPlainStep(database, sides, ["external_ids", ["dataset_key", "external_id"], "tool_id"]),
    await getPlainStep(database, sides, ["import_doubts", ["id"], "candidate_id"]),
    await getPlainStep(database, sides, ["pending_tools", ["id"], "tool_id"]),
    await getSuggestionStep(database, sides, actorId, answer),
    ...(await listSlugSteps(database, sides)),
  ];
  return steps.filter((step) => step.rows.length > 0);
}

/** How many of the loser's statements stay behind, hidden: the winner's in the same words wait, were refused or withdrawn. Not cached. */
export async function getStatementsLeft(database: Database, sides: Sides): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM statements s WHERE s.tool_id = ${sides.loser} AND s.status = 'published'
      AND s.id NOT IN (SELECT id FROM (${movingStatements(sides)}) m) AND s.id NOT IN (SELECT loser FROM (${twins(sides)}) p)`;
  return row?.count ?? 0;
}
