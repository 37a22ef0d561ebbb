import "server-only";
import { randomBytes } from "node:crypto";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { hashSecret } from "@/lib/token";
import type { Scope } from "@/lib/tokens/schema";

/** With this every token begins, so that it is known for what it is wherever it turns up. */
const MARK = "sst_";
/** Tokens that a member may have at once. */
const MOST = 20;

/** Makes a token for a member and returns it: this is the only time that it can be read. Throws “conflict” for one too many. */
export async function createToken(
  database: PrismaClient,
  token: { memberId: string; name: string; scopes: readonly Scope[]; expiresAt: Date | null },
): Promise<{ id: number; secret: string }> {
  const secret = MARK + randomBytes(32).toString("base64url");
  return database.$transaction(async (tx) => {
    // Held so that two forms sent at once do not make one token too many.
    await tx.$queryRaw`SELECT id FROM members WHERE id = ${token.memberId} FOR NO KEY UPDATE`;
    if ((await tx.apiToken.count({ where: { memberId: token.memberId, revokedAt: null } })) >= MOST)
      throw new DomainError("conflict", `You have ${MOST} tokens, which is as many as can be. Revoke one first.`);
    const { id } = await tx.apiToken.create({
      data: {
        ...token,
        scopes: [...token.scopes],
        prefix: secret.slice(0, MARK.length + 6),
        hash: hashSecret(secret),
      },
      select: { id: true },
    });
    return { id, secret };
  });
}

/** Ends a member's own token for good. Throws “missing” for another's and for none. */
export async function revokeToken(
  database: Database,
  { memberId, tokenId }: { memberId: string; tokenId: number },
): Promise<void> {
  const { count } = await database.apiToken.updateMany({
    where: { id: tokenId, memberId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count === 0) throw new DomainError("missing", "There is no such token of yours any more.");
}

/** Ends a session and makes a token for its member in its place. Throws “missing” when it has ended already, and as createToken does. */
export async function exchangeSession(
  database: PrismaClient,
  sessionToken: string,
  token: { name: string; scopes: readonly Scope[]; expiresAt: Date | null },
): Promise<{ id: number; secret: string }> {
  const [session] = await database.$queryRaw<{ memberId: string }[]>`
    DELETE FROM sessions WHERE token = ${sessionToken} RETURNING member_id AS "memberId"`;
  if (!session) throw new DomainError("missing", "This sign-in has ended. Start again.");
  return createToken(database, { ...token, memberId: session.memberId });
}
