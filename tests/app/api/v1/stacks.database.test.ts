import { beforeEach, describe, expect, test } from "vitest";
import { GET as listOwn } from "@/app/api/v1/me/stacks/route";
import { GET as getOne, PUT } from "@/app/api/v1/stacks/[slug]/route";
import { GET as list, POST } from "@/app/api/v1/stacks/route";
import { LIMITS } from "@/lib/rate-limit";
import { call, createApiToken, described } from "@/tests/support/api";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";
import { takeCleared } from "@/tests/support/next-cache";

const shop = {
  name: "Our shop",
  kind: "project",
  visibility: "public",
  tools: [
    { tool: "postgresql", name: "PostgreSQL", version: "18", evidence: [{ file: "compose.yml", line: 3 }] },
    { name: "A tool of ours" },
  ],
};

const file = `repo_name: example/shop
version: 0.1
report_id: abc
requested_by: A. Person
tools:
- name: PostgreSQL
  detection_source: compose.yml
  last_updated_by: A. Person
- name: left-pad
  package_url: https://example.org/left-pad
`;

async function share(token: string, json: unknown = shop, headers: Record<string, string> = {}) {
  return described("shareStack", await call(POST, { json, token, headers }));
}

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "postgresql", name: "PostgreSQL" }, { slug: "redis" });
  takeCleared();
});

describe("sharing by token", () => {
  test("makes a stack once, answers it as it was sent, and changes it under its slug", async () => {
    const token = await createApiToken(await createMember());
    const first = await share(token);
    expect(first).toMatchObject({ status: 201, body: { slug: "our-shop", version: 1, tools: 2, unchanged: false } });
    expect(first.body.pending).toEqual(["A tool of ours"]);
    expect(takeCleared()).toEqual(expect.arrayContaining(["stack:our-shop", "stacks", "stacks-of:postgresql"]));
    expect(await share(token)).toMatchObject({ status: 200, body: { slug: "our-shop", version: 1, unchanged: true } });

    const params = { slug: "our-shop" };
    const stored = await described("getStack", await call(getOne, { params }));
    expect(stored.body).toMatchObject({ ...shop, slug: "our-shop", version: 1 });

    const tools = [...shop.tools, { tool: "redis", name: "Redis" }];
    const put = await call(PUT, { method: "PUT", params, json: { ...shop, tools }, token });
    expect(await described("replaceStack", put)).toMatchObject({ status: 200, body: { version: 2, added: ["Redis"] } });
  });

  test("what was answered can be sent again and changes nothing", async () => {
    const token = await createApiToken(await createMember());
    await share(token, { ...shop, tools: shop.tools.slice(0, 1) });
    const params = { slug: "our-shop" };
    const { body } = await described("getStack", await call(getOne, { params }));
    const { slug: _, page: _page, owner: _owner, version: _version, updatedAt: _at, ...json } = body;
    const again = await described("replaceStack", await call(PUT, { method: "PUT", params, json, token }));
    expect(again.body).toMatchObject({ version: 1, unchanged: true });
  });

  test("50 programs that share the same stack at once make one, in one version", async () => {
    const member = await createMember();
    const token = await createApiToken(member);
    const answers = await Promise.all(Array.from({ length: 50 }, () => share(token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(await database.stack.count({ where: { ownerId: member } })).toBe(1);
    expect(await database.stackVersion.count()).toBe(1);
  });

  test("a Stack File is one too, unlisted unless the address says otherwise; persons in it are not kept", async () => {
    const token = await createApiToken(await createMember());
    const headers = { "Content-Type": "application/yaml" };
    const sent = (query: string) => call(POST, { body: file, token, headers, query });
    expect(await described("shareStack", await sent(""))).toMatchObject({
      status: 201,
      body: { slug: "shop", tools: 1 },
    });
    const rows = await database.stack.findMany({ include: { versions: true } });
    expect(rows).toMatchObject([{ name: "shop", visibility: "unlisted", kind: "project" }]);
    expect(JSON.stringify(rows)).not.toContain("Person");
    const named = await described("shareStack", await sent("name=Other&visibility=public"));
    expect(named).toMatchObject({ status: 201, body: { slug: "other" } });
    expect((await described("shareStack", await sent("visibility=everybody"))).status).toBe(400);
    const wrong = await call(POST, { body: "tools: [", token, headers });
    expect(await described("shareStack", wrong)).toMatchObject({ status: 400, body: { title: /YAML/ } });
  });
});

describe("an Idempotency-Key", () => {
  test("makes a write happen once, and belongs to one request of one member", async () => {
    const token = await createApiToken(await createMember());
    const headers = { "Idempotency-Key": "a-key" };
    const first = await share(token, shop, headers);
    const again = await call(POST, { json: shop, token, headers });
    expect(again.headers.get("idempotent-replay")).toBe("true");
    expect(await described("shareStack", again)).toEqual(first);
    expect(await share(token, { ...shop, name: "Other" }, headers)).toMatchObject({ status: 422 });
    expect(await database.stack.count()).toBe(1);
    const others = await createApiToken(await createMember());
    expect((await share(others, shop, headers)).status).toBe(201);
  });

  test.each(["", "two words", "x".repeat(201)])("%j is none", async (key) => {
    const token = await createApiToken(await createMember());
    const refused = await share(token, shop, { "Idempotency-Key": key });
    expect(refused).toMatchObject({ status: 400, body: { fields: { "Idempotency-Key": expect.any(String) } } });
  });
});

describe("who may", () => {
  const past = new Date(Date.now() - 1000);
  test.each([
    ["no token", async () => ""],
    ["an unknown token", async () => "sst_unknown"],
    ["a token that is over", async () => createApiToken(await createMember(), { expiresAt: past })],
    ["a revoked token", async () => createApiToken(await createMember(), { revokedAt: past })],
    ["a banned member’s token", async () => createApiToken(await createMember({ bannedAt: past }))],
    ["a token of an address not confirmed", async () => createApiToken(await createMember({ emailVerified: false }))],
  ])("%s is refused with 401", async (_, make) => {
    expect((await share(await make())).status).toBe(401);
    expect(await database.stack.count()).toBe(0);
  });

  test("a token without the scope is refused with 403 and says which", async () => {
    const token = await createApiToken(await createMember(), { scopes: ["stacks:read"] });
    expect(await share(token)).toMatchObject({ status: 403, body: { title: /stacks:write/ } });
    const own = await described("listOwnStacks", await call(listOwn, { token }));
    expect(own).toEqual({ status: 200, body: { stacks: [] } });
    const writing = await createApiToken(await createMember(), { scopes: ["stacks:write"] });
    expect((await described("listOwnStacks", await call(listOwn, { token: writing }))).status).toBe(403);
  });

  test("somebody else’s stack stays as it is: 403, and 404 where it is unlisted", async () => {
    const owner = await createApiToken(await createMember());
    await share(owner);
    await share(owner, { ...shop, name: "Hidden", visibility: "unlisted" });
    const token = await createApiToken(await createMember());
    const put = async (slug: string) =>
      (await described("replaceStack", await call(PUT, { method: "PUT", params: { slug }, json: shop, token }))).status;
    expect([await put("our-shop"), await put("hidden"), await put("none"), await put("../x")]).toEqual([
      403, 404, 404, 404,
    ]);
    expect(await database.stackVersion.count()).toBe(2);
  });

  test("more calls than a minute allows are refused with 429 and the seconds to wait", async () => {
    const member = await createMember();
    /** How many calls with a new token are answered before one is refused. */
    const callOn = async () => {
      const token = await createApiToken(member);
      for (let answered = 0; ; answered++) {
        const { status } = await described("listOwnStacks", await call(listOwn, { token }));
        if (status === 429) return answered;
        expect(status).toBe(200);
      }
    };
    const { token, api } = LIMITS;
    expect(await callOn()).toBe(token.member.points);
    // What was refused to the one took nothing from the others, which share what a member may.
    expect(await callOn()).toBe(api.member.points - token.member.points);
    expect(await callOn()).toBe(0);
  });

  test("guessing tokens from one address is not free", async () => {
    const from = { "X-Client-Address": "192.0.2.77" };
    const statuses: number[] = [];
    for (let at = 0; at <= LIMITS.api.address.points; at++)
      statuses.push((await call(listOwn, { token: `sst_guess-${at}`, headers: from })).status);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([401]));
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("what is not right", () => {
  const many = Array.from({ length: 5000 }, (_, at) => ({ name: `Tool ${at}` }));
  const json = { "Content-Type": "application/json" };
  test.each([
    ["5,000 tools", { json: { ...shop, tools: many } }, 400],
    ["no tools", { json: { ...shop, tools: [] } }, 400],
    ["a field too many", { json: { ...shop, content: "of a file" } }, 400],
    ["a list", { json: [] }, 400],
    ["null", { json: null }, 400],
    ["no JSON", { body: "{", headers: json }, 400],
    ["nothing", { body: "", headers: json }, 400],
    ["bytes that are no UTF-8", { body: new Uint8Array([0x22, 0xff, 0x22]), headers: json }, 400],
    ["NUL, spelt", { body: JSON.stringify({ ...shop, name: "a\u0000b" }), headers: json }, 400],
    ["half of a letter", { body: JSON.stringify(shop).replace("Our", "\\ud800"), headers: json }, 400],
    ["a form", { body: new URLSearchParams({ name: "x" }) }, 400],
    ["text", { body: "x", headers: { "Content-Type": "text/plain" } }, 400],
    ["a byte more than 1 MB", { body: " ".repeat(1024 * 1024 + 1), headers: json }, 413],
    ["a path that leads out", { json: { ...shop, tools: [{ name: "x", evidence: [{ file: "../x" }] }] } }, 400],
    ["an address that runs a script", { json: { ...shop, url: "javascript:alert(1)" } }, 400],
  ])("%s: nothing is written", async (_, sent, status) => {
    const token = await createApiToken(await createMember());
    expect((await described("shareStack", await call(POST, { method: "POST", token, ...sent }))).status).toBe(status);
    expect(await database.stack.count()).toBe(0);
    expect(takeCleared()).toEqual([]);
  });
});

describe("reading", () => {
  test("lists public stacks page by page; an unlisted one stands in its owner’s list and under its address alone", async () => {
    const token = await createApiToken(await createMember());
    await share(token);
    await share(token, { ...shop, name: "Hidden", visibility: "unlisted" });
    const slugs = async (query: string) => {
      const { body } = await described("listStacks", await call(list, { query }));
      return JSON.stringify(body).match(/"slug":"[a-z-]+","name":"[^"]*","kind"/g)?.length ?? 0;
    };
    expect(await slugs("")).toBe(1);
    expect(await slugs("tool=postgresql")).toBe(1);
    expect(await slugs("tool=redis")).toBe(0);
    expect(JSON.stringify((await described("listStacks", await call(list))).body)).not.toContain("hidden");
    expect((await described("listStacks", await call(list, { query: "after=hidden" }))).status).toBe(404);
    expect((await described("listStacks", await call(list, { query: "sort=best" }))).status).toBe(400);
    expect((await described("getStack", await call(getOne, { params: { slug: "hidden" } }))).status).toBe(200);
    expect((await described("getStack", await call(getOne, { params: { slug: "none" } }))).status).toBe(404);
    const own = await described("listOwnStacks", await call(listOwn, { token }));
    expect(own.body.stacks).toMatchObject([{ slug: "hidden", visibility: "unlisted" }, { slug: "our-shop" }]);
  });

  test("what an editor took off the site is gone", async () => {
    await share(await createApiToken(await createMember()));
    await database.stack.updateMany({ data: { removedAt: new Date() } });
    expect((await described("getStack", await call(getOne, { params: { slug: "our-shop" } }))).status).toBe(404);
  });
});
