import { DomainError } from "@/lib/errors";
import { handleSchema, returnPathSchema, type Viewer } from "@/lib/members/schema";
import type { Author } from "@/lib/revisions/schema";

/** Throws unless the viewer may write: signed in, e-mail address confirmed, not banned. */
export function assertMayWrite(viewer: Viewer | null): asserts viewer is Viewer {
  if (!viewer) throw new DomainError("not-signed-in", "Sign in first, then try again.");
  if (viewer.bannedAt) throw new DomainError("forbidden", "This account was closed for writing by an editor.");
  if (!viewer.emailVerified) {
    throw new DomainError(
      "forbidden",
      "Confirm your e-mail address first: the link is in the message that we sent you.",
    );
  }
}

/** A member's role and, where they are known, what takes its rights away. */
type Standing = Pick<Viewer, "role"> & Partial<Pick<Viewer, "bannedAt" | "emailVerified">>;

/** True for members who keep the catalog: editors, and admins, who may do all that editors may; while they are not banned. */
export function isEditor(viewer: Standing): boolean {
  return (viewer.role === "editor" || viewer.role === "admin") && !viewer.bannedAt && viewer.emailVerified !== false;
}

/** True for members who say who is an editor; while they are not banned. */
export function isAdmin(viewer: Standing): boolean {
  return viewer.role === "admin" && isEditor(viewer);
}

/** Throws unless the viewer may write and is an editor. */
export function assertIsEditor(viewer: Viewer | null): asserts viewer is Viewer {
  assertMayWrite(viewer);
  if (!isEditor(viewer)) throw new DomainError("forbidden", "Only editors may do this.");
}

/** Throws unless the viewer may write and is an admin. */
export function assertIsAdmin(viewer: Viewer | null): asserts viewer is Viewer {
  assertMayWrite(viewer);
  if (!isAdmin(viewer)) throw new DomainError("forbidden", "Only admins may do this.");
}

/** A member as the author of what they do, for histories and the log. */
export function authorOf({ id, handle }: Pick<Viewer, "id" | "handle">): Author & { id: string } {
  return { id, name: handle };
}

/** Until when a vote cast now is held: the moment the account is `holdHours` old, or null when it already is. */
export function heldUntil(memberSince: Date, holdHours: number, now: Date): Date | null {
  const until = new Date(memberSince.getTime() + holdHours * 3_600_000);
  return until > now ? until : null;
}

/** A member may change the handle this often: each one given up stays theirs, and there is only one of each. */
export const FORMER_HANDLES_MAX = 5;

/** An account whose address nobody confirmed for this long, and that holds nothing, is removed in the night. */
export const UNCONFIRMED_DAYS = 7;

/** Who has no password proves who they are by having signed in within this time, in milliseconds. */
export const RECENT_SIGN_IN = 3_600_000;

/** True when a session began so lately that it stands for a password. */
export function isRecentSignIn(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() < RECENT_SIGN_IN;
}

/** A valid handle made from a login elsewhere, and others with a number in case it is taken: `nr` counts from 0. */
export function handleFromLogin(login: string, nr: number): string {
  const plain = login
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const base = handleSchema.safeParse(plain.slice(0, 30).replace(/-$/, "")).data ?? `gh-${plain}`;
  const suffix = nr === 0 ? "" : `-${nr + 1}`;
  const handle = `${base.slice(0, 30 - suffix.length).replace(/-$/, "")}${suffix}`;
  return handleSchema.safeParse(handle).data ?? `member${suffix || "-1"}`;
}

const BROWSERS = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["Firefox", "Firefox"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** A browser and its system in words, as far as its User-Agent tells: `Firefox on Linux`. */
export function describeDevice(userAgent: string | null): string {
  const find = (list: readonly (readonly [string, string])[]) =>
    list.find(([mark]) => userAgent?.includes(mark))?.[1] ?? null;
  const browser = find(BROWSERS);
  const system = find(SYSTEMS);
  if (!browser && !system) return "Unknown device";
  return `${browser ?? "A browser"} on ${system ?? "an unknown system"}`;
}

/** Why a new password is too easy for who knows the account, or null. */
export function passwordFault(password: string, account: { email?: string; handle?: string }): string | null {
  const lower = password.toLowerCase();
  const own = [account.email, account.email?.split("@")[0], account.handle].filter((part) => part && part.length > 3);
  if (own.some((part) => part === lower || lower.replace(/[^a-z]/g, "") === part?.replace(/[^a-z]/g, ""))) {
    return "This password is your own name. Choose another.";
  }
  return new Set(lower).size < 4 ? "This password repeats the same few characters. Choose another." : null;
}

/** The path that links in messages lead to: it notes in the browser that somebody is signed in, and goes on to `next`. */
export function welcomePath(next: string): string {
  return `/account/welcome?${new URLSearchParams({ next })}`;
}

/**
 * Where signing in leads: the path in `next`, else the page that the reader came from when it is one of `host` and not itself
 * about signing in, else the home page.
 */
export function chooseReturnPath(next: unknown, referer: string | null, host: string | null): string {
  if (typeof next === "string") return returnPathSchema.parse(next);
  if (!referer || !URL.canParse(referer)) return "/";
  const page = new URL(referer);
  if (page.host !== host || /^\/(sign-|forgot-|reset-|check-mail|account\/|api\/)/.test(page.pathname)) return "/";
  return returnPathSchema.parse(page.pathname + page.search);
}
