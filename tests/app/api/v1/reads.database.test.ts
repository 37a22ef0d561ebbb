import { beforeEach, describe, expect, test } from "vitest";
import { POST as detect } from "@/app/api/v1/detect/route";
import { GET as getDocument } from "@/app/api/v1/openapi.json/route";
import { GET as getPackages } from "@/app/api/v1/packages/route";
import { GET as getStackup } from "@/app/api/v1/stackups/[pair]/route";
import { GET as getTool } from "@/app/api/v1/tools/[slug]/route";
import { GET as listTools } from "@/app/api/v1/tools/route";
import { call, createApiToken, described } from "@/tests/support/api";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStackup, createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

beforeEach(async () => {
  await emptyDatabase();
  await createTools(
    { slug: "postgresql", name: "PostgreSQL", aliases: ["postgres"], facts: { licence: "PostgreSQL" }, stars: 20 },
    { slug: "redis", facts: { licence: "AGPL-3.0" }, stars: 10, place: "devops/category-b/function-b" },
  );
});

describe("tools", () => {
  test("are listed in an order, page by page, and by category", async () => {
    const slugs = async (query: string) => {
      const { status, body } = await described("listTools", await call(listTools, { query }));
      return status === 200 ? JSON.stringify(body).match(/"slug":"[a-z]+"/g)?.length : status;
    };
    expect(await slugs("sort=stars")).toBe(2);
    expect(await slugs("sort=name&after=postgresql")).toBe(1);
    expect(await slugs("category=devops")).toBe(1);
    expect(await slugs("after=none")).toBe(404);
    expect(await slugs("sort=best")).toBe(400);
    expect(await slugs("category=..%2Fx")).toBe(400);
  });

  test("are answered by a former slug too", async () => {
    const { body } = await described("getTool", await call(getTool, { params: { slug: "postgres" } }));
    expect(body).toMatchObject({
      slug: "postgresql",
      facts: [{ key: "licence", source: { url: expect.any(String) } }],
    });
    expect((await described("getTool", await call(getTool, { params: { slug: "none" } }))).status).toBe(404);
  });
});

describe("stackups", () => {
  test("are answered in any order, written or computed", async () => {
    const read = async (pair: string) => described("getStackup", await call(getStackup, { params: { pair } }));
    expect((await read("redis-vs-postgres")).body).toMatchObject({
      slug: "postgresql-vs-redis",
      rows: expect.arrayContaining([{ label: "Licence", cells: ["PostgreSQL", "AGPL-3.0"] }]),
      claims: expect.arrayContaining([expect.objectContaining({ topic: "Licence" })]),
    });
    await createStackup({ tools: ["postgresql", "redis"], topics: ["Rows"] });
    expect((await read("postgresql-vs-redis")).body).toMatchObject({
      claims: [{ topic: "Rows", cells: ["Rows of postgresql", "Rows of redis"] }],
    });
    expect((await read("redis")).status).toBe(404);
    expect((await read("redis-vs-redis")).status).toBe(404);
  });
});

describe("packages", () => {
  test("say which tools this catalog has, and have those besides that are counted elsewhere", async () => {
    const { id } = await database.tool.findUniqueOrThrow({ where: { slug: "redis" } });
    await createTools({ slug: "left-pad", place: "devops/category-b/function-b" });
    const other = await database.tool.findUniqueOrThrow({ where: { slug: "left-pad" } });
    await database.syncTarget.createMany({
      data: [
        { toolId: id, source: "npm", key: "redis" },
        { toolId: other.id, source: "npm", key: "left-pad" },
      ],
    });
    const { body } = await described("getPackages", await call(getPackages));
    const known = expect.objectContaining({ catalog: true });
    expect(body.tools).toMatchObject({ redis: known, mongodb: { catalog: false } });
    expect(body.tools).toMatchObject({ "left-pad": { npm: ["left-pad"], layer: "devops", catalog: true } });
  });
});

describe("detection", () => {
  test("reads manifests together and warns of what it cannot read", async () => {
    const token = await createApiToken(await createMember(), { scopes: ["stacks:read"] });
    const files = [
      { path: "package.json", text: '{"dependencies":{"redis":"^5.0.0"}}' },
      { path: "compose.yml", text: "services:\n  db:\n    image: postgres:18\n" },
      { path: "go.mod", text: "\u0001\u0002" },
      { path: "sub/package.json", text: "{" },
    ];
    const { status, body } = await described("detectTools", await call(detect, { json: { files }, token }));
    expect(status).toBe(200);
    expect(body.tools).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ tool: "redis", evidence: [{ file: "package.json", line: 1 }] }),
        expect.objectContaining({ tool: "postgresql" }),
      ]),
    );
    expect(body.warnings).toMatchObject([{ file: "sub/package.json" }]);
  });

  test("takes large files, and warns of what is too large", async () => {
    const token = await createApiToken(await createMember(), { scopes: ["stacks:read"] });
    const megabyte = 1024 * 1024;
    const files = [
      { path: "package-lock.json", text: `{"packages":{}}${" ".repeat(megabyte - 20)}` },
      { path: "go.mod", text: `go 1.23\n${" ".repeat(megabyte)}` },
      { path: "a/compose.yml", text: `services:\n  db:\n    image: postgres:18\n${"# a\n".repeat(60_000)}` },
      ...["b", "c"].map((folder) => ({ path: `${folder}/compose.yml`, text: "# a\n".repeat(60_000) })),
    ];
    const { status, body } = await described("detectTools", await call(detect, { json: { files }, token }));
    expect(status).toBe(200);
    expect(body.tools).toEqual(expect.arrayContaining([expect.objectContaining({ tool: "postgresql" })]));
    expect(body.warnings).toEqual([
      { file: "go.mod", reason: "is larger than 1 MB and was not read" },
      { file: "c/compose.yml", reason: "is beyond the 512 KB of YAML that are read at once and was not read" },
    ]);
  });

  test.each([
    ["no files", { files: [] }, 400],
    ["201 files", { files: Array.from({ length: 201 }, () => ({ path: "go.mod", text: "" })) }, 400],
    ["a path that leads out", { files: [{ path: "/etc/passwd", text: "" }] }, 400],
    ["more than 4 MB", { files: [{ path: "go.mod", text: "x".repeat(4 * 1024 * 1024) }] }, 413],
  ])("%s is refused", async (_, json, status) => {
    const token = await createApiToken(await createMember());
    expect((await described("detectTools", await call(detect, { json, token }))).status).toBe(status);
  });

  test("needs a token", async () => {
    expect((await described("detectTools", await call(detect, { json: { files: [] } }))).status).toBe(401);
  });
});

test("the document is answered as it is made", async () => {
  expect((await described("getDocument", getDocument())).body).toMatchObject({ openapi: "3.1.1" });
});
