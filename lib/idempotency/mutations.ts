import "server-only";
import type { Database } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { KeptAnswer } from "@/lib/idempotency/schema";

/** Hours for which an answer is kept. */
export const KEPT_HOURS = 24;

/** What was answered to a member's request with this key within the last day; null when there was none. */
export async function findAnswer(
  database: Database,
  { memberId, key }: { memberId: string; key: string },
): Promise<KeptAnswer | null> {
  const since = new Date(Date.now() - KEPT_HOURS * 3_600_000);
  return database.idempotencyKey.findFirst({
    where: { memberId, key, createdAt: { gt: since } },
    select: { requestHash: true, status: true, body: true },
  });
}

/** Keeps an answer for the same request sent again; the first of two that came at once stays. Forgets those that are too old. */
export async function keepAnswer(
  database: Database,
  answer: { memberId: string; key: string; requestHash: string; status: number; body: Prisma.InputJsonValue },
): Promise<void> {
  const old = new Date(Date.now() - KEPT_HOURS * 3_600_000);
  await database.idempotencyKey.deleteMany({ where: { memberId: answer.memberId, createdAt: { lte: old } } });
  await database.idempotencyKey.createMany({ data: [answer], skipDuplicates: true });
}
