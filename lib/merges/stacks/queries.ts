import "server-only";
import type { Database } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { getStep } from "@/lib/merges/ledger/queries";
import type { LedgerStep } from "@/lib/merges/ledger/schema";
import type { Sides } from "@/lib/merges/stackups/queries";

/** The steps by which stacks hold the winner where they held the loser, each of them once. Not cached. */
export async function listStackSteps(database: Database, { winner, loser }: Sides): Promise<LedgerStep[]> {
  const twin = Prisma.sql`
    SELECT l.* FROM stack_tools l JOIN stack_tools w ON w.stack_id = l.stack_id AND w.tool_id = ${winner}::int
    WHERE l.tool_id = ${loser}::int`;
  return [
    await getStep(
      database,
      "stack_tools",
      Prisma.sql`
        SELECT jsonb_build_object('id', l.id, 'tool_id', l.tool_id) AS "from",
          jsonb_build_object('id', l.id, 'tool_id', ${winner}::int) AS "to"
        FROM stack_tools l WHERE l.tool_id = ${loser}::int AND l.id NOT IN (SELECT id FROM (${twin}) x) ORDER BY l.id`,
    ),
    await getStep(
      database,
      "stack_evidence",
      Prisma.sql`
        SELECT to_jsonb(e) AS "from", NULL AS "to" FROM stack_evidence e JOIN (${twin}) x ON x.id = e.stack_tool_id
        ORDER BY e.stack_tool_id, e.position`,
    ),
    await getStep(
      database,
      "stack_tools",
      Prisma.sql`
        SELECT to_jsonb(l) AS "from", NULL AS "to" FROM stack_tools l WHERE l.id IN (SELECT id FROM (${twin}) x) ORDER BY l.id`,
    ),
    await getStep(
      database,
      "stacks",
      Prisma.sql`
        SELECT jsonb_build_object('id', s.id, 'tool_count', s.tool_count) AS "from",
          jsonb_build_object('id', s.id, 'tool_count', s.tool_count - 1) AS "to"
        FROM stacks s WHERE s.tool_count > 0 AND s.id IN (SELECT stack_id FROM (${twin}) x) ORDER BY s.id`,
    ),
  ];
}

/** The steps by which moves of stacks name the winner; a move between the two, and one that is there already, goes. Not cached. */
export async function listMoveSteps(database: Database, { winner, loser }: Sides): Promise<LedgerStep[]> {
  const moves = Prisma.sql`
    SELECT m.*, n.new_from, n.new_to, n.new_from = n.new_to OR EXISTS (
      SELECT FROM stack_moves o WHERE o.stack_id = m.stack_id AND o.from_tool_id = n.new_from AND o.to_tool_id = n.new_to) AS goes
    FROM stack_moves m
    CROSS JOIN LATERAL (SELECT
      CASE WHEN m.from_tool_id = ${loser}::int THEN ${winner}::int ELSE m.from_tool_id END AS new_from,
      CASE WHEN m.to_tool_id = ${loser}::int THEN ${winner}::int ELSE m.to_tool_id END AS new_to) n
    WHERE ${loser}::int IN (m.from_tool_id, m.to_tool_id)`;
  return [
    await getStep(
      database,
      "stack_moves",
      Prisma.sql`
        SELECT to_jsonb(m) AS "from", NULL AS "to" FROM stack_moves m
        JOIN (${moves}) x USING (stack_id, from_tool_id, to_tool_id) WHERE x.goes
        ORDER BY m.stack_id, m.from_tool_id, m.to_tool_id`,
    ),
    await getStep(
      database,
      "stack_moves",
      Prisma.sql`
        SELECT jsonb_build_object('stack_id', x.stack_id, 'from_tool_id', x.from_tool_id, 'to_tool_id', x.to_tool_id) AS "from",
          jsonb_build_object('stack_id', x.stack_id, 'from_tool_id', x.new_from, 'to_tool_id', x.new_to) AS "to"
        FROM (${moves}) x WHERE NOT x.goes ORDER BY x.stack_id, x.from_tool_id, x.to_tool_id`,
    ),
  ];
}
