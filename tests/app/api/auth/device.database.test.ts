import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { POST as decide } from "@/app/account/device/route";
import { POST as askCode } from "@/app/api/auth/device/code/route";
import { POST as askToken } from "@/app/api/auth/device/token/route";
import { LIMITS } from "@/lib/rate-limit";
import { getTokenViewer, getViewer } from "@/lib/session";
import { site } from "@/lib/site";
import { database, emptyDatabase } from "@/tests/support/database";
import { createMember, post, sessionCookie, signIn } from "@/tests/support/members";

// The device flow of RFC 8628, as the command line goes through it.

const client_id = "sidestack-cli";
const grant_type = "urn:ietf:params:oauth:grant-type:device_code";
let asked = 0;

function program(path: string, json: object, address?: string): Request {
  asked += 1;
  const headers = { "Content-Type": "application/json", "X-Client-Address": address ?? `198.51.100.${asked}` };
  return new Request(`${site.url}${path}`, { method: "POST", headers, body: JSON.stringify(json) });
}

const codeSchema = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  expires_in: z.number(),
  interval: z.number(),
});

async function begin(scope = "stacks:write") {
  return codeSchema.parse(await (await askCode(program("/api/auth/device/code", { client_id, scope }))).json());
}

/** Asks for the token, as late as the interval wants it. */
async function poll(device_code: string, other: object = {}) {
  await database.deviceCode.updateMany({ data: { lastPolledAt: null } });
  return pollAtOnce(device_code, other);
}

async function pollAtOnce(device_code: string, other: object = {}) {
  const sent = { grant_type, device_code, client_id, ...other };
  const answer = await askToken(program("/api/auth/device/token", sent));
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
}

function answer(Cookie: string, code: string, decision: string, headers: Record<string, string | null> = {}) {
  return decide(post("/account/device", { json: { code, decision } }, { Cookie, ...headers }));
}

beforeEach(emptyDatabase);

describe("the login of the command line", () => {
  test("waits, is let in, and gives a token of the API for 90 days; the second time nothing", async () => {
    const { device_code, user_code, ...code } = await begin();
    expect(code).toMatchObject({ verification_uri: `${site.url}/device`, interval: 5, expires_in: 900 });
    expect(code.verification_uri_complete).toBe(`${site.url}/device?user_code=${user_code}`);
    expect(await poll(device_code)).toMatchObject({ status: 400, body: { error: "authorization_pending" } });
    expect(await pollAtOnce(device_code)).toMatchObject({ status: 400, body: { error: "slow_down" } });

    const member = await createMember();
    const Cookie = await signIn(member);
    expect((await answer(Cookie, user_code.toLowerCase(), "approve")).status).toBe(200);
    const { status, body } = await poll(device_code);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", scope: "stacks:read stacks:write", expires_in: 90 * 86_400 });

    const token = String(body.access_token);
    const viewer = await getTokenViewer(new Headers({ Authorization: `Bearer ${token}` }));
    expect(viewer).toMatchObject({ viewer: { id: member }, scopes: ["stacks:read", "stacks:write"] });
    expect(await getViewer(new Headers({ Cookie: sessionCookie(token) }))).toBeNull();
    expect(await database.session.count()).toBe(1);
    const kept = await database.apiToken.findMany();
    expect(kept).toMatchObject([{ name: expect.stringMatching(/^Command line on /), memberId: member }]);
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(await poll(device_code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await database.deviceCode.count()).toBe(0);
  });

  test("two programs that ask with one code at once get one token", async () => {
    const { device_code, user_code } = await begin();
    await answer(await signIn(await createMember()), user_code, "approve");
    const answers = await Promise.all(Array.from({ length: 8 }, () => pollAtOnce(device_code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await database.apiToken.count()).toBe(1);
    expect(await database.session.count()).toBe(1);
  });

  test("gives no more than was asked for", async () => {
    const { device_code, user_code } = await begin("stacks:read");
    await answer(await signIn(await createMember()), user_code, "approve");
    expect((await poll(device_code)).body).toMatchObject({ scope: "stacks:read" });
  });

  test("that was refused gets nothing", async () => {
    const { device_code, user_code } = await begin();
    expect((await answer(await signIn(await createMember()), user_code, "deny")).status).toBe(200);
    expect(await poll(device_code)).toMatchObject({ status: 400, body: { error: "access_denied" } });
    expect(await database.apiToken.count()).toBe(0);
  });

  test("is over after its time, for the program and for the member", async () => {
    const { device_code, user_code } = await begin();
    await database.deviceCode.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    expect((await answer(await signIn(await createMember()), user_code, "approve")).status).toBe(400);
    expect(await poll(device_code)).toMatchObject({ status: 400, body: { error: "expired_token" } });
  });

  test("of a foreign client is refused, with another’s code too", async () => {
    const refused = await askCode(program("/api/auth/device/code", { client_id: "another", scope: "stacks:read" }));
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: "invalid_client" }]);
    const { device_code, user_code } = await begin();
    await answer(await signIn(await createMember()), user_code, "approve");
    expect(await poll(device_code, { client_id: "another" })).toMatchObject({ status: 400 });
    expect(await database.apiToken.count()).toBe(0);
  });

  test.each([
    ["an unknown scope", { client_id, scope: "admin" }],
    ["no client", { scope: "stacks:read" }],
    ["a list", []],
  ])("with %s is refused", async (_, json) => {
    const refused = await askCode(program("/api/auth/device/code", json));
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: "invalid_request" }]);
    expect(await database.deviceCode.count()).toBe(0);
  });

  test("binds a code to nobody whom the program names", async () => {
    const user_id = await createMember();
    await askCode(program("/api/auth/device/code", { client_id, user_id }));
    expect(await database.deviceCode.findFirst()).toMatchObject({ userId: null });
  });

  test("takes forms as well, as the RFC wants them", async () => {
    const body = new URLSearchParams({ client_id });
    const request = new Request(`${site.url}/api/auth/device/code`, { method: "POST", body });
    expect((await askCode(request)).status).toBe(200);
  });

  test("asked for too often from one address is slowed down", async () => {
    let last = await askCode(program("/api/auth/device/code", { client_id }, "192.0.2.200"));
    for (let at = 0; at < LIMITS.device.address.points; at++)
      last = await askCode(program("/api/auth/device/code", { client_id }, "192.0.2.200"));
    expect([last.status, last.headers.has("retry-after"), await last.json()]).toMatchObject([
      429,
      true,
      { error: "slow_down" },
    ]);
  });
});

describe("an answer to a code", () => {
  test("belongs to who answered first", async () => {
    const { user_code } = await begin();
    const [own, other] = [await signIn(await createMember()), await signIn(await createMember())];
    expect((await answer(own, user_code, "approve")).status).toBe(200);
    expect((await answer(other, user_code, "deny")).status).toBe(400);
    expect((await answer(own, user_code, "deny")).status).toBe(400);
    expect(await database.deviceCode.findFirst()).toMatchObject({ status: "approved" });
  });

  test("needs a member who may write, and this site’s own page", async () => {
    const { user_code } = await begin();
    const banned = await signIn(await createMember({ bannedAt: new Date() }));
    const waiting = await signIn(await createMember({ emailVerified: false }));
    const own = await signIn(await createMember());
    const statuses = [
      (await answer("", user_code, "approve")).status,
      (await answer(banned, user_code, "approve")).status,
      (await answer(waiting, user_code, "approve")).status,
      (await answer(own, user_code, "approve", { Origin: "https://evil.example" })).status,
      (await answer(own, "AAAAAAAA", "approve")).status,
      (await answer(own, user_code, "perhaps")).status,
    ];
    expect(statuses).toEqual([401, 403, 403, 403, 400, 400]);
    expect(await database.deviceCode.findFirst()).toMatchObject({ status: "pending", userId: null });
  });
});
