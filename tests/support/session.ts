import { createHmac } from "node:crypto";

// Sessions as better-auth keeps them: a row with a token, and a cookie that carries the token and its signature.

/** The secret that sites under test sign with. */
export const TEST_SECRET = "a secret that only the tests know, of 32 characters or more";

/** The cookie that holds the session. */
export const SESSION_COOKIE = "sidestack.session_token";

/** The value of that cookie as better-auth signs it; with another secret, or another token's signature, it must be refused. */
export function sessionValue(token: string, secret = TEST_SECRET, signed = token): string {
  const signature = createHmac("sha256", secret).update(signed).digest("base64");
  return encodeURIComponent(`${token}.${signature}`);
}
