import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { stackSchema } from "@/cli/src/formats/sidestack";
import { makeFolder } from "@/tests/support/folders";
import { ESCAPE, makeProject, type Run, type RunOptions } from "@/tests/support/packed-program";
import { packForSuite } from "@/tests/support/packed-suite";
import { startStub } from "@/tests/support/stub-server";

// What the packed program says to a server, and what it makes of the answers; the server is a stub on this machine.

const packed = packForSuite();
const run = (args: string[], options?: RunOptions): Promise<Run> => packed().run(args, options);
const answer = {
  slug: "a-1",
  url: "http://stacks.example/stacks/a-1",
  version: 2,
  tools: 4,
  added: ["Express"],
  removed: ["Koa"],
  pending: [],
  unchanged: false,
};

describe("share", () => {
  const env = (url: string) => ({ SIDESTACK_SERVER: url, SIDESTACK_TOKEN: "secret-token" });

  test("sends what it showed, once, and keeps the slug for the next time", async () => {
    const folder = makeProject();
    const { url, seen } = await startStub(({ method }) => ({ status: method === "POST" ? 201 : 200, body: answer }));
    const first = await run(["share", "--yes"], { cwd: folder, env: env(url) });
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("Shared as version 2: http://stacks.example/stacks/a-1");
    expect(first.out).toContain("Added: Express");
    const [post] = seen;
    expect(post).toMatchObject({
      method: "POST",
      path: "/api/v1/stacks",
      headers: { authorization: "Bearer secret-token" },
    });
    expect(post?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.out).toContain(JSON.stringify(stackSchema.parse(post?.body), null, 2));
    expect(readFileSync(path.join(folder, ".sidestack.yml"), "utf8")).toBe("slug: a-1\n");
    await run(["share", "--yes"], { cwd: folder, env: env(url) });
    expect(seen[1]).toMatchObject({ method: "PUT", path: "/api/v1/stacks/a-1" });
    expect(seen).toHaveLength(2);
  });

  test("tries again with the same key when the connection breaks", async () => {
    const { url, seen } = await startStub((_, count) =>
      count === 1 ? null : count === 2 ? { status: 503 } : { status: 201, body: answer },
    );
    expect(await run(["share", "--yes"], { cwd: makeProject(), env: env(url) })).toMatchObject({ code: 0 });
    expect(new Set(seen.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(seen).toHaveLength(3);
  });

  test("sends nothing without being told to, with --dry-run, or without a token", async () => {
    const { url, seen } = await startStub(() => ({ status: 201, body: answer }));
    expect(await run(["share"], { cwd: makeProject(), env: env(url) })).toMatchObject({
      code: 2,
      err: expect.stringContaining("--yes"),
    });
    const dry = await run(["share", "--dry-run"], { cwd: makeProject(), env: { SIDESTACK_SERVER: url } });
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining("This and nothing else will be sent") });
    expect(await run(["share", "--yes"], { cwd: makeProject(), env: { SIDESTACK_SERVER: url } })).toMatchObject({
      code: 4,
      err: expect.stringContaining("sidestack login"),
    });
    expect(seen).toEqual([]);
  });

  test.each([
    ["a token that is unknown", 401, { title: "Unauthorized", status: 401 }, 4, /sidestack login/],
    ["a token without scope, or a stack of somebody else", 403, { title: "Forbidden", status: 403 }, 4, /stacks:write/],
    ["a stack that is gone", 404, { title: "Not found", status: 404, detail: "No such stack." }, 6, /No such stack/],
    [
      "fields that are wrong",
      422,
      { title: "Wrong", status: 422, fields: { "tools.0.name": ["too long"] } },
      6,
      /tools\.0\.name: too long/,
    ],
    ["too many requests", 429, { title: "Slow down", status: 429 }, 6, /too many requests/],
    ["a server that failed", 500, { title: "Oh", status: 500 }, 5, /failed \(500\)/],
    ["something else", 200, "<html>", 5, /something else than expected/],
    ["a title that steers", 400, { title: `${ESCAPE}[31mred`, status: 400 }, 6, /\\u001b\[31mred/],
  ])("ends as it should for %s", async (_, status, body, code, message) => {
    const folder = makeProject();
    const { url } = await startStub(() => ({ status, body }));
    const result = await run(["share", "--yes"], { cwd: folder, env: env(url) });
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
    expect(result.err).not.toContain(ESCAPE);
    expect(() => statSync(path.join(folder, ".sidestack.yml"))).toThrow();
  });

  test("follows no redirect with the token", async () => {
    const other = await startStub(() => ({ status: 201, body: answer }));
    const { url } = await startStub(() => ({ status: 307, headers: { Location: `${other.url}/api/v1/stacks` } }));
    expect(await run(["share", "--yes"], { cwd: makeProject(), env: env(url) })).toMatchObject({ code: 5 });
    expect(other.seen).toEqual([]);
  });
});

describe("login", () => {
  const device = {
    device_code: "device",
    user_code: "ABCD-EFGH",
    verification_uri: "http://stacks.example/device",
    expires_in: 60,
    interval: 0.05,
  };

  test("waits for the browser, keeps the token for this user alone, and share uses it", async () => {
    const config = makeFolder();
    const { url, seen } = await startStub(({ path: asked, method }, count) => {
      if (asked === "/api/auth/device/code") return { status: 200, body: device };
      if (method === "POST" && asked === "/api/v1/stacks") return { status: 201, body: answer };
      return count < 4
        ? { status: 400, body: { error: "authorization_pending" } }
        : { status: 200, body: { access_token: "token-of-login", token_type: "Bearer" } };
    });
    const env = { XDG_CONFIG_HOME: config, SIDESTACK_SERVER: url };
    const login = await run(["login"], { env });
    expect(login).toMatchObject({ code: 0, out: expect.stringContaining("ABCD-EFGH") });
    expect(login.out + login.err).not.toContain("token-of-login");
    expect(seen[0]?.body).toEqual({ client_id: "sidestack-cli", scope: "stacks:write" });
    expect(seen[1]?.body).toEqual({
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      device_code: "device",
      client_id: "sidestack-cli",
    });
    expect(statSync(path.join(config, "sidestack/tokens.json")).mode & 0o777).toBe(0o600);
    expect(await run(["share", "--yes"], { cwd: makeProject(), env })).toMatchObject({ code: 0 });
    expect(seen.at(-1)?.headers.authorization).toBe("Bearer token-of-login");
    expect(await run(["logout"], { env })).toMatchObject({ code: 0 });
    expect(await run(["share", "--yes"], { cwd: makeProject(), env })).toMatchObject({ code: 4 });
  });

  test.each([
    ["access_denied", 4, /refused in the browser/],
    ["expired_token", 4, /not confirmed in time/],
    ["invalid_client", 6, /refused/],
  ])("ends when the server says %s", async (error, code, message) => {
    const { url } = await startStub(({ path: asked }) =>
      asked.endsWith("/code") ? { status: 200, body: device } : { status: 400, body: { error } },
    );
    const result = await run(["login", "--server", url], { env: { XDG_CONFIG_HOME: makeFolder() } });
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
  });
});

describe("diff", () => {
  const shared = {
    name: "A",
    kind: "project",
    visibility: "public",
    slug: "a-1",
    version: 3,
    updatedAt: "2026-11-26T12:00:00Z",
    tools: [
      { tool: "koa", name: "Koa" },
      { tool: "express", name: "Express", version: "^4.0.0" },
      { tool: "postgresql", name: "PostgreSQL", version: "16" },
      { tool: "docker", name: "Docker" },
      { tool: "docker-compose", name: "Docker Compose" },
      { name: "Zod", version: "4.0.0" },
    ],
  };

  test("shows what came, went and changed", async () => {
    const folder = makeProject();
    writeFileSync(path.join(folder, ".sidestack.yml"), "slug: a-1\n");
    const { url, seen } = await startStub(() => ({ status: 200, body: shared }));
    const result = await run(["diff", "--server", url], { cwd: folder });
    expect(result).toMatchObject({ code: 0, out: "- Koa\n~ Express ^4.0.0 → ^5.0.0\n" });
    expect(seen[0]).toMatchObject({ method: "GET", path: "/api/v1/stacks/a-1" });
    expect(await run(["diff", "--exit-code", "--server", url], { cwd: folder })).toMatchObject({ code: 7 });
  });
});

describe("compare", () => {
  test("shows a stackup", async () => {
    const { url, seen } = await startStub(() => ({
      status: 200,
      body: {
        slug: "redis-vs-valkey",
        url: "http://stacks.example/stackups/redis-vs-valkey",
        tools: [
          { slug: "redis", name: "Redis" },
          { slug: "valkey", name: "Valkey" },
        ],
        rows: [{ label: "Stars", cells: [70000, null] }],
        claims: [{ topic: "Licence", cells: ["Three licences.", `BSD${ESCAPE}[2J`] }],
      },
    }));
    const { code, out } = await run(["compare", "redis", "valkey", "--server", url]);
    expect(code).toBe(0);
    expect(seen[0]?.path).toBe("/api/v1/stackups/redis-vs-valkey");
    expect(out).toContain("Redis vs Valkey");
    expect(out).toMatch(/Stars +70000 +–/);
    expect(out).toContain("1. Licence\n  Redis: Three licences.");
    expect(out).not.toContain(ESCAPE);
  });
});
