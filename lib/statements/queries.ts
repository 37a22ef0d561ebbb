import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { sourceSelect, toSource } from "@/lib/sources/queries";
import type { Statement, ToolStatements } from "@/lib/statements/schema";
import { tags } from "@/lib/tags";

/** The pros and cons of a tool, most votes first; equal votes keep the order in which they were written. */
export async function listStatements(toolSlug: string): Promise<ToolStatements> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.statements(toolSlug), tags.tool(toolSlug));
  // Asked for by the tool's slug alone, the statements of all tools of a stackup come by one query: Prisma joins such questions.
  const tool = await db().tool.findUnique({
    relationLoadStrategy: "join",
    where: { slug: toolSlug },
    select: {
      statements: {
        where: { status: "published" },
        orderBy: [{ score: "desc" }, { position: "asc" }, { id: "asc" }],
        select: {
          id: true,
          kind: true,
          text: true,
          score: true,
          importedVotes: true,
          importedAsOf: true,
          source: { select: sourceSelect },
          author: { select: { handle: true } },
          isOfDeleted: true,
          note: true,
          version: true,
          sourceUrl: true,
          createdAt: true,
        },
      },
    },
  });
  const rows = tool?.statements ?? [];
  const statements = (kind: "pro" | "con"): Statement[] =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ id, text, score, importedVotes, importedAsOf, source, author, isOfDeleted, createdAt, ...row }) => ({
        id,
        text,
        score,
        imported:
          source && importedAsOf ? { value: importedVotes, asOf: importedAsOf, source: toSource(source) } : null,
        origin:
          author || isOfDeleted
            ? { author: author?.handle ?? null, writtenOn: createdAt.toISOString().slice(0, 10) }
            : null,
        note: row.note,
        version: row.version,
        sourceUrl: row.sourceUrl,
      }));
  return { pros: statements("pro"), cons: statements("con") };
}

/** The statements of the given tools that a member voted for. Not cached: it is the member's own. */
export async function listVotedIds(memberId: string, toolSlugs: string[]): Promise<number[]> {
  if (toolSlugs.length === 0) return [];
  const votes = await db().vote.findMany({
    where: { memberId, statement: { tool: { slug: { in: toolSlugs } } } },
    select: { statementId: true },
  });
  return votes.map((vote) => vote.statementId);
}

/** True when a member has voted for a statement. Not cached. */
export async function hasVoted(memberId: string, statementId: number): Promise<boolean> {
  return (await db().vote.count({ where: { memberId, statementId } })) > 0;
}
