import { randomUUID } from "node:crypto";
import type { MemberRole } from "@/lib/members/standing/schema";
import { site } from "@/lib/site";
import { database } from "@/tests/support/database";
import { SESSION_COOKIE, sessionValue, TEST_SECRET } from "@/tests/support/session";

process.env.AUTH_SECRET ??= TEST_SECRET;

export type MemberFixture = {
  name?: string;
  emailVerified?: boolean;
  bannedAt?: Date | null;
  createdAt?: Date;
};

let made = 0;

/** Writes a member, confirmed and not banned unless said otherwise, and returns the id. */
export async function createMember(fixture: MemberFixture = {}): Promise<string> {
  made += 1;
  const handle = `member-${made}`;
  const { id } = await database.member.create({
    data: {
      id: randomUUID(),
      name: fixture.name ?? `Member ${made}`,
      handle,
      email: `${handle}@example.org`,
      emailVerified: fixture.emailVerified ?? true,
      bannedAt: fixture.bannedAt ?? null,
      createdAt: fixture.createdAt,
    },
    select: { id: true },
  });
  return id;
}

/** Writes this many members at once and returns their ids. */
export async function createMembers(count: number): Promise<string[]> {
  const first = made + 1;
  made += count;
  const rows = Array.from({ length: count }, (_, index) => {
    const handle = `member-${first + index}`;
    const name = `Member ${first + index}`;
    return { id: randomUUID(), name, handle, email: `${handle}@example.org`, emailVerified: true };
  });
  await database.member.createMany({ data: rows });
  return rows.map((row) => row.id);
}

/** The cookie of a token as better-auth signs it; with another secret, or another token's signature, it must be refused. */
export function sessionCookie(token: string, secret = process.env.AUTH_SECRET, signed = token): string {
  return `${SESSION_COOKIE}=${sessionValue(token, secret, signed)}`;
}

/** Signs a member in and returns the token of the session. */
export async function createSession(memberId: string, expiresAt = new Date(Date.now() + 86_400_000)): Promise<string> {
  const token = randomUUID().replaceAll("-", "");
  await database.session.create({ data: { id: randomUUID(), token, memberId, expiresAt } });
  return token;
}

/** Signs a member in and returns the cookie to send. */
export async function signIn(memberId: string, expiresAt?: Date): Promise<string> {
  return sessionCookie(await createSession(memberId, expiresAt));
}

let writers = 0;

/**
 * A member who writes: signed in (`headers`), from an address of their own, so that no test meets the limits of another.
 */
export async function createWriter({ role = "member", ...fixture }: MemberFixture & { role?: MemberRole } = {}) {
  writers += 1;
  const id = await createMember(fixture);
  const { handle } = await database.member.update({ where: { id }, data: { role }, select: { handle: true } });
  const address = `198.18.${Math.floor(writers / 250)}.${writers % 250}`;
  return { id, handle, headers: { Cookie: await signIn(id), "X-Client-Address": address } };
}

/** What a route is sent: fields of a JSON object, or a body of any other kind. */
export type Sent = { json: object } | { body: BodyInit };

/** A write sent to a route from a page of this site, as a browser would; `headers` replace or (null) remove what it sends. */
export function post(path: string, sent: Sent, headers: Record<string, string | null> = {}): Request {
  const all = new Headers({ Origin: site.url, Accept: "application/json", "X-Client-Address": "192.0.2.1" });
  if ("json" in sent) all.set("Content-Type", "application/json");
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  const body = "json" in sent ? JSON.stringify(sent.json) : sent.body;
  // A stream needs `duplex`, which the types of the browser's Request do not know.
  const init: RequestInit & { duplex: "half" } = { method: "POST", headers: all, body, duplex: "half" };
  return new Request(`${site.url}${path}`, init);
}

let tools = 0;

/** Writes a tool with pros and cons that have the given imported votes; returns its id, its slug and the ids of its statements. */
export async function createVotedTool(
  imported: { pros: number[]; cons?: number[] } = { pros: [0] },
): Promise<{ id: number; slug: string; statements: number[] }> {
  tools += 1;
  const [slug, name] = [`voted-tool-${tools}`, `Voted tool ${tools}`];
  const place = await database.category.create({
    data: { level: "layer", slug, name, path: slug, position: tools + 1000 },
  });
  const source = await database.source.create({
    data: { url: `https://example.org/${slug}`, title: name, checkedOn: new Date("2026-01-15T00:00:00Z") },
  });
  const entry = (kind: "pro" | "con") => (votes: number, position: number) => ({
    kind,
    text: `${kind} ${position}`,
    textKey: `${kind} ${position}`,
    position,
    importedVotes: votes,
    importedAsOf: votes > 0 ? "2025" : null,
    sourceId: votes > 0 ? source.id : null,
    score: votes,
  });
  const rows = [...imported.pros.map(entry("pro")), ...(imported.cons ?? []).map(entry("con"))];
  const tool = await database.tool.create({
    data: {
      slug,
      name,
      sortName: name.toLowerCase(),
      tagline: "A tool for tests",
      description: "A tool that tests vote on.",
      kind: "kind of tool",
      functionId: place.id,
      lifecycleState: "active",
      lifecycleSourceId: source.id,
      votes: imported.pros.reduce((sum, votes) => sum + votes, 0),
      checkedOn: source.checkedOn,
      slugs: { create: [{ slug }] },
    },
    select: { id: true },
  });
  const statements: number[] = [];
  for (const row of rows) {
    const { id } = await database.statement.create({ data: { ...row, toolId: tool.id }, select: { id: true } });
    statements.push(id);
  }
  return { id: tool.id, slug, statements };
}
