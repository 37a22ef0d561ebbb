import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import type { Discount, Integrity, VoteAccount } from "@/lib/statements/integrity/schema";
import type { StatementKind } from "@/lib/statements/schema";
import { tags } from "@/lib/tags";

type ImportedRow = { kind: StatementKind; imported: number };
type GivenRow = { kind: StatementKind; state: Discount | "counted"; votes: number; recent: number };

/** Where the votes on a tool's published statements come from, and which do not count. Two SQL queries. */
export async function getIntegrity(toolSlug: string): Promise<Integrity> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.statements(toolSlug), tags.tool(toolSlug));
  const [imported, given] = await Promise.all([
    db().$queryRaw<ImportedRow[]>`
      SELECT kind, sum(imported)::int AS imported FROM (
        SELECT s.kind::text, s.imported_votes AS imported FROM statements s JOIN tools t ON t.id = s.tool_id
        WHERE t.slug = ${toolSlug} AND s.status = 'published'
        -- What a data set counted for the tool beyond the imported votes of its pros, as counted_votes() has it.
        UNION ALL
        SELECT 'pro', greatest(0, newest.value - (
          SELECT coalesce(sum(s.imported_votes), 0) FROM statements s
          WHERE s.tool_id = newest.tool_id AND s.kind = 'pro' AND s.status = 'published'))
        FROM (
          SELECT f.tool_id, f.value FROM figures f JOIN tools t ON t.id = f.tool_id
          WHERE t.slug = ${toolSlug} AND f.metric = 'votes' AND f.role = 'imported' ORDER BY f.as_of DESC LIMIT 1
        ) newest
      ) parts GROUP BY kind`,
    // The same order of questions as in the count of votes (lib/statements/mutations.ts): what is left over is what counts.
    db().$queryRaw<GivenRow[]>`
      SELECT kind, state, count(*)::int AS votes, (count(*) FILTER (WHERE created_at > now() - interval '12 months'))::int AS recent
      FROM (
        SELECT s.kind::text, v.created_at, CASE
          WHEN m.banned_at IS NOT NULL THEN 'banned' WHEN NOT m.email_verified THEN 'unconfirmed'
          WHEN v.held_until > now() THEN 'held' ELSE 'counted' END AS state
        FROM statements s JOIN tools t ON t.id = s.tool_id JOIN votes v ON v.statement_id = s.id JOIN members m ON m.id = v.member_id
        WHERE t.slug = ${toolSlug} AND s.status = 'published'
      ) given GROUP BY kind, state`,
  ]);
  const account = (kind: StatementKind): VoteAccount => {
    const votes = (state: Discount | "counted") => given.find((row) => row.kind === kind && row.state === state);
    return {
      kind,
      imported: imported.find((row) => row.kind === kind)?.imported ?? 0,
      here: votes("counted")?.votes ?? 0,
      recent: votes("counted")?.recent ?? 0,
      discounted: {
        unconfirmed: votes("unconfirmed")?.votes ?? 0,
        banned: votes("banned")?.votes ?? 0,
        held: votes("held")?.votes ?? 0,
      },
    };
  };
  return { pro: account("pro"), con: account("con") };
}
