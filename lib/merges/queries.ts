import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { describeSteps } from "@/lib/merges/rules";
import type { MergeKind, MergePreview, StandingMerge } from "@/lib/merges/schema";
import { listStackupsLeft } from "@/lib/merges/stackups/queries";
import { getStatementsLeft, listToolSteps } from "@/lib/merges/tools/queries";

/** A tool of the site, or one that an editor took off it, by its own slug; null for none. Not cached: it is for editors. */
export async function getManagedTool(
  slug: string,
): Promise<{ id: number; slug: string; name: string; aliases: string[]; isRemoved: boolean } | null> {
  const row = await db().tool.findUnique({
    where: { slug, mergedIntoId: null },
    select: { id: true, slug: true, name: true, removedAt: true, slugs: { orderBy: { slug: "asc" } } },
  });
  if (!row) return null;
  const aliases = row.slugs.map((entry) => entry.slug).filter((alias) => alias !== row.slug);
  return { id: row.id, slug: row.slug, name: row.name, aliases, isRemoved: row.removedAt !== null };
}

/** What would move if one tool became one with another, by their slugs; null when one of them is not there. Not cached. */
export async function getMergePreview(winnerSlug: string, loserSlug: string): Promise<MergePreview | null> {
  const rows = await db().tool.findMany({
    where: { slug: { in: [winnerSlug, loserSlug] }, removedAt: null },
    select: { id: true, slug: true, name: true },
  });
  const [winner, loser] = [winnerSlug, loserSlug].map((slug) => rows.find((row) => row.slug === slug));
  if (!winner || !loser || winner.id === loser.id) return null;
  const sides = { winner: winner.id, loser: loser.id, slug: winner.slug };
  const [steps, stackupsLeft, statementsLeft] = await Promise.all([
    listToolSteps(db(), sides, { actorId: null, answer: "" }),
    listStackupsLeft(db(), sides),
    getStatementsLeft(db(), sides),
  ]);
  return { winner, loser, lines: describeSteps(steps), stackupsLeft, statementsLeft };
}

/**
 * The merges of tools into a tool, or of statements on its page, that stand, newest first. What became one with the same twice was
 * given back in between: the newest revision is the one that stands. Not cached.
 */
export async function listStandingMerges(kind: MergeKind, toolId: number): Promise<StandingMerge[]> {
  const [table, name, owner] = {
    tool: ["tools", "name", "subject_id"] as const,
    statement: ["statements", "text", "tool_id"] as const,
  }[kind].map(Prisma.raw);
  return db().$queryRaw<StandingMerge[]>`
    SELECT r.id AS revision, m.${name} AS name, r.reason, r.author, r.created_at AS "createdAt",
      r.number = max(r.number) OVER (PARTITION BY r.subject_id) AS "isNewest"
    FROM revisions r JOIN ${table} m ON m.id = (r.effects ->> 'merged')::int AND m.merged_into_id = r.subject_id
    WHERE r.subject = ${kind}::revision_subject AND r.${owner} = ${toolId} AND NOT EXISTS (
      SELECT FROM revisions n WHERE n.subject = r.subject AND n.subject_id = r.subject_id AND n.number > r.number
        AND n.effects -> 'merged' = r.effects -> 'merged')
    ORDER BY r.id DESC`;
}
