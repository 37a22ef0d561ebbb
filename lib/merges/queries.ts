import "server-only";
import { db } from "@/lib/db";
import { effectsSchema } from "@/lib/merges/ledger/schema";
import { describeSteps } from "@/lib/merges/rules";
import type { MergePreview, StandingMerge } from "@/lib/merges/schema";
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

/** The tools that became one with a tool, newest first. Not cached. */
export async function listStandingMerges(toolId: number): Promise<StandingMerge[]> {
  const [merged, revisions] = await Promise.all([
    db().tool.findMany({ where: { mergedIntoId: toolId }, select: { id: true, name: true } }),
    db().$queryRaw<{ id: number; reason: string; author: string; createdAt: Date; effects: unknown }[]>`
      SELECT id, reason, author, created_at AS "createdAt", jsonb_build_object('merged', effects->'merged', 'steps', '[]'::jsonb) AS effects
      FROM revisions WHERE subject = 'tool' AND subject_id = ${toolId} AND effects ? 'merged' ORDER BY number DESC`,
  ]);
  const left = new Map(merged.map((tool) => [tool.id, tool.name]));
  const standing = revisions.flatMap(({ id, effects, ...row }) => {
    const mergedId = effectsSchema.safeParse(effects).data?.merged ?? 0;
    const name = left.get(mergedId);
    // A tool that became one with this one twice was given back in between: the newest revision is the one that stands.
    if (name === undefined || !left.delete(mergedId)) return [];
    return [{ ...row, revision: id, name }];
  });
  return standing.map((merge, at) => ({ ...merge, isNewest: at === 0 }));
}
