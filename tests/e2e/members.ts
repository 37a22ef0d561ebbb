import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import type { BrowserContext } from "@playwright/test";
import pg from "pg";
import { z } from "zod";
import type { SentMail } from "@/tests/support/mail-server";
import { SESSION_COOKIE, sessionValue } from "@/tests/support/session";

// Members of the site under test, written into its database: its signing in is a story of its own (members.spec.ts).

/** What a member of a story is; confirmed, not banned and an ordinary member unless said otherwise. */
export type MemberOptions = {
  role?: "member" | "editor" | "admin";
  verified?: boolean;
  banned?: boolean;
  /** The beginning of the handle, which a number makes the only one. */
  handle?: string;
};

export type Member = { id: string; handle: string; email: string };

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: tests/e2e/setup.ts sets it for the run`);
  return value;
}

/** The database of the site under test. What is written here past the site clears none of its stored pages. */
export function openSiteDatabase(): pg.Pool {
  return new pg.Pool({ connectionString: setting("E2E_DATABASE_URL"), max: 2 });
}

/** Writes a member whose handle and address no other test has. */
export async function createMember(database: pg.Pool, options: MemberOptions = {}): Promise<Member> {
  const { role = "member", verified = true, banned = false, handle: beginning = role } = options;
  const id = randomUUID();
  const handle = `${beginning}-${id.slice(0, 6)}`;
  const email = `${handle}@example.org`;
  await database.query(
    `INSERT INTO members (id, name, handle, email, role, email_verified, banned_at)
      VALUES ($1, $2, $2, $3, $4::member_role, $5, CASE WHEN $6 THEN now() END)`,
    [id, handle, email, role, verified, banned],
  );
  return { id, handle, email };
}

/** Signs a member in: a session in the database, and its cookies in the browser. */
export async function signIn(database: pg.Pool, context: BrowserContext, memberId: string, url: string): Promise<void> {
  const token = randomUUID().replaceAll("-", "");
  await database.query(
    "INSERT INTO sessions (id, token, member_id, expires_at) VALUES ($1, $2, $3, now() + interval '1 day')",
    [randomUUID(), token, memberId],
  );
  await context.addCookies([
    { name: SESSION_COOKIE, value: sessionValue(token), url, httpOnly: true, sameSite: "Lax" },
    { name: "sidestack_signed_in", value: "1", url, sameSite: "Lax" },
  ]);
}

const mailSchema = z.object({ to: z.string(), text: z.string() });

/** Waits for the next message that the site sends to an address, oldest first, and takes it out of the box. */
export async function takeMail(to: string): Promise<SentMail> {
  const folder = setting("E2E_MAIL_FOLDER");
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    for (const file of readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort()) {
      const place = path.join(folder, file);
      const mail = mailSchema.safeParse(readJson(place));
      if (!mail.success || mail.data.to !== to) continue;
      renameSync(place, `${place}.taken`);
      return mail.data;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no message to ${to} came within 15 seconds`);
}

/** What a file holds; null while it is still being written or another worker has just taken it. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
