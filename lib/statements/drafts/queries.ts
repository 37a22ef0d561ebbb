import "server-only";
import { db } from "@/lib/db";
import { mayEdit, NEAR } from "@/lib/statements/drafts/rules";
import type { NearStatement, OwnStatement } from "@/lib/statements/drafts/schema";
import type { StatementKind } from "@/lib/statements/schema";

/** How many near-duplicates are shown: the nearest first. */
const SHOWN = 5;

/** Published statements of a tool, pros and cons, whose words are near to a text; the same words come first. Not cached: free text. */
export async function listNearStatements(
  toolSlug: string,
  kind: StatementKind,
  text: string,
): Promise<NearStatement[]> {
  return db().$queryRaw<NearStatement[]>`
    SELECT s.id, s.kind::text, s.text, s.score, (s.text_key = lower(${text}) AND s.kind::text = ${kind}) AS "isSame"
    FROM statements s JOIN tools t ON t.id = s.tool_id
    WHERE t.slug = ${toolSlug} AND s.status = 'published'
      AND (s.text_key = lower(${text}) OR similarity(s.text_key, lower(${text})) >= ${NEAR}::real)
    ORDER BY "isSame" DESC, similarity(s.text_key, lower(${text})) DESC, s.score DESC, s.id
    LIMIT ${SHOWN}`;
}

async function listOwn(
  memberId: string,
  where: { id?: number; tool?: { slug: string }; status?: "waiting" },
): Promise<OwnStatement[]> {
  const now = new Date();
  const rows = await db().statement.findMany({
    where: { ...where, authorId: memberId },
    orderBy: { id: "desc" },
    take: 500,
    select: {
      id: true,
      tool: { select: { slug: true, name: true } },
      kind: true,
      text: true,
      note: true,
      version: true,
      sourceUrl: true,
      score: true,
      status: true,
      createdAt: true,
      _count: { select: { votes: { where: { memberId: { not: memberId } } } } },
    },
  });
  return rows.map(({ createdAt, _count, ...row }) => ({
    ...row,
    writtenOn: createdAt.toISOString().slice(0, 10),
    isEditable:
      (row.status === "published" || row.status === "waiting") &&
      mayEdit({ createdAt, othersVoted: _count.votes > 0 }, now),
  }));
}

/** A member's statements, newest first. Not cached. */
export async function listOwnStatements(memberId: string): Promise<OwnStatement[]> {
  return listOwn(memberId, {});
}

/** A member's statements of one tool that wait for an editor, newest first. Not cached. */
export async function listOwnWaiting(memberId: string, toolSlug: string): Promise<OwnStatement[]> {
  return listOwn(memberId, { tool: { slug: toolSlug }, status: "waiting" });
}

/** One statement of a member; null for another member's and for none. Not cached. */
export async function getOwnStatement(memberId: string, id: number): Promise<OwnStatement | null> {
  return (await listOwn(memberId, { id }))[0] ?? null;
}
