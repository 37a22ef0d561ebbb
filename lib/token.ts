import "server-only";
import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { readEnv } from "@/lib/env";
import { DomainError } from "@/lib/errors";

// Links in mails that do one thing for one member without a sign-in, and orders of jobs to the site. Each carries who, what for and
// until when, signed with a key of its own that is derived from AUTH_SECRET, so that nothing signed elsewhere passes here.

/**
 * What a token allows, and nothing else: `digest` ends a member's weekly mail, `clear` makes the site forget stored pages, `feed` reads
 * what changed in the tools that a member follows.
 */
export type TokenPurpose = "digest" | "clear" | "feed";

const claimsSchema = z.tuple([z.string().min(1), z.string().min(1), z.number().int().positive()]);

function signature(payload: string): Buffer {
  const { AUTH_SECRET } = readEnv();
  if (!AUTH_SECRET) throw new Error("AUTH_SECRET is not set: links in mails and orders to the site cannot be signed");
  const key = Buffer.from(hkdfSync("sha256", AUTH_SECRET, "", "sidestack links in mails", 32));
  return createHmac("sha256", key).update(payload).digest();
}

/** A token that names a member (or the job that orders) and a purpose, good until a moment. Throws when AUTH_SECRET is not set. */
export function signToken(memberId: string, purpose: TokenPurpose, until: Date): string {
  const payload = Buffer.from(JSON.stringify([memberId, purpose, until.getTime()])).toString("base64url");
  return `${payload}.${signature(payload).toString("base64url")}`;
}

/** What is kept of a program's token: its SHA-256 in hexadecimal. It is random, so that a slow hash would protect nothing more. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whom a token names. Throws “invalid” for one that was changed, made elsewhere, made for something else, or is over. */
export function readToken(token: string, purpose: TokenPurpose, now: Date): string {
  const wrong = new DomainError("invalid", "This link is not valid. Open it as it stands in the message, whole.");
  const [payload, signed, ...rest] = token.split(".");
  if (!payload || !signed || rest.length > 0) throw wrong;
  const expected = signature(payload);
  const given = Buffer.from(signed, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw wrong;
  const [memberId, madeFor, until] = claimsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  if (madeFor !== purpose) throw wrong;
  if (until <= now.getTime()) {
    throw new DomainError(
      "invalid",
      "This link is too old. Open the one in the newest message, or change your settings.",
    );
  }
  return memberId;
}
