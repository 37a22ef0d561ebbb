import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { POST as decide } from "@/app/api/imports/doubts/route";
import { GET as progress } from "@/app/api/imports/progress/route";
import { POST as upload } from "@/app/api/imports/route";
import { site } from "@/lib/site";
import { type StackshareRow, stackshareCsv } from "@/tests/support/data-sets";
import { database, emptyDatabase } from "@/tests/support/database";
import { dumpDatabase } from "@/tests/support/dump";
import { createTool } from "@/tests/support/fixtures";
import { createMember, post, signIn } from "@/tests/support/members";

// Next runs `after` once the answer is out; here the test says when.
const { waiting } = vi.hoisted(() => ({ waiting: [] as (() => Promise<void>)[] }));
vi.mock("next/server", () => ({ after: (work: () => Promise<void>) => void waiting.push(work) }));

type Role = "member" | "editor";
const cookies = { member: "", editor: "" };

async function signInAs(role: Role): Promise<string> {
  const id = await createMember();
  await database.member.update({ where: { id }, data: { role } });
  return signIn(id);
}

beforeEach(async () => {
  waiting.splice(0);
  await emptyDatabase();
  cookies.member = await signInAs("member");
  cookies.editor = await signInAs("editor");
});

const csv = stackshareCsv([{ slug: "tool-0001", id: 1 }]);

/** A form as a browser sends it: what it is stands before the file, the button that was pressed behind it. */
function form(content: BlobPart, fields: { source?: string; asOf?: string; isDryRun?: string } = {}, name = "a.csv") {
  const { source = "stackshare", asOf = "", isDryRun = "" } = fields;
  const data = new FormData();
  data.append("source", source);
  data.append("asOf", asOf);
  data.append("file", new File([content], name));
  data.append("isDryRun", isDryRun);
  return data;
}

const send = (body: BodyInit, headers: Record<string, string | null> = { Cookie: cookies.editor }) =>
  upload(post("/api/imports", { body }, headers));
const choose = (json: object, headers: Record<string, string | null> = { Cookie: cookies.editor }) =>
  decide(post("/api/imports/doubts", { json }, headers));
const finish = async () => {
  for (const work of waiting.splice(0)) await work();
};
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("sidestack-import-"));
const titleOf = async (answer: Response): Promise<unknown> => (await answer.json()).title;

/** A row that may be a tool that is here: named alike but for its punctuation. */
async function importDoubt(row: Partial<StackshareRow> = {}): Promise<number> {
  await createTool({ slug: "tool-0001", name: "Tool 0001" });
  const rows = [{ slug: "tool-one", id: 1, name: "Tool-0001", ...row }];
  await send(form(stackshareCsv(rows)));
  await finish();
  const { id } = await database.importDoubt.findFirstOrThrow({ select: { id: true } });
  return id;
}

describe("who may do it", () => {
  test.each([
    ["nobody", null, {}, 401],
    ["a member", "member", {}, 403],
    ["an editor from another site", "editor", { Origin: "https://example.org" }, 403],
    ["an editor from nowhere", "editor", { Origin: null }, 403],
  ] as const)("%s neither uploads nor decides", async (_, who, sent, status) => {
    const id = await importDoubt();
    const before = await dumpDatabase();
    const headers = { Cookie: who ? cookies[who] : null, ...sent };
    expect((await send(form(csv), headers)).status).toBe(status);
    expect((await choose({ doubt: id, decision: "separate" }, headers)).status).toBe(status);
    expect(waiting).toEqual([]);
    expect(await dumpDatabase()).toEqual(before);
    expect(leftovers()).toEqual([]);
  });

  test("nor is it told how far a run is", async () => {
    await importDoubt();
    const { id } = await database.importRun.findFirstOrThrow({ select: { id: true } });
    const ask = (cookie: string, run: number | string = id) =>
      progress(new Request(`${site.url}/api/imports/progress?run=${run}`, { headers: { Cookie: cookie } }));
    expect((await ask("")).status).toBe(403);
    expect((await ask(cookies.member)).status).toBe(403);
    expect(await (await ask(cookies.editor)).json()).toMatchObject({ status: "done" });
    expect((await ask(cookies.editor, id + 1)).status).toBe(404);
    expect((await ask(cookies.editor, "x")).status).toBe(404);
  });
});

describe("an upload", () => {
  test("is answered before it is imported, to a form by the way to its run; the file is gone afterwards", async () => {
    const answer = await send(form(csv, {}, "C:\\data\\tools.csv"), { Cookie: cookies.editor, Accept: "text/html" });
    const run = await database.importRun.findFirstOrThrow();
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, `/admin/imports/${run.id}`]);
    expect(run).toMatchObject({ status: "running", fileName: "tools.csv", size: BigInt(csv.length) });
    expect(leftovers()).toHaveLength(1);
    await finish();
    expect(await database.importRun.findFirstOrThrow()).toMatchObject({ status: "done", created: 1 });
    expect(await database.tool.count()).toBe(1);
    expect(leftovers()).toEqual([]);
  });

  test("that is tried out changes nothing", async () => {
    expect((await send(form(csv, { isDryRun: "on" }))).status).toBe(200);
    await finish();
    expect(await database.importRun.findFirstOrThrow()).toMatchObject({ status: "done", isDryRun: true, created: 1 });
    expect(await database.tool.count()).toBe(0);
  });

  const zip = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0]);
  test.each([
    ["a ZIP posing as CSV", () => form(zip), 415, /ZIP archive/],
    ["UTF-16", () => form(Buffer.from(`\ufeff${csv}`, "utf16le")), 415, /UTF-16/],
    ["bytes", () => form(new Uint8Array([65, 0, 66])), 415, /binary/],
    ["text posing as an archive", () => form(csv, { source: "explore" }), 415, /not a \.tar\.gz/],
    ["a file that is too large", () => form("x".repeat(1_000_001), { source: "stack-file" }), 413, /at most 1 MB/],
    ["an empty file", () => form(""), 400, /not empty/],
    ["a source that there is not", () => form(csv, { source: "elsewhere" }), 400, /what kind of file/],
    ["a day that is none", () => form(csv, { asOf: "2026-02-30" }), 400, /a day/],
    ["no form", () => JSON.stringify({ source: "stackshare" }), 400, /could not be read/],
  ] as const)("of %s is refused with the reason, and nothing of it stays", async (_, body, status, reason) => {
    const before = await dumpDatabase();
    const answer = await send(body());
    expect(answer.status).toBe(status);
    expect(await titleOf(answer)).toMatch(reason);
    const { rate_limits: __, ...after } = await dumpDatabase();
    expect(after).toEqual(Object.fromEntries(Object.entries(before).filter(([name]) => name !== "rate_limits")));
    expect(waiting).toEqual([]);
    expect(leftovers()).toEqual([]);
  });

  test("whose end is missing is refused", async () => {
    const whole = new Request(site.url, { method: "POST", body: form(csv) });
    const type = whole.headers.get("Content-Type");
    const bytes = new Uint8Array(await whole.arrayBuffer());
    const answer = await send(bytes.slice(0, bytes.length - 20), { Cookie: cookies.editor, "Content-Type": type });
    expect(answer.status).toBe(400);
    expect(await database.importRun.count()).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  test.each([
    ["the wrong encoding", Buffer.from(csv.replace("tool-0001,", "töol,"), "latin1"), /not text in UTF-8/],
    ["other columns", "a,b\r\n1,2\r\n", /lacks the columns/],
  ])("of %s, which only reading finds, leaves a run that says so and nothing else", async (_, content, reason) => {
    const { run } = await (await send(form(content))).json();
    await finish();
    const { status, report } = await database.importRun.findUniqueOrThrow({ where: { id: run } });
    expect([status, report]).toMatchObject(["failed", { error: expect.stringMatching(reason) }]);
    expect(await database.tool.count()).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  test("is refused while another is under way", async () => {
    const answers: Response[] = [];
    await database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(hashtext('sidestack import'))`;
      answers.push(await send(form(csv)), await choose({ doubt: 1, decision: "separate" }));
    });
    expect(answers.map(({ status }) => status)).toEqual([409, 409]);
    expect(await database.importRun.count()).toBe(0);
  });
});

describe("a doubtful row", () => {
  test("is decided once, and the form leads back to what still waits", async () => {
    const id = await importDoubt();
    const body = new URLSearchParams({ doubt: String(id), decision: "matched" });
    const request = () => post("/api/imports/doubts", { body }, { Cookie: cookies.editor, Accept: "text/html" });
    const answer = await decide(request());
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/admin/imports/doubts?done=matched"]);
    expect(await database.externalId.findFirstOrThrow({ select: { tool: { select: { slug: true } } } })).toEqual({
      tool: { slug: "tool-0001" },
    });
    expect((await decide(request())).status).toBe(404);
  });

  test.each([
    ["a row that there is not", { doubt: 999, decision: "separate" }, 404],
    ["a tool that there is not", { decision: "matched", tool: "no-such-tool" }, 400],
    ["a word that means nothing", { decision: "perhaps" }, 400],
    ["no row", { doubt: "x", decision: "separate" }, 400],
  ])("with %s is not decided", async (_, sent, status) => {
    const id = await importDoubt();
    const before = await database.tool.count();
    expect((await choose({ doubt: id, ...sent })).status).toBe(status);
    expect(await database.importDoubt.findFirstOrThrow()).toMatchObject({ status: "open" });
    expect(await database.tool.count()).toBe(before);
  });
});
