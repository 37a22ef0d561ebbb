import "server-only";
import { db } from "@/lib/db";
import { MEMBERS_PER_PAGE, type MemberLine, type MemberParams } from "@/lib/members/standing/schema";
import { escapeLike } from "@/lib/search/rules";

/** Members by handle, those after a handle, whose handle, name or address holds a text. Not cached: it is for admins. */
export async function listMembers({
  q,
  standing,
  after,
}: MemberParams): Promise<{ members: MemberLine[]; next: string | null }> {
  const holds = { contains: escapeLike(q), mode: "insensitive" as const };
  const rows = await db().member.findMany({
    where: {
      ...(q ? { OR: [{ handle: holds }, { name: holds }, { email: holds }] } : {}),
      ...(standing === "banned" ? { bannedAt: { not: null } } : standing ? { role: standing } : {}),
      ...(after ? { handle: { gt: after } } : {}),
    },
    orderBy: { handle: "asc" },
    take: MEMBERS_PER_PAGE + 1,
    select: {
      handle: true,
      name: true,
      email: true,
      emailVerified: true,
      role: true,
      bannedAt: true,
      createdAt: true,
      _count: { select: { votes: true, statements: true } },
    },
  });
  const members = rows
    .slice(0, MEMBERS_PER_PAGE)
    .map(({ emailVerified: isConfirmed, _count, ...row }) => ({ ...row, isConfirmed, ..._count }));
  return { members, next: rows.length > MEMBERS_PER_PAGE ? (members.at(-1)?.handle ?? null) : null };
}
