import "server-only";
import type { Database } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { getStep } from "@/lib/merges/ledger/queries";
import type { LedgerStep } from "@/lib/merges/ledger/schema";
import type { Sides } from "@/lib/merges/stackups/queries";

/** How many alternatives an editor may pin and exclude; see the tool's document. */
const CHOICES = { pinned: 6, excluded: 20 };

/** The steps by which integrations of the loser become the winner's. Each is a row of the smaller and the larger id. Not cached. */
async function listIntegrationSteps(database: Database, { winner, loser }: Sides): Promise<LedgerStep[]> {
  const own = Prisma.sql`SELECT i.* FROM integrations i WHERE ${loser}::int IN (i.first_id, i.second_id)`;
  return [
    await getStep(
      database,
      "integrations",
      Prisma.sql`SELECT to_jsonb(i) AS "from", NULL AS "to" FROM (${own}) i ORDER BY i.first_id, i.second_id`,
    ),
    await getStep(
      database,
      "integrations",
      Prisma.sql`
        SELECT NULL AS "from", jsonb_build_object('first_id', n.first_id, 'second_id', n.second_id) AS "to"
        FROM (${own}) i
        CROSS JOIN LATERAL (SELECT CASE WHEN i.first_id = ${loser}::int THEN i.second_id ELSE i.first_id END AS id) o
        CROSS JOIN LATERAL (SELECT least(o.id, ${winner}::int) AS first_id, greatest(o.id, ${winner}::int) AS second_id) n
        WHERE o.id <> ${winner}::int
          AND NOT EXISTS (SELECT FROM integrations x WHERE x.first_id = n.first_id AND x.second_id = n.second_id)
        ORDER BY n.first_id, n.second_id`,
    ),
  ];
}

/** Where other tools name the loser, they name the winner; what would name it twice, or the winner itself, goes. */
async function listNamedSteps(
  database: Database,
  { winner, loser }: Sides,
  [table, owner, named]:
    | ["alternative_choices", "tool_id", "alternative_id"]
    | ["tool_successors", "tool_id", "successor_id"],
): Promise<LedgerStep[]> {
  const [rows, by, column] = [table, owner, named].map((name) => Prisma.raw(`"${name}"`));
  const goes = Prisma.sql`(n.${by} = ${winner}::int OR EXISTS (
    SELECT FROM ${rows} o WHERE o.${by} = n.${by} AND o.${column} = ${winner}::int))`;
  return [
    await getStep(
      database,
      table,
      Prisma.sql`
        SELECT to_jsonb(n) AS "from", NULL AS "to" FROM ${rows} n WHERE n.${column} = ${loser}::int AND ${goes} ORDER BY n.${by}`,
    ),
    await getStep(
      database,
      table,
      Prisma.sql`
        SELECT jsonb_build_object(${owner}::text, n.${by}, ${named}::text, n.${column}) AS "from",
          jsonb_build_object(${owner}::text, n.${by}, ${named}::text, ${winner}::int) AS "to"
        FROM ${rows} n WHERE n.${column} = ${loser}::int AND NOT ${goes} ORDER BY n.${by}`,
    ),
  ];
}

/** The loser's own pins and exclusions go behind the winner's, as many as a tool may have; the others stay behind. */
function getChoiceStep(database: Database, { winner, loser }: Sides): Promise<LedgerStep> {
  return getStep(
    database,
    "alternative_choices",
    Prisma.sql`
      SELECT jsonb_build_object('tool_id', c.tool_id, 'alternative_id', c.alternative_id, 'position', c.position) AS "from",
        jsonb_build_object('tool_id', ${winner}::int, 'alternative_id', c.alternative_id, 'position', c.last + c.place) AS "to"
      FROM (
        SELECT n.*, w.last, w.count + row_number() OVER (PARTITION BY n.decision ORDER BY n.position, n.alternative_id) AS filled,
          row_number() OVER (ORDER BY n.position, n.alternative_id) AS place
        FROM alternative_choices n
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE x.decision = n.decision) AS count, coalesce(max(x.position), -1) AS last
          FROM alternative_choices x WHERE x.tool_id = ${winner}::int) w
        WHERE n.tool_id = ${loser}::int AND n.alternative_id <> ${winner}::int AND NOT EXISTS (
          SELECT FROM alternative_choices x WHERE x.tool_id = ${winner}::int AND x.alternative_id = n.alternative_id)
      ) c
      WHERE c.filled <= CASE c.decision WHEN 'pinned' THEN ${CHOICES.pinned}::int ELSE ${CHOICES.excluded}::int END
      ORDER BY c.alternative_id`,
  );
}

/** The steps by which integrations, alternatives and successors name the winner. Not cached. */
export async function listRelationSteps(database: Database, sides: Sides): Promise<LedgerStep[]> {
  return [
    ...(await listIntegrationSteps(database, sides)),
    await getChoiceStep(database, sides),
    ...(await listNamedSteps(database, sides, ["alternative_choices", "tool_id", "alternative_id"])),
    ...(await listNamedSteps(database, sides, ["tool_successors", "tool_id", "successor_id"])),
  ];
}
