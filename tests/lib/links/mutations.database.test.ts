import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { checkLinks, type LinkOptions } from "@/lib/links/mutations";
import type { Network } from "@/lib/probe";
import { database, emptyDatabase } from "@/tests/support/database";
import { createSource, createStackup, createTool } from "@/tests/support/fixtures";
import { type SyncStub, startSyncStub } from "@/tests/support/sync-stub";

let stub: SyncStub;
beforeAll(async () => {
  stub = await startSyncStub();
});
afterAll(() => stub.close());
beforeEach(async () => {
  await emptyDatabase();
  stub.reset();
});

const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** A net in which every name leads to the stub, but those that are named gone. */
function network(...gone: string[]): Network {
  return {
    resolve: async (host) => {
      if (gone.includes(host) || gone.includes("*")) throw Object.assign(new Error("no"), { code: "ENOTFOUND" });
      return host === "inside.example" ? ["10.0.0.1"] : ["93.184.215.14"];
    },
    dial: () => ({ host: "127.0.0.1", port: Number(new URL(stub.url).port) }),
  };
}

const run = (day: string, options: LinkOptions = {}) =>
  checkLinks(database, { now: noon(day), spacing: 1, timeout: 1000, network: network(), ...options });

/** A tool whose addresses all lead to the stub over http. */
async function createLinked(): Promise<void> {
  await createTool({
    slug: "tool-a",
    facts: { website: "http://site.example/", repository: "http://code.example/a", licence: "http-like" },
    links: [{ label: "Docs", url: "http://docs.example/" }],
  });
  await database.source.updateMany({ data: { url: "http://source.example/page" } });
  for (const path of ["/", "/a", "/page"]) stub.reply(path, { text: "hello" });
}

const readChecks = async () =>
  Object.fromEntries((await database.linkCheck.findMany()).map(({ url, ...check }) => [url, check]));

test("sources, websites, repositories and links are asked once a week; other facts are not", async () => {
  await createLinked();
  expect(await run("2026-11-01")).toEqual({ checked: 4, failing: 0, dead: 0, left: 0, isOffline: false });
  expect(Object.keys(await readChecks()).sort()).toEqual([
    ...["http://code.example/a", "http://docs.example/", "http://site.example/", "http://source.example/page"],
  ]);
  expect(await run("2026-11-02")).toMatchObject({ checked: 0 });
  expect(await run("2026-11-09")).toMatchObject({ checked: 4 });
});

test("what fails on three days is dead, and alive as soon as it answers", async () => {
  await createLinked();
  stub.reply("/a", { status: 404 });
  const options = { network: network("docs.example") };
  expect(await run("2026-11-01", options)).toMatchObject({ checked: 4, failing: 2, dead: 0 });
  expect(await run("2026-11-02", options)).toMatchObject({ checked: 2, failing: 2, dead: 0 });
  expect(await run("2026-11-03", options)).toMatchObject({ checked: 2, failing: 2, dead: 2 });
  const checks = await readChecks();
  expect(checks["http://code.example/a"]).toMatchObject({ status: 404, deadSince: noon("2026-11-01") });
  expect(checks["http://docs.example/"]).toMatchObject({ status: null, deadSince: noon("2026-11-01") });
  expect(checks["http://docs.example/"]?.error).toMatch(/ENOTFOUND/);
  stub.reply("/a", { text: "hello" });
  expect(await run("2026-11-04")).toMatchObject({ checked: 2, failing: 0, dead: 0 });
  expect((await readChecks())["http://code.example/a"]).toMatchObject({ status: 200, deadSince: null, failedDays: 0 });
});

test("a machine without a net notes nothing, on however many days", async () => {
  await createLinked();
  for (const day of ["2026-11-01", "2026-11-02", "2026-11-03"]) {
    expect(await run(day, { network: network("*") })).toMatchObject({ checked: 0, isOffline: true });
  }
  expect(await readChecks()).toEqual({});
});

test("a list of dead hosts is not taken for a machine without a net", async () => {
  await createLinked();
  await run("2026-11-01");
  const gone = Array.from({ length: 12 }, (_, index) => `gone-${index}.example`);
  await createTool({
    slug: "tool-b",
    links: gone.map((host, index) => ({ label: `L${index}`, url: `http://${host}/` })),
  });
  await database.source.updateMany({
    where: { url: { startsWith: "https:" } },
    data: { url: "http://gone-0.example/page" },
  });
  const report = await run("2026-11-02", { network: network(...gone) });
  expect(report).toMatchObject({ checked: 13, failing: 13, isOffline: false });
});

test("an address that leads inside is noted as failing, and never asked", async () => {
  await createTool({
    slug: "tool-a",
    links: [
      { label: "Inside", url: "http://inside.example/" },
      { label: "Outside", url: "http://site.example/" },
    ],
  });
  await database.source.updateMany({ data: { url: "http://source.example/page" } });
  await run("2026-11-01");
  expect((await readChecks())["http://inside.example/"]).toMatchObject({ status: null, failedDays: 1 });
  expect(stub.takeAsked().map(({ headers }) => headers.host)).not.toContain("inside.example");
});

test("no more than its limit is asked in one run, the rest in the next", async () => {
  await createLinked();
  expect(await run("2026-11-01", { limit: 3 })).toMatchObject({ checked: 3, left: 1 });
  expect(await run("2026-11-01", { limit: 3 })).toMatchObject({ checked: 1, left: 0 });
});

test("addresses of tools and stackups that were taken off the site are not asked", async () => {
  await createLinked();
  await createTool({ slug: "tool-b", links: [{ label: "Docs", url: "http://elsewhere.example/" }] });
  await createStackup({ tools: ["tool-a", "tool-b"] });
  const claimed = await createSource("Claimed");
  await database.source.update({ where: { id: claimed }, data: { url: "http://claimed.example/" } });
  await database.claimCell.updateMany({ data: { sourceId: claimed } });
  await database.tool.update({ where: { slug: "tool-b" }, data: { removedAt: noon("2026-10-30") } });
  await database.stackup.updateMany({ data: { removedAt: noon("2026-10-30") } });
  expect(await run("2026-11-01")).toMatchObject({ checked: 4, left: 0 });
  await database.tool.updateMany({ data: { removedAt: null } });
  await database.stackup.updateMany({ data: { removedAt: null } });
  await run("2026-11-01");
  expect(Object.keys(await readChecks())).toEqual(
    expect.arrayContaining(["http://elsewhere.example/", "http://claimed.example/"]),
  );
});

test("checks of addresses that no page has any more are forgotten", async () => {
  await createLinked();
  await run("2026-11-01");
  await database.toolLink.deleteMany();
  await run("2026-11-02");
  expect(Object.keys(await readChecks())).not.toContain("http://docs.example/");
});

test("a run that is ended notes nothing more", async () => {
  await createLinked();
  const ending = new AbortController();
  ending.abort();
  expect(await run("2026-11-01", { signal: ending.signal })).toMatchObject({ checked: 0, left: 4 });
});
