import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { forgetStatements } from "@/lib/events/mutations";
import { Prisma, type PrismaClient } from "@/lib/generated/prisma/client";
import { FORMER_HANDLES_MAX, handleFromLogin, UNCONFIRMED_DAYS } from "@/lib/members/rules";
import { PATIENCE, recountVotes } from "@/lib/statements/mutations";

/** True when a handle is a member's, or was one and still leads to them; `except` may take their own former ones back. */
export async function isHandleTaken(database: Database, handle: string, except = ""): Promise<boolean> {
  const rows = await database.$queryRaw<{ taken: boolean }[]>`
    SELECT EXISTS (SELECT FROM members WHERE handle = ${handle})
        OR EXISTS (SELECT FROM former_handles WHERE handle = ${handle} AND member_id <> ${except}) AS taken`;
  return rows[0]?.taken ?? true;
}

/** A free handle near a login elsewhere. */
export async function findFreeHandle(database: Database, login: string): Promise<string> {
  for (let nr = 0; nr < 20; nr++) {
    const handle = handleFromLogin(login, nr);
    if (!(await isHandleTaken(database, handle))) return handle;
  }
  return handleFromLogin(login, Math.floor(Math.random() * 1e9));
}

const nothing = { none: {} };
/** Accounts that nobody confirmed and that hold nothing. A ban holds: who is banned does not come back under the same address. */
const unconfirmed = {
  emailVerified: false,
  bannedAt: null,
  role: "member",
  votes: nothing,
  statements: nothing,
  follows: nothing,
  reports: nothing,
} satisfies Prisma.MemberWhereInput;

/**
 * Removes an account that nobody confirmed and that holds nothing, so that signing up again starts afresh: whoever asks last is
 * the one whose link works, and nobody keeps a password on an address that is not theirs.
 */
export async function forgetUnconfirmed(database: Database, email: string): Promise<void> {
  await database.member.deleteMany({ where: { ...unconfirmed, email } });
}

const longUnconfirmed = (now: Date) =>
  ({
    ...unconfirmed,
    createdAt: { lte: new Date(now.getTime() - UNCONFIRMED_DAYS * 86_400_000) },
  }) satisfies Prisma.MemberWhereInput;

/** Accounts that nobody confirmed in their time (UNCONFIRMED_DAYS). */
export function countLongUnconfirmed(database: Database, now: Date): Promise<number> {
  return database.member.count({ where: longUnconfirmed(now) });
}

/** Removes them; their handles and addresses become free. Returns their number. */
export async function forgetLongUnconfirmed(database: Database, now: Date): Promise<number> {
  return (await database.member.deleteMany({ where: longUnconfirmed(now) })).count;
}

/**
 * The former handle of a member, and what prints it beside the profile, by slugs: tools that they wrote of, their stacks and those that
 * their decisions belong to, stackups that they decided on.
 */
export type RenamedMember = { former: string; written: string[]; stacks: string[]; stackups: string[] };

async function readPlaces(tx: Database, memberId: string): Promise<Omit<RenamedMember, "former">> {
  const slug = { select: { slug: true } } as const;
  const written = { statements: { some: { authorId: memberId, status: "published" } } } as const;
  const [tools, stacks, decisions] = [
    await tx.tool.findMany({ where: written, orderBy: { slug: "asc" }, ...slug }),
    await tx.stack.findMany({ where: { ownerId: memberId }, orderBy: { slug: "asc" }, ...slug }),
    await tx.decision.findMany({ where: { authorId: memberId }, select: { stackupSlug: true, stack: slug } }),
  ];
  const stackSlugs = [...stacks, ...decisions.flatMap(({ stack }) => stack ?? [])].map((stack) => stack.slug);
  return {
    written: tools.map((tool) => tool.slug),
    stacks: [...new Set(stackSlugs)],
    stackups: [...new Set(decisions.map((decision) => decision.stackupSlug))],
  };
}

/**
 * Gives a member another handle; the old one stays theirs and leads to the new one. Returns the old handle and where it stood. Throws
 * “conflict” for a handle that is or was somebody else's, and “forbidden” when it was changed too often.
 */
export async function renameMember(
  database: PrismaClient,
  { memberId, handle }: { memberId: string; handle: string },
): Promise<RenamedMember> {
  const taken = new DomainError("conflict", "This handle is taken.", { handle: "This handle is taken." });
  try {
    return await database.$transaction(async (tx) => {
      const [member] = await tx.$queryRaw<{ handle: string; name: string }[]>`
        SELECT handle, name FROM members WHERE id = ${memberId} FOR UPDATE`;
      if (!member) throw new DomainError("missing", "This account does not exist any more.");
      if (member.handle === handle) return { former: handle, written: [], stacks: [], stackups: [] };
      if (await isHandleTaken(tx, handle, memberId)) throw taken;
      await tx.formerHandle.deleteMany({ where: { handle, memberId } });
      if ((await tx.formerHandle.count({ where: { memberId } })) >= FORMER_HANDLES_MAX) {
        const message = `A handle can be changed ${FORMER_HANDLES_MAX} times; you can still take one of your former handles back.`;
        throw new DomainError("forbidden", message, { handle: message });
      }
      await tx.formerHandle.create({ data: { handle: member.handle, memberId } });
      // Who never chose a name is called by the handle.
      const name = member.name === member.handle ? handle : member.name;
      await tx.member.update({ where: { id: memberId }, data: { handle, name } });
      return { former: member.handle, ...(await readPlaces(tx, memberId)) };
    }, PATIENCE);
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") throw taken;
    throw error;
  }
}

/** Changes what a member says about themselves and wants to be told. */
export async function changeProfile(
  database: Database,
  memberId: string,
  data: { name?: string; wantsDigest?: boolean; showsVotes?: boolean },
): Promise<void> {
  await database.member.update({ where: { id: memberId }, data });
}

/** Ends every session of a member. Returns how many there were. */
export async function endSessions(database: Database, memberId: string): Promise<number> {
  return (await database.session.deleteMany({ where: { memberId } })).count;
}

/**
 * What changed with an account: slugs of tools, `voted` whose numbers or statements, `followed` whose followers, `used` whose
 * stacks; and the slugs of the stacks and decisions (with those of their stackups) that went with it.
 */
export type DeletedMember = {
  voted: string[];
  followed: string[];
  used: string[];
  stacks: string[];
  decisions: { slug: string; stackup: string }[];
};

/**
 * Deletes an account with all it holds: votes are withdrawn and scores recounted in the same transaction; published statements
 * stay as a deleted member's or go with it. Throws “missing” when there is no such account.
 */
export function deleteMember(
  database: PrismaClient,
  { memberId, keepsStatements }: { memberId: string; keepsStatements: boolean },
): Promise<DeletedMember> {
  return database.$transaction(async (tx) => {
    // The member first, as every vote does: from here on no vote of theirs can arrive.
    const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM members WHERE id = ${memberId} FOR UPDATE`;
    if (locked.length === 0) throw new DomainError("missing", "This account does not exist any more.");
    const tools = await tx.$queryRaw<{ id: number; slug: string }[]>`
      SELECT DISTINCT t.id, t.slug FROM tools t JOIN statements s ON s.tool_id = t.id
      WHERE s.author_id = ${memberId} OR s.id IN (SELECT statement_id FROM votes WHERE member_id = ${memberId})
      ORDER BY t.id`;
    const ids = tools.map((tool) => tool.id);
    if (ids.length > 0) {
      await tx.$queryRaw`SELECT id FROM statements WHERE tool_id IN (${Prisma.join(ids)}) ORDER BY id FOR UPDATE`;
    }
    const follows = await tx.follow.findMany({ where: { memberId }, select: { tool: { select: { slug: true } } } });
    await tx.vote.deleteMany({ where: { memberId } });
    // Statements that never stood on a page are the member's alone and go in either case.
    const gone = await tx.statement.findMany({
      where: { authorId: memberId, ...(keepsStatements ? { status: { not: "published" } } : {}) },
      select: { id: true },
    });
    const goneIds = gone.map((statement) => statement.id);
    await forgetStatements(tx, goneIds);
    // What goes must not stand in a history, and what stays there says no name any more.
    await tx.revision.deleteMany({ where: { subject: "statement", subjectId: { in: goneIds } } });
    await tx.revision.updateMany({ where: { authorId: memberId }, data: { author: "deleted member" } });
    await tx.statement.deleteMany({ where: { id: { in: goneIds } } });
    await tx.statement.updateMany({ where: { authorId: memberId }, data: { authorId: null, isOfDeleted: true } });
    await tx.verification.deleteMany({ where: { value: memberId } });
    await tx.deviceCode.deleteMany({ where: { userId: memberId } });
    const stacks = await tx.stack.findMany({ where: { ownerId: memberId }, select: { slug: true } });
    const used = await tx.tool.findMany({
      where: { stackTools: { some: { stack: { ownerId: memberId } } } },
      select: { slug: true },
    });
    const decisions = await tx.decision.findMany({
      where: { authorId: memberId },
      select: { slug: true, stackupSlug: true },
    });
    await tx.member.delete({ where: { id: memberId } });
    await recountVotes(tx, ids);
    return {
      voted: tools.map((tool) => tool.slug),
      followed: follows.map((follow) => follow.tool.slug),
      used: used.map((tool) => tool.slug),
      stacks: stacks.map((stack) => stack.slug),
      decisions: decisions.map(({ slug, stackupSlug: stackup }) => ({ slug, stackup })),
    };
  }, PATIENCE);
}
