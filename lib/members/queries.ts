import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { describeDevice } from "@/lib/members/rules";
import type { MemberPage, MemberSettings } from "@/lib/members/schema";
import { tags } from "@/lib/tags";
import { shownTools } from "@/lib/tools/queries";

/** The handle under which a member is found now, by it or a former one; null when it leads nowhere public. */
export async function findHandle(handle: string): Promise<string | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.member(handle));
  const where = { emailVerified: true, bannedAt: null } satisfies Prisma.MemberWhereInput;
  const member = await db().member.findFirst({
    where: { ...where, OR: [{ handle }, { formerNames: { some: { handle } } }] },
    select: { handle: true },
  });
  if (member) cacheTag(tags.member(member.handle));
  return member?.handle ?? null;
}

// What a profile lists of each, newest first: with a tag for each line it stays below the 128 tags that a stored page can have.
const FOLLOWS_SHOWN = 50;
const STATEMENTS_SHOWN = 30;

const statementSelect = {
  id: true,
  kind: true,
  text: true,
  score: true,
  tool: { select: { slug: true, name: true, removedAt: true } },
} satisfies Prisma.StatementSelect;

type Printed = { tool: { slug: string; name: string; removedAt: Date | null } };

/** The rows whose tools stand on the site. All of them have their tags: a tool that was taken off may come back. */
function listShown<Row extends Printed>(rows: Row[]) {
  return rows.flatMap(({ tool: { removedAt, ...tool }, ...row }) => (removedAt === null ? [{ ...row, tool }] : []));
}

/** A member's public profile by their present handle; null for nobody, and for accounts that are not confirmed or were closed. */
export async function getMember(handle: string): Promise<MemberPage | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.member(handle));
  const member = await db().member.findUnique({
    where: { handle, emailVerified: true, bannedAt: null },
    select: { id: true, handle: true, name: true, createdAt: true, showsVotes: true },
  });
  if (!member) return null;
  const own = { authorId: member.id, status: "published" } satisfies Prisma.StatementWhereInput;
  const published = { status: "published" } satisfies Prisma.StatementWhereInput;
  const votedFor = {
    memberId: member.id,
    statement: published,
    OR: [{ heldUntil: null }, { heldUntil: { lte: new Date() } }],
  } satisfies Prisma.VoteWhereInput;
  const [follows, followCount, statements, statementCount, votes, voteCount] = await Promise.all([
    db().follow.findMany({
      where: { memberId: member.id },
      orderBy: [{ createdAt: "desc" }, { toolId: "asc" }],
      take: FOLLOWS_SHOWN,
      select: { tool: { select: { slug: true, name: true, removedAt: true } } },
    }),
    db().follow.count({ where: { memberId: member.id, tool: shownTools } }),
    db().statement.findMany({
      where: own,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: STATEMENTS_SHOWN,
      select: statementSelect,
    }),
    db().statement.count({ where: { ...own, tool: shownTools } }),
    member.showsVotes
      ? db().vote.findMany({
          where: votedFor,
          orderBy: [{ createdAt: "desc" }, { statementId: "desc" }],
          take: STATEMENTS_SHOWN,
          select: { statement: { select: statementSelect } },
        })
      : null,
    member.showsVotes ? db().vote.count({ where: { ...votedFor, statement: { ...published, tool: shownTools } } }) : 0,
  ]);
  const votedStatements = votes?.map(({ statement }) => statement) ?? null;
  const page: MemberPage = {
    handle: member.handle,
    name: member.name,
    since: member.createdAt.toISOString().slice(0, 10),
    follows: listShown(follows).map(({ tool }) => tool),
    followCount,
    statements: listShown(statements),
    statementCount,
    votes: votedStatements && listShown(votedStatements),
    voteCount,
  };
  const printed = [...statements, ...(votedStatements ?? [])].map(({ tool }) => tags.statements(tool.slug));
  cacheTag(...new Set([...follows.map(({ tool }) => tags.tool(tool.slug)), ...printed]));
  return page;
}

/** What /settings shows of a member's own account; null when it is gone. Not cached: it is the member's own. */
export async function getSettings(memberId: string): Promise<MemberSettings | null> {
  const member = await db().member.findUnique({
    where: { id: memberId },
    select: {
      name: true,
      wantsDigest: true,
      showsVotes: true,
      formerNames: { orderBy: { handle: "asc" }, select: { handle: true } },
      accounts: { select: { providerId: true, password: true } },
      sessions: {
        where: { expiresAt: { gt: new Date() } },
        orderBy: { createdAt: "desc" },
        select: { id: true, userAgent: true, ipAddress: true, createdAt: true },
      },
    },
  });
  if (!member) return null;
  const { accounts, sessions, formerNames, ...rest } = member;
  return {
    ...rest,
    hasPassword: accounts.some((account) => account.password !== null),
    hasGithub: accounts.some((account) => account.providerId === "github"),
    formerHandles: formerNames.map(({ handle }) => handle),
    sessions: sessions.map(({ id, userAgent, ipAddress, createdAt }) => ({
      id,
      device: describeDevice(userAgent),
      address: ipAddress || "unknown address",
      since: createdAt,
    })),
  };
}

/** Everything held about a member, without the secrets that would let who finds the file sign in; null when it is gone. Not cached. */
export async function getMemberExport(memberId: string) {
  const tool = { select: { slug: true, name: true } } as const;
  return db().member.findUnique({
    where: { id: memberId },
    include: {
      formerNames: { select: { handle: true } },
      sessions: { select: { userAgent: true, ipAddress: true, createdAt: true, expiresAt: true } },
      accounts: { select: { providerId: true, accountId: true, scope: true, createdAt: true } },
      votes: {
        orderBy: { createdAt: "asc" },
        select: {
          createdAt: true,
          heldUntil: true,
          statement: { select: { id: true, kind: true, text: true, tool } },
        },
      },
      statements: { orderBy: { createdAt: "asc" }, omit: { textKey: true, sourceId: true }, include: { tool } },
      reports: {
        orderBy: { createdAt: "asc" },
        select: { reason: true, createdAt: true, statement: { select: { id: true, text: true, tool } } },
      },
      follows: { orderBy: { createdAt: "asc" }, select: { createdAt: true, tool } },
      // Each stack in all its versions, as it was shared.
      stacks: {
        orderBy: { createdAt: "asc" },
        include: {
          versions: {
            orderBy: { number: "asc" },
            select: { number: true, createdAt: true, content: true, added: true, removed: true },
          },
        },
      },
      decisions: {
        orderBy: { createdAt: "asc" },
        omit: { id: true, authorId: true, stackId: true },
        include: {
          stack: { select: { slug: true, name: true } },
          options: { orderBy: { position: "asc" }, select: { isChosen: true, note: true, tool } },
        },
      },
      suggestions: { orderBy: { createdAt: "asc" }, omit: { memberId: true, decidedById: true } },
      drafts: {
        orderBy: { updatedAt: "asc" },
        select: { subject: true, subjectKey: true, content: true, updatedAt: true },
      },
      tokens: { orderBy: { id: "asc" }, omit: { memberId: true, hash: true } },
      decisionDrafts: { orderBy: { formKey: "asc" }, select: { formKey: true, content: true, updatedAt: true } },
      stackDrafts: { orderBy: { stackKey: "asc" }, select: { stackKey: true, content: true, updatedAt: true } },
    },
  });
}
