import "server-only";
import type { Database } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { getStep } from "@/lib/merges/ledger/queries";
import type { LedgerStep } from "@/lib/merges/ledger/schema";

/** Two tools that become one, by id, and the slug that the one has then. */
export type Sides = { winner: number; loser: number; slug: string };

/** Written stackups of the loser without the winner, with the slug that each would have when the winner stands in its place. */
function renamedStackups({ winner, loser, slug }: Sides): Prisma.Sql {
  return Prisma.sql`
    SELECT s.id, s.slug, s.edited_at, (
      SELECT string_agg(n.slug, '-vs-' ORDER BY n.slug COLLATE "C")
      FROM stackup_tools st JOIN tools t ON t.id = st.tool_id
      CROSS JOIN LATERAL (SELECT CASE WHEN t.id = ${loser}::int THEN ${slug}::text ELSE t.slug END AS slug) n
      WHERE st.stackup_id = s.id) AS renamed
    FROM stackups s JOIN stackup_tools own ON own.stackup_id = s.id AND own.tool_id = ${loser}::int
    WHERE NOT EXISTS (SELECT FROM stackup_tools o WHERE o.stackup_id = s.id AND o.tool_id = ${winner}::int)`;
}

/** Those of them whose place is free: where the winner has written differences of its own, the loser's stay behind. */
function movingStackups(sides: Sides): Prisma.Sql {
  return Prisma.sql`
    SELECT r.* FROM (${renamedStackups(sides)}) r
    WHERE NOT EXISTS (SELECT FROM stackups o WHERE o.slug = r.renamed AND o.id <> r.id)`;
}

/** The steps by which written stackups of the loser become the winner's, with their tools in the order of the new slugs. Not cached. */
export async function listStackupSteps(database: Database, sides: Sides): Promise<LedgerStep[]> {
  const { winner, loser, slug } = sides;
  return [
    await getStep(
      database,
      "stackups",
      Prisma.sql`
        SELECT jsonb_build_object('id', m.id, 'slug', m.slug, 'edited_at', m.edited_at) AS "from",
          jsonb_build_object('id', m.id, 'slug', m.renamed, 'edited_at', now()::timestamptz(3)) AS "to"
        FROM (${movingStackups(sides)}) m ORDER BY m.id`,
    ),
    await getStep(
      database,
      "stackup_tools",
      Prisma.sql`
        SELECT jsonb_build_object('stackup_id', st.stackup_id, 'tool_id', st.tool_id, 'position', st.position) AS "from",
          jsonb_build_object('stackup_id', st.stackup_id,
            'tool_id', CASE WHEN t.id = ${loser}::int THEN ${winner}::int ELSE t.id END,
            'position', row_number() OVER (PARTITION BY st.stackup_id
              ORDER BY CASE WHEN t.id = ${loser}::int THEN ${slug}::text ELSE t.slug END COLLATE "C") - 1) AS "to"
        FROM (${movingStackups(sides)}) m JOIN stackup_tools st ON st.stackup_id = m.id JOIN tools t ON t.id = st.tool_id
        ORDER BY st.stackup_id, st.position`,
    ),
  ];
}

/** Slugs of the loser's written stackups that stay behind, hidden: the winner is one of their tools, or has such a stackup. Not cached. */
export async function listStackupsLeft(database: Database, sides: Sides): Promise<string[]> {
  const rows = await database.$queryRaw<{ slug: string }[]>`
    SELECT s.slug FROM stackups s JOIN stackup_tools st ON st.stackup_id = s.id AND st.tool_id = ${sides.loser}::int
    WHERE s.id NOT IN (SELECT m.id FROM (${movingStackups(sides)}) m) ORDER BY s.slug`;
  return rows.map((row) => row.slug);
}

/** The steps by which recorded decisions between tools name the winner; those between both stay as they were made. Not cached. */
export async function listDecisionSteps(database: Database, { winner, loser, slug }: Sides): Promise<LedgerStep[]> {
  const moving = Prisma.sql`
    SELECT o.decision_id AS id FROM decision_options o WHERE o.tool_id = ${loser}::int
      AND NOT EXISTS (SELECT FROM decision_options x WHERE x.decision_id = o.decision_id AND x.tool_id = ${winner}::int)`;
  return [
    await getStep(
      database,
      "decisions",
      Prisma.sql`
        SELECT jsonb_build_object('id', d.id, 'stackup_slug', d.stackup_slug) AS "from",
          jsonb_build_object('id', d.id, 'stackup_slug', (
            SELECT string_agg(n.slug, '-vs-' ORDER BY n.slug COLLATE "C")
            FROM decision_options o JOIN tools t ON t.id = o.tool_id
            CROSS JOIN LATERAL (SELECT CASE WHEN t.id = ${loser}::int THEN ${slug}::text ELSE t.slug END AS slug) n
            WHERE o.decision_id = d.id)) AS "to"
        FROM (${moving}) m JOIN decisions d ON d.id = m.id ORDER BY d.id`,
    ),
    await getStep(
      database,
      "decision_options",
      Prisma.sql`
        SELECT jsonb_build_object('decision_id', m.id, 'tool_id', ${loser}::int) AS "from",
          jsonb_build_object('decision_id', m.id, 'tool_id', ${winner}::int) AS "to"
        FROM (${moving}) m ORDER BY m.id`,
    ),
  ];
}
