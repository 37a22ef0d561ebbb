import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { PendingTool } from "@/lib/stacks/pending/schema";
import { isPublicStack } from "@/lib/stacks/queries";

const WAITING_SHOWN = 100;
const DECIDED_SHOWN = 30;

function listPending(where: Prisma.Sql, order: Prisma.Sql, limit: number): Promise<PendingTool[]> {
  return db().$queryRaw<PendingTool[]>`
    SELECT p.id, p.name, p.status::text,
      (SELECT count(*)::int FROM stack_tools r WHERE r.pending_id = p.id) AS stacks,
      (SELECT json_build_object('slug', s.slug, 'name', s.name) FROM stack_tools r JOIN stacks s ON s.id = r.stack_id
        WHERE r.pending_id = p.id AND ${isPublicStack} ORDER BY s.id LIMIT 1) AS example,
      (SELECT json_build_object('slug', t.slug, 'name', t.name) FROM tools t
        WHERE t.removed_at IS NULL AND (t.id = p.tool_id OR (p.tool_id IS NULL AND t.sort_name = p.key)) ORDER BY t.id LIMIT 1) AS tool
    FROM pending_tools p WHERE ${where} ORDER BY ${order} LIMIT ${limit}`;
}

/** The names that wait, those that most stacks have first, with how many there are; and what was decided last. Not cached. */
export async function listPendingTools(): Promise<{ waiting: PendingTool[]; total: number; decided: PendingTool[] }> {
  const [waiting, total, decided] = await Promise.all([
    listPending(Prisma.sql`p.status = 'pending'`, Prisma.sql`stacks DESC, p.created_at, p.id`, WAITING_SHOWN),
    db().pendingTool.count({ where: { status: "pending" } }),
    listPending(Prisma.sql`p.status <> 'pending'`, Prisma.sql`p.decided_at DESC NULLS LAST, p.id DESC`, DECIDED_SHOWN),
  ]);
  return { waiting, total, decided };
}
