import "server-only";
import { db } from "@/lib/db";
import { type Scope, scopeSchema } from "@/lib/tokens/schema";

/** What a program asks for that shows this code; null when no such code waits for an answer. Not cached. */
export async function getDeviceRequest(userCode: string): Promise<{ scopes: Scope[] } | null> {
  const row = await db().deviceCode.findUnique({
    where: { userCode, status: "pending", expiresAt: { gt: new Date() } },
    select: { scope: true },
  });
  if (!row) return null;
  const scopes = (row.scope ?? "").split(" ").flatMap((scope) => scopeSchema.safeParse(scope).data ?? []);
  return { scopes };
}
