import "server-only";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import type { MemberRole } from "@/lib/members/standing/schema";
import type { Author } from "@/lib/revisions/schema";
import { PATIENCE, recountVotes } from "@/lib/statements/mutations";

type Locked = { id: string; handle: string; role: MemberRole; emailVerified: boolean; bannedAt: Date | null };

const GONE = new DomainError("missing", "There is no such member.");

/** Holds a member's row, as every vote does first: from here on none of theirs can arrive. */
async function lockMember(tx: Database, where: { handle: string } | { email: string }): Promise<Locked> {
  const found = await tx.member.findUnique({ where, select: { id: true } });
  const [member] = await tx.$queryRaw<Locked[]>`
    SELECT id, handle, role::text, email_verified AS "emailVerified", banned_at AS "bannedAt" FROM members
    WHERE id = ${found?.id ?? ""} FOR UPDATE`;
  if (!member) throw GONE;
  return member;
}

/**
 * Gives a member another role, by handle or e-mail address, and notes it in the log. Returns handle and former role. Throws “missing”
 * for nobody, “forbidden” for accounts that are not confirmed or banned, “conflict” when no admin would be left.
 */
export function changeRole(
  database: PrismaClient,
  { member: where, role, author }: { member: { handle: string } | { email: string }; role: MemberRole; author: Author },
): Promise<{ handle: string; from: MemberRole }> {
  return database.$transaction(async (tx) => {
    // One change of roles at a time: two admins who take each other's role away must not both succeed.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sidestack roles'))`;
    const { id, handle, role: from, emailVerified, bannedAt } = await lockMember(tx, where);
    if (from === role) return { handle, from };
    if (role !== "member" && !emailVerified)
      throw new DomainError("forbidden", `${handle} has not confirmed the e-mail address yet.`);
    if (role !== "member" && bannedAt) throw new DomainError("forbidden", `${handle} is banned. Lift the ban first.`);
    if (
      from === "admin" &&
      (await tx.member.count({ where: { role: "admin", bannedAt: null, id: { not: id } } })) === 0
    )
      throw new DomainError("conflict", `${handle} is the only admin. Make somebody else an admin first.`);
    await tx.member.update({ where: { id }, data: { role } });
    await recordAudit(tx, { actor: author, action: "role", subject: handle, details: { from, to: role } });
    return { handle, from };
  }, PATIENCE);
}

/**
 * What pages show of a member whose standing changed: slugs of tools that they voted on or wrote of, of those they follow, of their
 * stacks with the tools in them, and of their decisions with the stackups that these are about.
 */
export type Counted = {
  handle: string;
  voted: string[];
  followed: string[];
  stacks: { slug: string; tools: string[] }[];
  decisions: { slug: string; stackup: string }[];
};

/** Withholds the stacks of a member, or shows them again. In SQL: nothing of them changed, and the client would say that it did. */
async function withholdStacks(tx: Database, memberId: string, isWithheld: boolean): Promise<void> {
  await tx.$executeRaw`UPDATE stacks SET is_withheld = ${isWithheld} WHERE owner_id = ${memberId}`;
}

async function readShared(tx: Database, memberId: string): Promise<Pick<Counted, "stacks" | "decisions">> {
  const tools = { where: { toolId: { not: null } }, select: { tool: { select: { slug: true } } } } as const;
  const stacks = await tx.stack.findMany({ where: { ownerId: memberId }, select: { slug: true, tools } });
  const decisions = await tx.decision.findMany({
    where: { authorId: memberId },
    select: { slug: true, stackupSlug: true },
  });
  return {
    stacks: stacks.map((stack) => ({ slug: stack.slug, tools: stack.tools.flatMap(({ tool }) => tool?.slug ?? []) })),
    decisions: decisions.map(({ slug, stackupSlug }) => ({ slug, stackup: stackupSlug })),
  };
}

/**
 * Closes an account for writing, or opens it again. Every score that the member voted on is counted anew in the same transaction: votes
 * of the banned are kept and do not count, their stacks and decisions are kept and not shown. Throws “missing” for nobody, “forbidden” for oneself and for admins.
 */
export function setBan(
  database: PrismaClient,
  { handle, isBanned, reason, author }: { handle: string; isBanned: boolean; reason: string; author: Author },
): Promise<Counted> {
  return database.$transaction(async (tx) => {
    const member = await lockMember(tx, { handle });
    if (member.id === author.id) throw new DomainError("forbidden", "You cannot ban yourself.");
    if (isBanned && member.role === "admin")
      throw new DomainError("forbidden", `${handle} is an admin. Take that role away first.`);
    const tools = await tx.$queryRaw<{ id: number; slug: string }[]>`
      SELECT DISTINCT t.id, t.slug FROM votes v JOIN statements s ON s.id = v.statement_id JOIN tools t ON t.id = s.tool_id
      WHERE v.member_id = ${member.id} ORDER BY t.id`;
    const follows = await tx.follow.findMany({
      where: { memberId: member.id },
      select: { tool: { select: { slug: true } } },
    });
    if ((member.bannedAt !== null) !== isBanned) {
      await tx.member.update({ where: { id: member.id }, data: { bannedAt: isBanned ? new Date() : null } });
      await withholdStacks(tx, member.id, isBanned);
      const action = isBanned ? "ban" : "lifted ban";
      await recordAudit(tx, { actor: author, action, subject: handle, details: reason ? { reason } : {} });
      await recountVotes(
        tx,
        tools.map((tool) => tool.id),
      );
    }
    return {
      handle,
      voted: tools.map((tool) => tool.slug),
      followed: follows.map((follow) => follow.tool.slug),
      ...(await readShared(tx, member.id)),
    };
  }, PATIENCE);
}
