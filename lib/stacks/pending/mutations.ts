import "server-only";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import type { Author } from "@/lib/revisions/schema";
import { lookUpTools } from "@/lib/stacks/rows/mutations";
import { PATIENCE } from "@/lib/statements/mutations";

/** What an editor's word changed: the stacks that name it, the tool that they have now, and all tools of these stacks, it among them. */
export type PendingOutcome = { stacks: string[]; tool: string | null; touched: string[] };

/** Holds a name, so that nobody shares a stack with it meanwhile, and then the stacks that have it. */
async function lockPending(tx: Database, pendingId: number): Promise<{ name: string; stacks: string[] }> {
  const [pending] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM pending_tools WHERE id = ${pendingId} FOR UPDATE`;
  if (!pending) throw new DomainError("missing", "This name does not wait any more.");
  const stacks = await tx.$queryRaw<{ slug: string }[]>`
    SELECT slug FROM stacks WHERE id IN (SELECT stack_id FROM stack_tools WHERE pending_id = ${pendingId})
    ORDER BY id FOR UPDATE`;
  return { name: pending.name, stacks: stacks.map(({ slug }) => slug) };
}

/**
 * Says that a name is a tool of the catalog (by slug, alias or exact name): all stacks that have the name have the tool from now
 * on. Throws “missing” for a name that is gone and “invalid” for a tool that there is not.
 */
export async function mapPending(
  database: PrismaClient,
  { pendingId, named, editor }: { pendingId: number; named: string; editor: Author },
): Promise<PendingOutcome> {
  return database.$transaction(async (tx) => {
    const { name, stacks } = await lockPending(tx, pendingId);
    const find = await lookUpTools(tx, [{ tool: named, name: named }]);
    const tool = find({ tool: named, name: named });
    if (!tool) {
      const why = `There is no tool “${named}” in the catalog. Give its slug or its exact name.`;
      throw new DomainError("invalid", why, { tool: why });
    }
    // A stack that has the tool already keeps that row.
    await tx.$executeRaw`
      DELETE FROM stack_tools r WHERE r.pending_id = ${pendingId}
        AND EXISTS (SELECT FROM stack_tools own WHERE own.stack_id = r.stack_id AND own.tool_id = ${tool.id})`;
    await tx.stackTool.updateMany({ where: { pendingId }, data: { toolId: tool.id, pendingId: null } });
    await tx.$executeRaw`
      UPDATE stacks s SET tool_count = (SELECT count(*) FROM stack_tools r WHERE r.stack_id = s.id AND r.tool_id IS NOT NULL)
      WHERE s.slug = ANY(${stacks})`;
    await tx.pendingTool.update({
      where: { id: pendingId },
      data: { status: "mapped", toolId: tool.id, decidedAt: new Date() },
    });
    await recordAudit(tx, { actor: editor, action: "name mapped", subject: name, details: { tool: tool.slug } });
    const touched = await tx.tool.findMany({
      where: { stackTools: { some: { stack: { slug: { in: stacks } } } } },
      orderBy: { slug: "asc" },
      select: { slug: true },
    });
    return { stacks, tool: tool.slug, touched: touched.map(({ slug }) => slug) };
  }, PATIENCE);
}

/** Says that a name is no tool for the catalog: stacks go on to show it as their owners name it. Throws “missing” for a name that is gone. */
export async function refusePending(
  database: PrismaClient,
  { pendingId, editor }: { pendingId: number; editor: Author },
): Promise<PendingOutcome> {
  return database.$transaction(async (tx) => {
    const { name, stacks } = await lockPending(tx, pendingId);
    await tx.pendingTool.update({
      where: { id: pendingId },
      data: { status: "refused", toolId: null, decidedAt: new Date() },
    });
    await recordAudit(tx, { actor: editor, action: "name refused", subject: name });
    return { stacks, tool: null, touched: [] };
  }, PATIENCE);
}
