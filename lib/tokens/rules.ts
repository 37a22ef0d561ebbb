import { type lifetimes, type Scope, scopes } from "@/lib/tokens/schema";

const DAY = 86_400_000;

/** When a token made now ends; null for never. */
export function expiryOf(lifetime: (typeof lifetimes)[number], now: Date): Date | null {
  return lifetime === "none" ? null : new Date(now.getTime() + Number(lifetime) * DAY);
}

/** True while a token may be used. */
export function isLive(token: { expiresAt: Date | null; revokedAt: Date | null }, now: Date): boolean {
  return token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now);
}

/** What each scope allows, in words. */
export const SCOPE_WORDS: Record<Scope, string> = {
  "stacks:read": "read your stacks (unlisted ones too)",
  "stacks:write": "share and change your stacks",
};

/** The scopes of a token: what may write may read too. */
export function scopesFor(mayWrite: boolean): readonly Scope[] {
  return mayWrite ? scopes : ["stacks:read"];
}

/** The lifetimes in words. */
export const LIFETIME_WORDS: Record<(typeof lifetimes)[number], string> = {
  "30": "30 days",
  "90": "90 days",
  "365": "one year",
  none: "until you revoke it",
};
