import { beforeEach, describe, expect, test } from "vitest";
import { POST as decide } from "@/app/api/admin/moderation/route";
import { listQueue } from "@/lib/moderation/queries";
import { decideReports } from "@/lib/statements/reports/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStatement, createTool, day } from "@/tests/support/fixtures";
import { createMember, post, signIn } from "@/tests/support/members";

let editor: string;
let cookie: string;

beforeEach(async () => {
  await emptyDatabase();
  await createTool({ slug: "rkt" });
  editor = await createMember();
  await database.member.update({ where: { id: editor }, data: { role: "editor" } });
  cookie = await signIn(editor);
});

async function add(text: string, status: "waiting" | "published", createdAt = "2026-01-15"): Promise<number> {
  const id = await createStatement({ tool: "rkt", text });
  await database.statement.update({ where: { id }, data: { status, createdAt: day(createdAt), authorId: editor } });
  return id;
}

async function report(statementId: number, reason: "wrong" | "duplicate" = "wrong", at = "2026-02-01"): Promise<void> {
  await database.statementReport.create({
    data: { statementId, memberId: await createMember(), reason, createdAt: day(at) },
  });
}

const send = (fields: object) => decide(post("/api/admin/moderation", { json: fields }, { Cookie: cookie }));
const statusOf = async (id: number) => (await database.statement.findUniqueOrThrow({ where: { id } })).status;

describe("the queue", () => {
  test("holds what waits and what was reported, oldest first, each once", async () => {
    const young = await add("Young", "waiting", "2026-03-01");
    const old = await add("Old", "waiting", "2026-01-01");
    const reported = await add("Reported", "published");
    await add("Fine", "published");
    await report(reported, "wrong", "2026-02-01");
    await report(reported, "duplicate", "2026-04-01");
    const { entries, total } = await listQueue();
    expect(entries.map((entry) => entry.key)).toEqual([`waiting-${old}`, `reported-${reported}`, `waiting-${young}`]);
    expect(total).toBe(3);
    expect(entries[1]?.reports.map((entry) => entry.reason)).toEqual(["wrong", "duplicate"]);
    expect(entries[1]?.near.map((entry) => entry.text)).toEqual(["Fine"]);
    expect(entries[1]?.since).toBeInstanceOf(Date);
  });

  test("leaves out reports that were decided and tools that are off the site", async () => {
    const id = await add("Reported", "published");
    await report(id);
    await add("Waits", "waiting");
    await database.tool.update({ where: { slug: "rkt" }, data: { removedAt: new Date() } });
    expect(await listQueue()).toEqual({ entries: [], total: 0 });
    await database.tool.update({ where: { slug: "rkt" }, data: { removedAt: null } });
    await database.statementReport.updateMany({ data: { status: "dismissed", decidedAt: new Date() } });
    expect((await listQueue()).entries.map((entry) => entry.kind)).toEqual(["waiting"]);
  });
});

describe("a decision", () => {
  test("on several does each by its kind, and passes over what somebody decided meanwhile", async () => {
    const [one, two] = [await add("One", "waiting"), await add("Two", "published")];
    await report(two);
    const picks = { [`pick-waiting-${one}`]: "on", [`pick-reported-${two}`]: "on", "pick-waiting-999": "on" };
    const answer = await send({ decision: "accept", ...picks });
    expect(await answer.json()).toEqual({ decided: 2 });
    expect([await statusOf(one), await statusOf(two)]).toEqual(["published", "refused"]);
    expect(await database.statementReport.findFirst()).toMatchObject({ status: "upheld", decidedById: editor });
    expect(await database.revision.count({ where: { subject: "statement" } })).toBe(2);
  });

  test("that dismisses a report leaves the statement where it is", async () => {
    const id = await add("Fine", "published");
    await report(id);
    expect((await send({ decision: "decline", entry: `reported-${id}` })).status).toBe(200);
    expect(await statusOf(id)).toBe("published");
    expect(await database.statementReport.findFirst()).toMatchObject({ status: "dismissed" });
    expect((await send({ decision: "decline", entry: `reported-${id}` })).status).toBe(409);
  });

  test("follows a report of a duplicate by making one of both", async () => {
    const [one, other] = [await add("Small", "published"), await add("Little", "published")];
    await report(other, "duplicate");
    expect((await send({ decision: "merge", entry: `reported-${other}`, into: one })).status).toBe(200);
    expect(await database.statement.findUnique({ where: { id: other } })).toMatchObject({
      status: "merged",
      mergedIntoId: one,
    });
    expect((await listQueue()).entries).toEqual([]);
  });

  test.each([
    ["nothing picked", { decision: "accept" }],
    ["no decision", { entry: "waiting-1" }],
    ["what is no entry", { decision: "accept", entry: "other-1" }],
    ["a merge into nothing", { decision: "merge", entry: "reported-1", into: "" }],
  ])("with %s is refused", async (_, fields) => {
    expect((await send(fields)).status).toBe(400);
  });

  test("on the same reports by two editors at once is made once", async () => {
    const id = await add("Fine", "published");
    await report(id);
    const both = await Promise.allSettled(
      [true, false].map((isUpheld) => decideReports(database, { editorId: editor, statementId: id, isUpheld })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
