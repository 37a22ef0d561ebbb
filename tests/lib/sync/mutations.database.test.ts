import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chooseSyncKey, type SyncOptions, syncSource } from "@/lib/sync/mutations";
import type { SyncSource } from "@/lib/sync/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTool, type ToolFixture } from "@/tests/support/fixtures";
import { repositoryReply, type SyncStub, startSyncStub } from "@/tests/support/sync-stub";

let stub: SyncStub;
beforeAll(async () => {
  stub = await startSyncStub();
});
afterAll(() => stub.close());
beforeEach(async () => {
  await emptyDatabase();
  stub.reset();
});

const today = "2026-11-26";
const noon = (day = today) => new Date(`${day}T12:00:00Z`);

const run = (source: SyncSource, options: Partial<SyncOptions> = {}) =>
  syncSource(database, source, { base: stub.url, now: noon(), pauses: [1, 1], timeout: 2000, ...options });

type StoredSource = "npm" | "pypi" | "stack_overflow" | "docker_hub";

async function createTarget(slug: string, source: StoredSource, key: string, fixture: Partial<ToolFixture> = {}) {
  const toolId = await createTool({ slug, ...fixture });
  await database.syncTarget.create({ data: { toolId, source, key } });
  return toolId;
}

const createRepository = (slug = "tool-a", address = `https://github.com/owner/${slug}`, fixture = {}) =>
  createTool({ slug, facts: { repository: address }, ...fixture });

async function readFigures(slug = "tool-a"): Promise<Record<string, [number, string]>> {
  const rows = await database.figure.findMany({
    where: { tool: { slug }, role: "snapshot" },
    orderBy: { asOf: "asc" },
  });
  return Object.fromEntries(rows.map(({ metric, value, asOf }) => [`${metric} ${asOf}`, [Number(value), asOf]]));
}

const valuesOf = async (slug?: string) =>
  Object.fromEntries(Object.entries(await readFigures(slug)).map(([key, [value]]) => [key, value]));
const readTarget = (slug = "tool-a") => database.syncTarget.findFirstOrThrow({ where: { tool: { slug } } });

describe("GitHub", () => {
  test("stars, forks and what is observed are stored, with the page as their source; the tool's facts stay", async () => {
    await createRepository("tool-a", undefined, {
      facts: { repository: "https://github.com/owner/tool-a", licence: "GPL-2.0" },
    });
    stub.reply("/repos/owner/tool-a", { json: repositoryReply({ archived: true }), headers: { ETag: '"one"' } });
    stub.reply("/repositories/1000/releases/latest", {
      json: { tag_name: "v1.0-ü☃", published_at: "2026-11-01T00:00:00Z" },
    });
    const report = await run("github");
    expect(report).toMatchObject({ read: 1, failed: 0, left: 0, until: null, tools: ["tool-a"] });
    expect(await valuesOf()).toEqual({ "stars 2026-11-26": 1200, "forks 2026-11-26": 90 });
    const figure = await database.figure.findFirstOrThrow({ where: { metric: "stars" }, include: { source: true } });
    expect(figure.source).toMatchObject({ url: "https://github.com/owner/tool-a", checkedOn: new Date(today) });
    expect(await readTarget()).toMatchObject({
      ...{ externalId: "1000", etag: '"one"', failures: 0, lastOkAt: noon() },
      observed: {
        ...{ archived: true, licence: "MIT", pushedAt: "2026-11-20T10:00:00Z" },
        latestRelease: { tag: "v1.0-ü☃", publishedAt: "2026-11-01T00:00:00Z" },
      },
    });
    const tool = await database.tool.findFirstOrThrow({ include: { facts: true } });
    expect(tool).toMatchObject({ stars: 1200, lifecycleState: "active" });
    expect(tool.facts.find((fact) => fact.key === "licence")?.value).toBe("GPL-2.0");
    expect(stub.takeAsked()[0]?.headers).not.toHaveProperty("if-none-match");
  });

  test("the same a second time changes nothing, and is asked by its number and its etag", async () => {
    await createRepository();
    stub.reply("/repos/owner/tool-a", { json: repositoryReply(), headers: { ETag: '"one"' } });
    await run("github");
    stub.takeAsked();
    stub.reply("/repositories/1000", { json: repositoryReply(), headers: { ETag: '"one"' } });
    const before = await readFigures();
    expect(await run("github", { isByHand: true })).toMatchObject({ read: 1, tools: [] });
    expect(await readFigures()).toEqual(before);
    const [asked] = stub.takeAsked();
    expect(asked?.path).toBe("/repositories/1000");
    expect(asked?.headers["if-none-match"]).toBe('"one"');
    expect(await database.source.count({ where: { url: { startsWith: "https://github.com" } } })).toBe(1);
  });

  test("“not changed” confirms the last figures for the new day", async () => {
    await createRepository();
    stub.reply("/repos/owner/tool-a", { json: repositoryReply(), headers: { ETag: '"one"' } });
    await run("github");
    stub.reply("/repositories/1000", { status: 304 });
    const report = await run("github", { now: noon("2026-11-27") });
    expect(report).toMatchObject({ read: 1, unchanged: 1 });
    expect(await valuesOf()).toMatchObject({ "stars 2026-11-26": 1200, "stars 2026-11-27": 1200 });
    expect(await readTarget()).toMatchObject({ etag: '"one"', observed: { archived: false } });
  });

  test("a repository that moved is followed by its number; the fact stays and the new name is noted", async () => {
    await createRepository();
    stub.reply("/repos/owner/tool-a", {
      status: 301,
      headers: { Location: `${stub.url}/repositories/1000` },
      json: { message: "Moved Permanently", url: `${stub.url}/repositories/1000` },
    });
    stub.reply("/repositories/1000", { json: repositoryReply({ full_name: "elsewhere/tool-a" }) });
    await run("github");
    expect(await valuesOf()).toMatchObject({ "stars 2026-11-26": 1200 });
    expect(await readTarget()).toMatchObject({ externalId: "1000", observed: { movedTo: "elsewhere/tool-a" } });
    const fact = await database.fact.findFirstOrThrow({ where: { key: "repository" } });
    expect(fact.value).toBe("https://github.com/owner/tool-a");
  });

  test("a redirect to another host is not followed", async () => {
    await createRepository();
    const other = await startSyncStub();
    stub.reply("/repos/owner/tool-a", { status: 301, headers: { Location: `${other.url}/repositories/1000` } });
    expect(await run("github")).toMatchObject({ read: 0, failed: 1 });
    expect(other.takeAsked()).toEqual([]);
    await other.close();
    expect((await readTarget()).lastError).toMatch(/another host/);
  });

  test.each([
    [404, /404/],
    [451, /451/],
  ])(
    "%i: it is gone, its last figures stay with their date, and it is asked again after a week",
    async (status, words) => {
      await createRepository();
      stub.reply("/repos/owner/tool-a", { json: repositoryReply() });
      await run("github", { now: noon("2026-11-20") });
      stub.reply("/repositories/1000", { status, json: { message: "Not Found" } });
      expect(await run("github")).toMatchObject({ read: 0, gone: 1 });
      expect(await valuesOf()).toEqual({ "stars 2026-11-20": 1200, "forks 2026-11-20": 90 });
      const target = await readTarget();
      expect(target.goneAt).toEqual(noon());
      expect(target.lastError).toMatch(words);
      stub.takeAsked();
      await run("github", { now: noon("2026-11-28") });
      expect(stub.takeAsked()).toEqual([]);
      stub.reply("/repositories/1000", { json: repositoryReply() });
      expect(await run("github", { now: noon("2026-12-05") })).toMatchObject({ read: 1 });
      expect(await readTarget()).toMatchObject({ goneAt: null, lastError: null, failures: 0 });
    },
  );

  test.each([
    [
      "403 with the moment of the reset",
      { status: 403, headers: { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4000000000" } },
    ],
    ["429 with Retry-After in seconds", { status: 429, headers: { "Retry-After": "3600" } }],
    [
      "429 with Retry-After as a date",
      { status: 429, headers: { "Retry-After": new Date(Date.now() + 3_600_000).toUTCString() } },
    ],
    ["403 in words alone", { status: 403, json: { message: "You have exceeded a secondary rate limit" } }],
  ])("%s: the run ends, and what is left waits without a fault", async (_name, reply) => {
    await createRepository("tool-a");
    await createRepository("tool-b");
    stub.reply("/repos/owner/tool-a", reply);
    const report = await run("github", { patience: 0 });
    expect(report).toMatchObject({ read: 0, failed: 0, left: 2, faults: [] });
    expect(Date.parse(report.until ?? "") - Date.now()).toBeGreaterThan(50_000);
    expect(Date.parse(report.until ?? "") - Date.now()).toBeLessThanOrEqual(86_400_000);
    expect(stub.takeAsked()).toHaveLength(1);
    expect(await readTarget("tool-a")).toMatchObject({ lastTryAt: null, failures: 0 });
  });

  test("403 without any word of a limit is a failure of that one alone", async () => {
    await createRepository("tool-a");
    await createRepository("tool-b");
    stub.reply("/repos/owner/tool-a", { status: 403, json: { message: "Repository access blocked" } });
    stub.reply("/repos/owner/tool-b", { json: repositoryReply({ id: 2, full_name: "owner/tool-b" }) });
    expect(await run("github")).toMatchObject({ read: 1, failed: 1, until: null });
  });

  test("a short wait is waited for", async () => {
    await createRepository();
    stub.reply("/repos/owner/tool-a", { status: 429, headers: { "Retry-After": "1" } }, { json: repositoryReply() });
    const started = Date.now();
    expect(await run("github")).toMatchObject({ read: 1 });
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
  });

  test("the last question of the hour is not followed by another", async () => {
    await createRepository("tool-a");
    await createRepository("tool-b");
    const headers = { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(Math.ceil(Date.now() / 1000) + 1800) };
    stub.reply("/repos/owner/tool-a", { json: repositoryReply() });
    stub.reply("/repositories/1000/releases/latest", { status: 404, headers });
    expect(await run("github")).toMatchObject({ read: 1, left: 1, until: expect.any(String) });
    expect(stub.takeAsked()).toHaveLength(2);
  });

  test.each([
    ["5xx, then 200", [{ status: 502 }, { status: 503 }, { json: repositoryReply() }], { read: 1, failed: 0 }],
    ["5xx for good", [{ status: 500, text: "<html>" }], { read: 0, failed: 1 }],
    ["truncated JSON", [{ text: '{"id": 1000, "full_na' }], { read: 0, failed: 1 }],
    ["an answer in HTML", [{ text: "<!doctype html>" }], { read: 0, failed: 1 }],
    ["nulls where counts belong", [{ json: repositoryReply({ stargazers_count: null }) }], { read: 0, failed: 1 }],
    ["a count below nought", [{ json: repositoryReply({ stargazers_count: -1 }) }], { read: 0, failed: 1 }],
    ["a count with a fraction", [{ json: repositoryReply({ forks_count: 1.5 }) }], { read: 0, failed: 1 }],
    [
      "nulls where they may be",
      [{ json: repositoryReply({ license: null, pushed_at: null }) }],
      { read: 1, failed: 0 },
    ],
    ["no answer in time", [{ json: repositoryReply(), delay: 900 }], { read: 0, failed: 1 }],
    ["a huge answer", [{ json: repositoryReply({ description: "x".repeat(70_000) }) }], { read: 0, failed: 1 }],
    [
      "a small answer that unpacks to a huge one",
      [{ json: repositoryReply({ description: "x".repeat(70_000) }), headers: { "Content-Encoding": "gzip" } }],
      { read: 0, failed: 1 },
    ],
  ])("%s", async (_name, replies, expected) => {
    await createRepository("tool-a", undefined, {
      figures: [{ metric: "stars", role: "snapshot", value: 900, asOf: "2026-11-01" }],
    });
    stub.reply("/repos/owner/tool-a", ...replies);
    expect(await run("github", { timeout: 300, maxBytes: 64 * 1024 })).toMatchObject(expected);
    // The last good figure stays whatever came.
    expect(await valuesOf()).toMatchObject({ "stars 2026-11-01": 900 });
    expect(Object.keys(await valuesOf())).toHaveLength(expected.read === 1 ? 3 : 1);
    const target = await readTarget();
    expect(target.failures).toBe(expected.failed);
    expect(target.lastError === null).toBe(expected.failed === 0);
  });

  test("a count that fell is stored as it is, and told to followers once", async () => {
    await createRepository();
    stub.reply("/repos/owner/tool-a", { json: repositoryReply() });
    await run("github", { now: noon("2026-11-25") });
    stub.reply("/repositories/1000", { json: repositoryReply({ stargazers_count: 700 }) });
    await run("github");
    await run("github", { isByHand: true });
    expect(await valuesOf()).toMatchObject({ "stars 2026-11-25": 1200, "stars 2026-11-26": 700 });
    expect((await database.tool.findFirstOrThrow()).stars).toBe(700);
    const events = await database.toolEvent.findMany({ select: { kind: true, text: true, path: true } });
    expect(events).toEqual([
      {
        kind: "figure",
        text: "GitHub stars: 700 as of 26 Nov 2026, 42 % fewer than 1,200 as of 25 Nov 2026.",
        path: "/tools/tool-a",
      },
    ]);
  });

  test("three faults of the server in a row end the run: the others are left for the next", async () => {
    for (const slug of ["tool-a", "tool-b", "tool-c", "tool-d", "tool-e"]) {
      await createRepository(slug);
      stub.reply(`/repos/owner/${slug}`, { status: 500 });
    }
    expect(await run("github", { pauses: [] })).toMatchObject({ failed: 3, left: 2 });
  });

  test("addresses elsewhere are never asked, a change of the fact begins anew, and an editor's key stays", async () => {
    await createRepository("tool-a", "https://code.example/owner/tool-a");
    await createRepository("tool-b", "https://github.com/owner");
    await run("github");
    expect(stub.takeAsked()).toEqual([]);
    await database.fact.updateMany({ data: { value: "https://github.com/owner/tool-a" } });
    stub.reply("/repos/owner/tool-a", { json: repositoryReply() });
    await run("github");
    expect(await database.syncTarget.count({ where: { externalId: "1000" } })).toBe(2);
    expect(await chooseSyncKey(database, { slug: "tool-a", source: "github", key: "other/name" })).toBe(true);
    stub.reply("/repos/other/name", { json: repositoryReply({ id: 7, full_name: "other/name" }) });
    await run("github");
    expect(await readTarget("tool-a")).toMatchObject({ key: "other/name", externalId: "7" });
    await database.fact.deleteMany();
    await run("github");
    expect(await database.syncTarget.findMany({ select: { key: true } })).toEqual([{ key: "other/name" }]);
  });

  test("tools that were taken off the site or became one with another are not read, and keep what was known", async () => {
    for (const slug of ["tool-a", "tool-b"]) await createRepository(slug);
    stub.reply("/repos/owner/tool-a", { json: repositoryReply() });
    stub.reply("/repos/owner/tool-b", { json: repositoryReply() });
    expect(await run("github")).toMatchObject({ read: 2 });
    const before = await readTarget("tool-b");
    await database.tool.update({ where: { slug: "tool-b" }, data: { removedAt: noon() } });
    await createRepository("tool-c");
    await database.tool.update({ where: { slug: "tool-c" }, data: { removedAt: noon() } });
    stub.takeAsked();
    stub.reply("/repositories/1000", { json: repositoryReply() });
    expect(await run("github", { isByHand: true })).toMatchObject({ read: 1, tools: [] });
    expect(await readTarget("tool-b")).toEqual(before);
    expect(await database.syncTarget.count({ where: { tool: { slug: "tool-c" } } })).toBe(0);
    expect(await chooseSyncKey(database, { slug: "tool-c", source: "npm", key: "tool-c" })).toBe(false);
  });

  test("what was read a short while ago is left alone, unless an editor asks", async () => {
    await createRepository();
    stub.reply("/repos/owner/tool-a", { json: repositoryReply() });
    stub.reply("/repositories/1000", { json: repositoryReply() });
    await run("github");
    expect(await run("github", { now: new Date(noon().getTime() + 3_600_000) })).toMatchObject({ read: 0, left: 0 });
    expect(await run("github", { isByHand: true })).toMatchObject({ read: 1 });
  });

  test("a run that is ended leaves the rest untouched", async () => {
    await createRepository("tool-a");
    await createRepository("tool-b");
    const ending = new AbortController();
    stub.reply("/repos/owner/tool-a", { json: repositoryReply(), delay: 200 });
    setTimeout(() => ending.abort(), 50);
    expect(await run("github", { signal: ending.signal })).toMatchObject({ read: 0, failed: 0, left: 2 });
    expect(await readTarget("tool-a")).toMatchObject({ lastTryAt: null });
  });

  test("of readings older than two months the first of each month stays", async () => {
    await createRepository();
    for (const day of ["2026-07-05", "2026-07-06", "2026-08-01", "2026-08-20", "2026-11-01", "2026-11-02"]) {
      const path =
        (await database.syncTarget.count({ where: { externalId: "1000" } })) > 0
          ? "/repositories/1000"
          : "/repos/owner/tool-a";
      stub.reply(path, { json: repositoryReply() });
      await run("github", { now: noon(day), isByHand: true });
    }
    const days = Object.keys(await readFigures()).filter((key) => key.startsWith("stars"));
    expect(days).toEqual(["stars 2026-07-05", "stars 2026-08-01", "stars 2026-11-01", "stars 2026-11-02"]);
  });
});

describe("npm", () => {
  const point = (name: string, downloads: number) => ({
    downloads,
    start: "2026-10-27",
    end: "2026-11-25",
    package: name,
  });

  test("packages without a scope in one question, those with one alone; null is gone", async () => {
    await createTarget("tool-a", "npm", "tool-a");
    await createTarget("tool-b", "npm", "tool.b");
    await createTarget("tool-c", "npm", "no-such-thing");
    await createTarget("tool-d", "npm", "@scope/core");
    stub.reply("/downloads/point/last-month/tool-a,tool.b,no-such-thing", {
      json: { "tool-a": point("tool-a", 31_623), "tool.b": point("tool.b", 0), "no-such-thing": null },
    });
    stub.reply("/downloads/point/last-month/@scope/core", { json: point("@scope/core", 9_000_000_000) });
    expect(await run("npm")).toMatchObject({ read: 3, gone: 1, failed: 0 });
    expect(await valuesOf("tool-a")).toEqual({ "npm_downloads 2026-11-25": 31_623 });
    expect(await valuesOf("tool-b")).toEqual({ "npm_downloads 2026-11-25": 0 });
    expect(await valuesOf("tool-d")).toEqual({ "npm_downloads 2026-11-25": 9_000_000_000 });
    expect(stub.takeAsked()).toHaveLength(2);
  });

  test("one package alone is answered without a list", async () => {
    await createTarget("tool-a", "npm", "tool-a");
    stub.reply("/downloads/point/last-month/tool-a", { json: point("tool-a", 12) });
    expect(await run("npm")).toMatchObject({ read: 1 });
  });

  test("more than 128 packages are asked for in parts", async () => {
    const names = Array.from({ length: 130 }, (_, index) => `p${index}`);
    const part = (list: string[]) => {
      const json = Object.fromEntries(list.map((name) => [name, point(name, 1)]));
      stub.reply(`/downloads/point/last-month/${list.join(",")}`, { json });
    };
    for (const name of names) await createTarget(name, "npm", name);
    part(names.slice(0, 128));
    part(names.slice(128));
    expect(await run("npm")).toMatchObject({ read: 130 });
    expect(stub.takeAsked()).toHaveLength(2);
  });

  test.each([
    ["a package that is missing from the answer", {}],
    ["a package under another name", { "tool-a": point("tool-z", 1), "tool-b": point("tool-b", 1) }],
    ["a count that is a text", { "tool-a": { ...point("tool-a", 1), downloads: "many" } }],
  ])("%s fails alone", async (_name, json) => {
    await createTarget("tool-a", "npm", "tool-a");
    await createTarget("tool-b", "npm", "tool-b");
    stub.reply("/downloads/point/last-month/tool-a,tool-b", { json: { "tool-b": point("tool-b", 2), ...json } });
    expect(await run("npm")).toMatchObject({ read: 1, failed: 1 });
    expect(await valuesOf("tool-a")).toEqual({});
  });
});

describe("PyPI", () => {
  const path = "/api/packages/tool-a/overall?mirrors=false";
  const dayBefore = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  const days = (count: number, from = 1) =>
    Array.from({ length: count }, (_, index) => ({
      category: "without_mirrors",
      date: dayBefore(index + from),
      downloads: 10,
    }));
  const reply = (data: unknown[]) => stub.reply(path, { json: { data, package: "tool-a", type: "overall_downloads" } });

  beforeEach(() => createTarget("tool-a", "pypi", "Tool-A"));

  test.each<[string, unknown[], Record<string, number>]>([
    ["thirty days are summed", days(40), { "pypi_downloads 2026-11-25": 300 }],
    [
      "mirrors are left out",
      [...days(30), ...days(30).map((row) => ({ ...row, category: "with_mirrors", downloads: 99 }))],
      { "pypi_downloads 2026-11-25": 300 },
    ],
    ["a day that stands twice counts once", [...days(30), ...days(1)], { "pypi_downloads 2026-11-25": 300 }],
    [
      "a day that is missing is gone around",
      days(40).filter((row) => row.date !== dayBefore(3)),
      { "pypi_downloads 2026-11-22": 300 },
    ],
    [
      "a day without a count is a missing one",
      [
        ...days(40).filter((row) => row.date !== dayBefore(3)),
        { category: "without_mirrors", date: dayBefore(3), downloads: null },
      ],
      { "pypi_downloads 2026-11-22": 300 },
    ],
    ["too few days are no month", days(29), {}],
    ["no days", [], {}],
  ])("%s", async (_name, data, expected) => {
    reply(data.toReversed());
    const report = await run("pypi");
    expect(await valuesOf()).toEqual(expected);
    expect(report.failed).toBe(Object.keys(expected).length === 0 ? 1 : 0);
  });

  test("404 is gone", async () => {
    stub.reply(path, { status: 404, text: "<html>404</html>" });
    expect(await run("pypi")).toMatchObject({ gone: 1 });
  });
});

describe("Stack Overflow", () => {
  const path = (tags: string) => `/2.3/tags/${tags}/info?site=stackoverflow&pagesize=100`;
  const items = (...list: [string, number][]) =>
    list.map(([name, count]) => ({ has_synonyms: false, is_moderator_only: false, is_required: false, count, name }));
  const quota = { has_more: false, quota_max: 300, quota_remaining: 293 };

  test("tags are asked for together, packed answers are read, an unknown tag is gone", async () => {
    await createTarget("tool-a", "stack_overflow", "c++");
    await createTarget("tool-b", "stack_overflow", "日本語");
    await createTarget("tool-c", "stack_overflow", "no-such-tag");
    stub.reply(path(decodeURI("c%2B%2B;日本語;no-such-tag")), {
      json: { items: items(["c++", 812_345], ["日本語", 3]), ...quota },
      headers: { "Content-Encoding": "gzip" },
    });
    expect(await run("stack-overflow")).toMatchObject({ read: 2, gone: 1 });
    expect(await valuesOf("tool-a")).toEqual({ "stack_overflow_questions 2026-11-26": 812_345 });
    expect(await valuesOf("tool-b")).toEqual({ "stack_overflow_questions 2026-11-26": 3 });
  });

  async function createTags(count: number): Promise<[string, string]> {
    const names = Array.from({ length: count }, (_, index) => `t${index}`);
    for (const name of names) await createTarget(name, "stack_overflow", name);
    return [names.slice(0, 20).join(";"), names.slice(20).join(";")];
  }
  const answer = (tags: string, more = {}) => ({
    json: { items: items(...tags.split(";").map((tag): [string, number] => [tag, 1])), ...quota, ...more },
  });

  test("“backoff” is obeyed before the next question, also beyond the end of the run", async () => {
    const [first, second] = await createTags(22);
    stub.reply(path(first), answer(first, { backoff: 1 }));
    stub.reply(path(second), answer(second, { backoff: 30 }));
    const started = Date.now();
    const report = await run("stack-overflow");
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
    expect(report).toMatchObject({ read: 22, left: 0 });
    expect(Date.parse(report.until ?? "") - Date.now()).toBeGreaterThan(20_000);
  });

  test("a quota that is used up ends the run", async () => {
    const [first] = await createTags(22);
    stub.reply(path(first), answer(first, { quota_remaining: 0 }));
    expect(await run("stack-overflow")).toMatchObject({ read: 20, left: 2, until: expect.any(String) });
    expect(stub.takeAsked()).toHaveLength(1);
  });

  test("a throttle that is told in words is a limit", async () => {
    const [first] = await createTags(2);
    stub.reply(path(first), {
      status: 400,
      json: {
        error_id: 502,
        error_message: "too many requests from this IP, more requests available in 80 seconds",
        error_name: "throttle_violation",
      },
    });
    const report = await run("stack-overflow", { patience: 0 });
    expect(report).toMatchObject({ read: 0, failed: 0, left: 2 });
    expect(Math.round((Date.parse(report.until ?? "") - Date.now()) / 1000)).toBeGreaterThan(70);
  });
});

describe("Docker Hub", () => {
  test("pulls beyond 32 bits are kept exactly", async () => {
    await createTarget("tool-a", "docker_hub", "library/tool-a");
    stub.reply("/v2/repositories/library/tool-a", {
      json: { user: "library", name: "tool-a", pull_count: 12_345_678_901, star_count: 1 },
    });
    expect(await run("docker-hub")).toMatchObject({ read: 1 });
    const figure = await database.figure.findFirstOrThrow({ include: { source: true } });
    expect([figure.value, figure.metric]).toEqual([12_345_678_901n, "docker_pulls"]);
    expect(figure.source.url).toBe("https://hub.docker.com/_/tool-a");
  });

  test("pulls beyond what JSON keeps exactly are refused", async () => {
    await createTarget("tool-a", "docker_hub", "owner/tool-a");
    stub.reply("/v2/repositories/owner/tool-a", { text: '{"pull_count": 9223372036854775807}' });
    expect(await run("docker-hub")).toMatchObject({ failed: 1 });
  });
});

test("a source that cannot be reached at all fails softly", async () => {
  await createTarget("tool-a", "docker_hub", "library/tool-a");
  const closed = await startSyncStub();
  await closed.close();
  const report = await run("docker-hub", { base: closed.url });
  expect(report).toMatchObject({ read: 0, failed: 1 });
  expect(report.faults[0]).toMatch(/^tool-a \(library\/tool-a\): Docker Hub: ECONNREFUSED/);
});
