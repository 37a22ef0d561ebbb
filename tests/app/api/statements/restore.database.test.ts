import { beforeEach, expect, test } from "vitest";
import { POST as moderate } from "@/app/api/admin/moderation/route";
import { POST as edit } from "@/app/api/statements/edit/route";
import { POST as restore } from "@/app/api/statements/restore/route";
import { POST as add } from "@/app/api/statements/route";
import { POST as withdraw } from "@/app/api/statements/withdraw/route";
import { listToolHistory } from "@/lib/revisions/queries";
import { listStatements } from "@/lib/statements/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createWriter, post } from "@/tests/support/members";
import { takeCleared } from "@/tests/support/next-cache";

process.env.FIRST_STATEMENTS_WAIT = "off";

let ann: Awaited<ReturnType<typeof createWriter>>;
let eve: typeof ann;
let statement = 0;

const send = (route: typeof restore, who: typeof ann, json: object) =>
  route(post("/api/statements", { json }, who.headers));
const words = async () => (await listStatements("rkt")).pros.map(({ text }) => text);
const restorable = async () =>
  (await listToolHistory("rkt", 0))?.entries
    .filter(({ restorableId }) => restorableId === statement)
    .map(({ number }) => number);

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "rkt" });
  [ann, eve] = [await createWriter(), await createWriter({ role: "editor" })];
  statement = (await (await send(add, ann, { tool: "rkt", kind: "pro", text: "Small and plain" })).json()).id;
  await send(edit, ann, { statement, text: "Small, but odd", note: "", version: "", source: "" });
  takeCleared();
});

test("an editor restores the words of an earlier revision; the page and the author's profile are cleared", async () => {
  expect(await restorable()).toEqual([1]);
  expect((await send(restore, ann, { statement, number: 1 })).status).toBe(403);
  expect((await send(restore, eve, { statement, number: 1 })).status).toBe(200);
  expect(await words()).toEqual(["Small and plain"]);
  expect(takeCleared()).toEqual(["statements:rkt", `member:${ann.handle}`]);
  expect(await database.revision.findFirstOrThrow({ orderBy: { id: "desc" } })).toMatchObject({
    ...{ subject: "statement", number: 3, authorId: eve.id, reason: "Restored revision 1" },
  });
  expect(await database.toolEvent.findFirstOrThrow({ where: { kind: "statement" } })).toMatchObject({
    text: expect.stringContaining("Small and plain"),
  });
  expect(await restorable()).toEqual([2, 1]);
});

test("what an editor refused comes back with its votes; what its author withdrew does not", async () => {
  await database.statementReport.create({ data: { statementId: statement, memberId: eve.id, reason: "wrong" } });
  await send(moderate, eve, { entry: `reported-${statement}`, decision: "accept" });
  expect(await words()).toEqual([]);
  expect(await restorable()).toEqual([2, 1]);
  expect((await send(restore, eve, { statement, number: 2 })).status).toBe(200);
  expect(await words()).toEqual(["Small, but odd"]);
  await send(withdraw, ann, { statement });
  expect(await restorable()).toEqual([]);
  expect((await send(restore, eve, { statement, number: 1 })).status).toBe(409);
  expect(await words()).toEqual([]);
});

test("words that stand there by now, and revisions that are not there, are refused in words", async () => {
  await send(add, eve, { tool: "rkt", kind: "pro", text: "SMALL and plain", anyway: true });
  takeCleared();
  const before = await database.statement.findMany({ orderBy: { id: "asc" } });
  for (const [number, status, title] of [
    [1, 409, /stand there already/],
    [9, 404, /no such revision/],
    [0, 400, /not right/],
  ] as const) {
    const answer = await send(restore, eve, { statement, number });
    expect([answer.status, (await answer.json()).title]).toEqual([status, expect.stringMatching(title)]);
  }
  expect(await database.statement.findMany({ orderBy: { id: "asc" } })).toEqual(before);
  expect(takeCleared()).toEqual([]);
});
