import "server-only";
import { readEnv } from "@/lib/env";
import { signToken } from "@/lib/token";

/** Tags in one request. */
const AT_ONCE = 500;
/** How long an order is good for, in milliseconds. */
const GOOD_FOR = 60_000;

/**
 * Tells the running site (setting INTERNAL_URL) that what it stored under some tags is out of date, so that the next view of every
 * page with one of them is made anew. For jobs, which are processes of their own and have no part in the site's memory. Returns
 * false when no site runs there: then nothing has to be cleared, since a start forgets what was stored. Throws when the site refuses.
 */
export async function clearTags(tags: readonly string[]): Promise<boolean> {
  const all = [...new Set(tags)];
  for (let first = 0; first < all.length; first += AT_ONCE) {
    const order = signToken("upkeep", "clear", new Date(Date.now() + GOOD_FOR));
    const answer = await fetch(`${readEnv().INTERNAL_URL}/api/upkeep/clear`, {
      method: "POST",
      headers: { Authorization: `Bearer ${order}`, "Content-Type": "application/json" },
      body: JSON.stringify({ tags: all.slice(first, first + AT_ONCE) }),
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => {
      if (isRefusedConnection(error)) return null;
      throw error;
    });
    if (!answer) return false;
    if (!answer.ok) throw new Error(`the site did not clear its pages: ${answer.status} ${await answer.text()}`);
  }
  return true;
}

function isRefusedConnection(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : null;
  return cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
}
