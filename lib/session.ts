import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { parseCookies } from "better-auth/cookies";
import { auth, refusalCode } from "@/lib/auth";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { gather } from "@/lib/gather";
import { isRecentSignIn } from "@/lib/members/rules";
import type { Viewer } from "@/lib/members/schema";
import { site } from "@/lib/site";
import { hashSecret } from "@/lib/token";
import { isLive } from "@/lib/tokens/rules";

/** The cookie that tells the browser's script that somebody is signed in; it holds no secret and proves nothing. */
export const SIGN_IN_HINT = "sidestack_signed_in";

const HINT_SECONDS = 30 * 86_400;

/** Sets the hint beside a new session, or clears it with the old one, as a Set-Cookie line of an answer. */
export function setHint(headers: Headers, isSignedIn: boolean): Headers {
  const secure = site.url.startsWith("https://") ? "; Secure" : "";
  const value = isSignedIn ? `1; Max-Age=${HINT_SECONDS}` : "; Max-Age=0";
  headers.append("Set-Cookie", `${SIGN_IN_HINT}=${value}; Path=/; SameSite=Lax${secure}`);
  return headers;
}

const viewerSelect = {
  id: true,
  handle: true,
  email: true,
  emailVerified: true,
  role: true,
  bannedAt: true,
  createdAt: true,
} as const;

/** The viewer with the session that they came by: its id, and when they signed in. */
export type ViewerSession = { viewer: Viewer; id: string; since: Date };

type SessionRow = Viewer & { token: string; sessionId: string; since: Date; expiresAt: Date };

/** The sessions of tokens, each as it stands at the call or later; those that are asked for in a rush are read together. */
const readSession = gather(async (tokens: string[]) => {
  const rows = await db().$queryRaw<SessionRow[]>`
    SELECT s.token, s.id AS "sessionId", s.created_at AS since, s.expires_at AS "expiresAt", m.id, m.handle, m.email,
      m.email_verified AS "emailVerified", m.role::text AS role, m.banned_at AS "bannedAt", m.created_at AS "createdAt"
    FROM sessions s JOIN members m ON m.id = s.member_id WHERE s.token = ANY(${tokens})`;
  const byToken = new Map(rows.map((row) => [row.token, row]));
  return tokens.map((token) => byToken.get(token));
});

/** The token that the session's cookie carries, if its signature is ours. */
async function readToken(headers: Headers): Promise<string | null> {
  const { authCookies, secret } = await auth().$context;
  const value = parseCookies(headers.get("cookie") ?? "").get(authCookies.sessionToken.name) ?? "";
  const end = value.lastIndexOf(".");
  const [token, signature] = [value.slice(0, Math.max(0, end)), Buffer.from(value.slice(end + 1), "base64")];
  const expected = createHmac("sha256", secret).update(token).digest();
  const isOurs = signature.length === expected.length && timingSafeEqual(signature, expected);
  return token !== "" && isOurs ? token : null;
}

/**
 * Who sent a request, and by which session; null when nobody is signed in. Role and ban are read anew each time. Reads by itself
 * what better-auth would read in three steps, and in plain SQL, since every write begins here.
 */
export async function getViewerSession(headers: Headers): Promise<ViewerSession | null> {
  const token = await readToken(headers);
  if (!token) return null;
  const row = await readSession(token);
  if (!row || row.expiresAt <= new Date()) return null;
  const { sessionId, since, expiresAt: _, token: __, ...viewer } = row;
  return { viewer, id: sessionId, since };
}

/** Who sent a request; null when nobody is signed in or the session has ended. */
export async function getViewer(headers: Headers): Promise<Viewer | null> {
  return (await getViewerSession(headers))?.viewer ?? null;
}

/** Whose token a program sent, and what it may be used for. */
export type TokenViewer = { id: number; viewer: Viewer; scopes: string[] };

/** Milliseconds after which another use of a token is noted: noting each would be a write for every read. */
const USE_NOTED_AFTER = 60_000;

/**
 * Who sent a request with a token in its Authorization header; null without a token, and with one that is unknown, over, revoked
 * or a banned member's. Notes that it was used.
 */
export async function getTokenViewer(headers: Headers): Promise<TokenViewer | null> {
  const secret = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (!secret) return null;
  const token = await db().apiToken.findUnique({
    relationLoadStrategy: "join",
    where: { hash: hashSecret(secret) },
    select: {
      id: true,
      scopes: true,
      expiresAt: true,
      revokedAt: true,
      lastUsedAt: true,
      member: { select: viewerSelect },
    },
  });
  const now = new Date();
  if (!token || !isLive(token, now) || token.member.bannedAt || !token.member.emailVerified) return null;
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > USE_NOTED_AFTER)
    await db().apiToken.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } });
  return { id: token.id, viewer: token.member, scopes: token.scopes };
}

/** Ends the session that a request came by. Returns the headers that clear its cookies. */
export async function signOut(requestHeaders: Headers): Promise<Headers> {
  const { headers } = await auth().api.signOut({ headers: requestHeaders, returnHeaders: true });
  return setHint(headers, false);
}

/**
 * Throws unless whoever sent this shows again that the account is theirs: by its password, or, where it has none, by having signed
 * in within the hour. Stands before every change that could lock the owner out.
 */
export async function assertStillOwner(headers: Headers, password: string | undefined): Promise<void> {
  const session = await getViewerSession(headers);
  if (!session) throw new DomainError("not-signed-in", "Sign in first, then try again.");
  const own = await db().account.findFirst({
    where: { memberId: session.viewer.id, password: { not: null } },
    select: { id: true },
  });
  if (!own) {
    if (isRecentSignIn(session.since, new Date())) return;
    throw new DomainError("forbidden", "Sign out and in again first: this change needs a sign-in of the last hour.");
  }
  try {
    await auth().api.verifyPassword({ body: { password: password ?? "" }, headers });
  } catch (error) {
    if (refusalCode(error) === null) throw error;
    throw new DomainError("invalid", "Something in the form is not right.", { password: "This is not your password." });
  }
}
