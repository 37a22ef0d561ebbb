import { mkdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { stackSchema } from "@/cli/src/formats/sidestack";
import { readStackFile } from "@/cli/src/formats/stack-file";
import { makeFolder } from "@/tests/support/folders";
import { type PackedProgram, packProgram, type Run, type RunOptions } from "@/tests/support/packed-program";
import { startStub } from "@/tests/support/stub-server";

// The program as it is published: packed, unpacked where nothing else is, run with plain Node against a server on this machine.

let program: PackedProgram;
beforeAll(() => {
  program = packProgram();
});
afterAll(() => program.remove());

const run = (args: string[], options?: RunOptions): Promise<Run> => program.run(args, options);
const ESCAPE = "\u001b";

const project = () =>
  makeFolder({
    "package.json": '{\n  "dependencies": {\n    "express": "^5.0.0",\n    "zod": "4.0.0"\n  }\n}\n',
    "compose.yaml": "services:\n  db:\n    image: postgres:16\n",
  });
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

describe("the package", () => {
  test("is one program and its mapping, below 2 MB", () => {
    expect(program.files).toEqual(["LICENSE", "README.md", "data/packages.json", "dist/sidestack.js", "package.json"]);
    expect(program.size).toBeLessThan(2 * 1024 * 1024);
  });

  test("says its version and its help", async () => {
    expect(await run(["--version"])).toMatchObject({ code: 0, out: "0.1.0\n" });
    const help = await run(["--help"]);
    expect(help.code).toBe(0);
    expect(help.out).toContain("Exit codes: 0 done");
  });
});

describe("scan", () => {
  test("prints a table by layer with file, line and confidence", async () => {
    const { code, out, err } = await run(["scan"], { cwd: project() });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Application & Data\n");
    expect(out).toMatch(/Express +\^5\.0\.0 +0\.95 +package\.json:3/);
    expect(out).toMatch(/PostgreSQL +16 +0\.90 +compose\.yaml:3/);
    expect(out).toMatch(/Zod \* +4\.0\.0/);
  });

  test("prints JSON, the formats, and the evidence of one tool", async () => {
    const folder = project();
    const json = JSON.parse((await run(["scan", folder, "--json"])).out) as { tools: { key: string }[]; warnings: [] };
    expect(json.tools.map(({ key }) => key)).toContain("postgresql");
    expect(json.warnings).toEqual([]);
    const stack = stackSchema.parse(JSON.parse((await run(["scan", folder, "--format", "sidestack"])).out));
    expect(stack.tools.map(({ tool }) => tool)).toContain("express");
    const file = readStackFile((await run(["scan", folder, "--format", "techstack.yml"])).out);
    expect(file.tools.map(({ name }) => name)).toContain("Express");
    expect((await run(["scan", folder, "--format", "md"])).out).toMatch(/^# Tech stack of /);
    expect((await run(["scan", folder, "--explain", "Express"])).out).toContain('"express": "^5.0.0" in dependencies');
    expect(await run(["scan", folder, "--explain", "koa"])).toMatchObject({ code: 3, out: "" });
  });

  test("takes another mapping", async () => {
    const tools = {
      "our-express": { name: "Our Express", layer: "devops", use: "run", catalog: true, npm: ["express"] },
    };
    const file = path.join(makeFolder({ "m.json": JSON.stringify({ version: 1, tools }) }), "m.json");
    expect((await run(["scan", project(), "--mapping", file])).out).toContain("Our Express");
    const { url } = await startStub(() => ({ status: 200, body: { version: 1, tools } }));
    expect((await run(["scan", project(), "--mapping", `${url}/api/v1/packages`])).out).toContain("Our Express");
    const wrong = path.join(makeFolder({ "m.json": '{"version": 3}' }), "m.json");
    expect(await run(["scan", project(), "--mapping", wrong])).toMatchObject({ code: 3 });
  });

  test("survives what is broken, and says so on standard error", async () => {
    const folder = makeFolder({
      "go.mod": "go 1.23\n",
      "a/package.json": Buffer.from([0, 1, 2]),
      "b/pom.xml": "<a><b></a>",
      "c/compose.yaml": "a: [",
      "d/Cargo.toml": "[a",
      "e/pom.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      "f/package.json": "",
    });
    truncateSync(path.join(folder, "f/package.json"), 50 * 1024 * 1024);
    symlinkSync(folder, path.join(folder, "loop"));
    const { code, out, err } = await run(["scan", folder]);
    expect(code).toBe(0);
    expect(out).toMatch(/Go +1\.23/);
    expect(err.trim().split("\n")).toHaveLength(6);
    for (const file of ["a/package.json", "b/pom.xml", "c/compose.yaml", "d/Cargo.toml", "e/pom.xml", "f/package.json"])
      expect(err).toContain(`! ${file} `);
  });

  test("names of files steer no terminal", async () => {
    const folder = makeFolder();
    const inner = path.join(folder, `a\n${ESCAPE}[31mred\u202e`);
    mkdirSync(inner);
    writeFileSync(path.join(inner, "package.json"), '{"dependencies":{"express":"1"}}');
    writeFileSync(path.join(inner, "pom.xml"), "<a>");
    for (const args of [
      ["scan"],
      ["scan", "--json"],
      ["scan", "--explain", "express"],
      ["scan", "--format", "techstack.yml"],
      ["scan", "--format", "md"],
    ]) {
      const { code, out, err } = await run(args, { cwd: folder });
      expect(code).toBe(0);
      for (const steering of [ESCAPE, "\u202e"]) expect(out + err).not.toContain(steering);
      expect(out + err).not.toContain("\nred");
    }
  });
});

describe("wrong use", () => {
  test.each([
    [["scan", "/nowhere/at/all"], 3, /does not exist/],
    [["scan", "--format", "xml"], 2, /choices/],
    [["scan", "--min-confidence", "2"], 2, /0 to 1/],
    [["bogus"], 2, /unknown command/],
    [["login", "--server", "ftp://a"], 2, /no address of a server/],
    [["compare", "redis"], 2, /two to four/],
    [["compare", "redis", "../admin"], 2, /no slug/],
    [["diff"], 3, /not shared yet/],
    [["share"], 3, /at least one tool/],
    [["login", "--server", "http://127.0.0.1:1"], 5, /cannot be reached/],
  ])("%j ends with %i", async (args, code, message) => {
    const result = await run(args, { cwd: makeFolder() });
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
    expect(result.err).not.toContain("    at ");
  });
});

describe("init", () => {
  test("writes a file that scan reads, and overwrites none", async () => {
    const folder = project();
    expect(await run(["init", "--name", "Our shop"], { cwd: folder })).toMatchObject({ code: 0 });
    expect(parseYaml(readFileSync(path.join(folder, ".sidestack.yml"), "utf8"))).toMatchObject({
      name: "Our shop",
      tools: [],
    });
    expect((await run(["scan", "--json"], { cwd: folder })).out).toContain('"Our shop"');
    expect(await run(["init"], { cwd: folder })).toMatchObject({ code: 3 });
    expect(await run(["init", "--force"], { cwd: folder })).toMatchObject({ code: 0 });
  });
});

describe("share", () => {
  const env = (url: string) => ({ SIDESTACK_SERVER: url, SIDESTACK_TOKEN: "secret-token" });

  test("sends what it showed, once, and keeps the slug for the next time", async () => {
    const folder = project();
    const { url, seen } = await startStub(({ method }) => ({ status: method === "POST" ? 201 : 200, body: answer }));
    const first = await run(["share", "--yes"], { cwd: folder, env: env(url) });
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("Shared as version 2: http://stacks.example/stacks/a-1");
    expect(first.out).toContain("Came: Express");
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
    expect(await run(["share", "--yes"], { cwd: project(), env: env(url) })).toMatchObject({ code: 0 });
    expect(new Set(seen.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(seen).toHaveLength(3);
  });

  test("sends nothing without being told to, with --dry-run, or without a token", async () => {
    const { url, seen } = await startStub(() => ({ status: 201, body: answer }));
    expect(await run(["share"], { cwd: project(), env: env(url) })).toMatchObject({
      code: 2,
      err: expect.stringContaining("--yes"),
    });
    const dry = await run(["share", "--dry-run"], { cwd: project(), env: { SIDESTACK_SERVER: url } });
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining("This and nothing else will be sent") });
    expect(await run(["share", "--yes"], { cwd: project(), env: { SIDESTACK_SERVER: url } })).toMatchObject({
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
    const folder = project();
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
    expect(await run(["share", "--yes"], { cwd: project(), env: env(url) })).toMatchObject({ code: 5 });
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
    expect(await run(["share", "--yes"], { cwd: project(), env })).toMatchObject({ code: 0 });
    expect(seen.at(-1)?.headers.authorization).toBe("Bearer token-of-login");
    expect(await run(["logout"], { env })).toMatchObject({ code: 0 });
    expect(await run(["share", "--yes"], { cwd: project(), env })).toMatchObject({ code: 4 });
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
    const folder = project();
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
