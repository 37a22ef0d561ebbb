import "server-only";
import type { Database } from "@/lib/db";
import { composeDigest, DIGEST_EVENTS, digestSince, dueBefore, unsubscribeUntil } from "@/lib/digests/rules";
import { toolEventSelect, toToolEvent } from "@/lib/events/queries";
import type { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import type { Mail } from "@/lib/mail";
import { signToken } from "@/lib/token";

/** Begins or ends a member's weekly mail; doing it again changes nothing. */
export async function setDigest(database: Database, memberId: string, wantsDigest: boolean): Promise<void> {
  await database.member.updateMany({ where: { id: memberId }, data: { wantsDigest } });
}

/** Who gets a digest now: asked for it, address confirmed, not banned, none this week, and something changed. */
function whoIsDue(now: Date): Prisma.MemberWhereInput {
  const happenedAt = { gt: digestSince(null, now), lte: now };
  return {
    wantsDigest: true,
    emailVerified: true,
    bannedAt: null,
    OR: [{ digestSentAt: null }, { digestSentAt: { lt: dueBefore(now) } }],
    follows: { some: { tool: { removedAt: null, events: { some: { happenedAt } } } } },
  };
}

/** How many members may get a digest now. */
export async function countDueDigests(database: Database, now: Date): Promise<number> {
  return database.member.count({ where: whoIsDue(now) });
}

/** What sending digests did: how many went out, and for which members (by handle) the mail server refused. */
export type DigestReport = { sent: number; failed: { handle: string; reason: string }[] };

type Recipient = { id: string; handle: string; email: string; digestSentAt: Date | null };

/** Sends one member's digest unless nothing changed or another run was faster. Returns whether it was sent. */
async function sendDigest(
  database: Database,
  member: Recipient,
  now: Date,
  deliver: (mail: Mail) => Promise<void>,
): Promise<boolean> {
  const since = digestSince(member.digestSentAt, now);
  const where = {
    happenedAt: { gt: since, lte: now },
    tool: { removedAt: null, follows: { some: { memberId: member.id } } },
  } satisfies Prisma.ToolEventWhereInput;
  const rows = await database.toolEvent.findMany({
    where,
    orderBy: [{ happenedAt: "desc" }, { id: "desc" }],
    take: DIGEST_EVENTS,
    select: toolEventSelect,
  });
  if (rows.length === 0) return false;
  const total = rows.length < DIGEST_EVENTS ? rows.length : await database.toolEvent.count({ where });
  const digest = composeDigest(
    rows.map(toToolEvent),
    total,
    since,
    signToken(member.id, "digest", unsubscribeUntil(now)),
  );
  // Noted before it is sent, and only by the run that finds it unsent: a digest may get lost, but never comes twice.
  const { count } = await database.member.updateMany({
    where: { id: member.id, digestSentAt: member.digestSentAt, wantsDigest: true },
    data: { digestSentAt: now },
  });
  if (count === 0) return false;
  try {
    await deliver({ to: member.email, ...digest });
  } catch (error) {
    await database.member.updateMany({
      where: { id: member.id, digestSentAt: now },
      data: { digestSentAt: member.digestSentAt },
    });
    throw error;
  }
  return true;
}

const BATCH = 200;

/**
 * Sends the weekly mail to all who are due, one after the other. A second run on the same night sends nothing; members whose mail
 * was refused are tried again the next night.
 */
export async function sendDueDigests(
  database: PrismaClient,
  now: Date,
  deliver: (mail: Mail) => Promise<void>,
): Promise<DigestReport> {
  const report: DigestReport = { sent: 0, failed: [] };
  for (let after = ""; ; ) {
    const members = await database.member.findMany({
      where: { ...whoIsDue(now), id: { gt: after } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true, handle: true, email: true, digestSentAt: true },
    });
    for (const member of members) {
      try {
        if (await sendDigest(database, member, now, deliver)) report.sent += 1;
      } catch (error) {
        report.failed.push({ handle: member.handle, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    const last = members.at(-1);
    if (!last || members.length < BATCH) return report;
    after = last.id;
  }
}
