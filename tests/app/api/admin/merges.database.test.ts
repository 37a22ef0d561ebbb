import { beforeEach, describe, expect, test } from "vitest";
import { POST as mergeStatements } from "@/app/api/admin/merges/statements/route";
import { POST as undoStatements } from "@/app/api/admin/merges/statements/undo/route";
import { POST as mergeTools } from "@/app/api/admin/merges/tools/route";
import { POST as undoTools } from "@/app/api/admin/merges/tools/undo/route";
import { listStandingMerges } from "@/lib/merges/queries";
import { site } from "@/lib/site";
import { recountVotes } from "@/lib/statements/mutations";
import { listStatements } from "@/lib/statements/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { dumpDatabase } from "@/tests/support/dump";
import { createStatement, createTool, toolId } from "@/tests/support/fixtures";
import { createWriter, post } from "@/tests/support/members";
import { takeCleared } from "@/tests/support/next-cache";

let fast = 0;
let quick = 0;
let author = "";

beforeEach(async () => {
  await emptyDatabase();
  await createTool({ slug: "rkt" });
  fast = await createStatement({ tool: "rkt", text: "Fast", votes: 2 });
  quick = await createStatement({ tool: "rkt", text: "Quick", votes: 3 });
  const written = await createWriter();
  author = written.handle;
  await database.statement.update({ where: { id: quick }, data: { authorId: written.id } });
  await recountVotes(database, [await toolId("rkt")]);
  takeCleared();
});

const scores = async () => (await listStatements("rkt")).pros.map(({ text, score }) => [text, score]);
const reason = "says the same";

describe("two statements", () => {
  const path = "/api/admin/merges/statements";

  test("become one, and two again with their votes as before; each time their page and their author's are cleared", async () => {
    const { headers } = await createWriter({ role: "editor" });
    const merged = await mergeStatements(post(path, { json: { winner: fast, loser: quick, reason } }, headers));
    expect([merged.status, await merged.json()]).toEqual([200, { tool: "rkt", revision: expect.any(Number) }]);
    expect(await scores()).toEqual([["Fast", 3]]);
    const cleared = ["statements:rkt", `member:${author}`];
    expect(takeCleared().sort()).toEqual(cleared.sort());
    const [standing] = await listStandingMerges("statement", await toolId("rkt"));
    expect(standing).toMatchObject({ name: "Quick", isNewest: true });
    const form = { Accept: "text/html" };
    const undone = await undoStatements(
      post(`${path}/undo`, { json: { revision: standing?.revision } }, { ...headers, ...form }),
    );
    expect([undone.status, undone.headers.get("Location")]).toEqual([303, "/admin/tools/rkt/statements?done=undone"]);
    expect(await scores()).toEqual([
      ["Quick", 3],
      ["Fast", 2],
    ]);
    expect(takeCleared().sort()).toEqual(cleared.sort());
    expect(await listStandingMerges("statement", await toolId("rkt"))).toEqual([]);
  });

  test.each<[string, object, number, RegExp]>([
    ["one and itself", { winner: 7, loser: 7, reason }, 400, /not right/],
    ["no reason", { winner: 1, loser: 2, reason: " " }, 400, /not right/],
    ["what is not there", { winner: 999_999, loser: 999_998, reason }, 404, /not there any more/],
  ])("%s: refused, and nothing is written or cleared", async (_, json, status, title) => {
    const { headers } = await createWriter({ role: "editor" });
    const before = await dumpDatabase();
    const answer = await mergeStatements(post(path, { json }, headers));
    expect([answer.status, (await answer.json()).title]).toEqual([status, expect.stringMatching(title)]);
    const { rate_limits: _1, ...after } = await dumpDatabase();
    const { rate_limits: _2, ...same } = before;
    expect(after).toEqual(same);
    expect(takeCleared()).toEqual([]);
  });

  test("a merge is undone once, and by its own revision alone", async () => {
    const { headers } = await createWriter({ role: "editor" });
    const undo = (revision: number) => undoStatements(post(`${path}/undo`, { json: { revision } }, headers));
    const { revision } = await (
      await mergeStatements(post(path, { json: { winner: fast, loser: quick, reason } }, headers))
    ).json();
    expect((await undo(revision + 1000)).status).toBe(404);
    expect((await undo(revision)).status).toBe(200);
    expect((await undo(revision)).status).toBe(404);
  });
});

describe("two tools", () => {
  test("become one and two again; all pages that print one of them, and the stacks that use them, are cleared", async () => {
    await createTool({ slug: "rocket" });
    const { headers } = await createWriter({ role: "editor" });
    const json = { winner: "rkt", loser: "rocket", reason: "the same tool" };
    const own = ["rkt", "rocket"].flatMap((slug) => [`tool:${slug}`, `statements:${slug}`, `stacks-of:${slug}`]);
    const all = [...own, "tools", "stackups", "categories"];
    expect((await mergeTools(post("/api/admin/merges/tools", { json }, headers))).status).toBe(200);
    expect(takeCleared()).toEqual(expect.arrayContaining(all));
    const [standing] = await listStandingMerges("tool", await toolId("rkt"));
    const undone = await undoTools(
      post("/api/admin/merges/tools/undo", { json: { revision: standing?.revision } }, headers),
    );
    expect(undone.status).toBe(200);
    expect(takeCleared()).toEqual(expect.arrayContaining(all));
  });
});

describe.each([
  ["merging statements", mergeStatements],
  ["undoing a merge of statements", undoStatements],
  ["merging tools", mergeTools],
  ["undoing a merge of tools", undoTools],
])("%s", (_, route) => {
  test("is for editors on this site", async () => {
    const send = (headers: Record<string, string>) => route(post("/api/admin/merges", { json: {} }, headers));
    expect((await send({})).status).toBe(401);
    expect((await send((await createWriter()).headers)).status).toBe(403);
    const { headers } = await createWriter({ role: "editor" });
    expect((await send({ ...headers, Origin: "https://example.org" })).status).toBe(403);
    expect((await send({ ...headers, Origin: site.url })).status).toBe(400);
  });
});
