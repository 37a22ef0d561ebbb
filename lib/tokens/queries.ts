import "server-only";
import { db } from "@/lib/db";
import type { OwnToken } from "@/lib/tokens/schema";

/** A member's tokens that were not revoked, newest first. Not cached. */
export async function listTokens(memberId: string): Promise<OwnToken[]> {
  return db().apiToken.findMany({
    where: { memberId, revokedAt: null },
    orderBy: { id: "desc" },
    select: { id: true, name: true, prefix: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true },
  });
}
