import "server-only";
import { db } from "@/lib/db";
import type { FollowedTools } from "@/lib/follows/schema";
import { shownTools, toolCardSelect, toToolCard } from "@/lib/tools/queries";

/** Which of the given tools a member follows. Not cached: it is the member's own. */
export async function listFollowedSlugs(memberId: string, toolSlugs: string[]): Promise<string[]> {
  if (toolSlugs.length === 0) return [];
  const follows = await db().follow.findMany({
    where: { memberId, tool: { slug: { in: toolSlugs } } },
    select: { tool: { select: { slug: true } } },
  });
  return follows.map((follow) => follow.tool.slug);
}

const TOOLS_PER_PAGE = 48;

/** The tools that a member follows, by name, those after a slug (null: from the first). Not cached. */
export async function listFollowedTools(memberId: string, after: string | null): Promise<FollowedTools> {
  const where = { ...shownTools, follows: { some: { memberId } } };
  const [rows, total] = await Promise.all([
    db().tool.findMany({
      relationLoadStrategy: "join",
      where,
      orderBy: [{ sortName: "asc" }, { slug: "asc" }],
      take: TOOLS_PER_PAGE + 1,
      select: toolCardSelect,
      ...(after ? { cursor: { slug: after }, skip: 1 } : {}),
    }),
    db().tool.count({ where }),
  ]);
  const tools = rows.slice(0, TOOLS_PER_PAGE).map(toToolCard);
  return { tools, next: rows.length > TOOLS_PER_PAGE ? (tools.at(-1)?.slug ?? null) : null, total };
}
