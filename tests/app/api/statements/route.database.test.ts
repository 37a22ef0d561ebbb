import { describe, expect, test } from "vitest";
import { POST as decide } from "@/app/api/statements/decide/route";
import { POST as edit } from "@/app/api/statements/edit/route";
import { POST as voteInstead } from "@/app/api/statements/instead/route";
import { GET as near } from "@/app/api/statements/near/route";
import { POST as report } from "@/app/api/statements/report/route";
import { POST as add } from "@/app/api/statements/route";
import { POST as withdraw } from "@/app/api/statements/withdraw/route";
import { site } from "@/lib/site";
import { database } from "@/tests/support/database";
import { createVotedTool, createWriter, post as send } from "@/tests/support/members";

process.env.FIRST_STATEMENTS_WAIT = "off";

const asForm = { Accept: "text/html", "Content-Type": "application/x-www-form-urlencoded" };

function form(fields: Record<string, string>): URLSearchParams {
  return new URLSearchParams(fields);
}

/** A form when it is one, and JSON otherwise. */
function post(path: string, sent: URLSearchParams | object, headers: Record<string, string> = {}): Request {
  return send(path, sent instanceof URLSearchParams ? { body: sent } : { json: sent }, headers);
}

function goesTo(response: Response): URL {
  expect(response.status).toBe(303);
  return new URL(response.headers.get("Location") ?? "", site.url);
}

describe("a form without JavaScript", () => {
  test("that is right leads to the statement on its tool's page", async () => {
    const { slug, id: toolId } = await createVotedTool({ pros: [] });
    const { headers } = await createWriter();
    const fields = { tool: slug, kind: "con", text: "Slow builds", note: "", version: "v2", source: "" };
    const place = goesTo(await add(post("/api/statements", form(fields), { ...headers, ...asForm })));
    const row = await database.statement.findFirstOrThrow({ where: { toolId } });
    expect(`${place.pathname}${place.hash}`).toBe(`/tools/${slug}#statement-${row.id}`);
    expect(row).toMatchObject({ kind: "con", text: "Slow builds", version: "v2", note: null, status: "published" });
  });

  test("that is not right goes back with what was typed, and nothing is written", async () => {
    const { slug, id: toolId } = await createVotedTool({ pros: [] });
    const { headers } = await createWriter();
    const fields = { tool: slug, kind: "pro", text: "ab", note: "why", version: "", source: "javascript:alert(1)" };
    const place = goesTo(await add(post("/api/statements", form(fields), { ...headers, ...asForm })));
    expect(place.pathname).toBe(`/tools/${slug}/statements/new`);
    expect(Object.fromEntries(place.searchParams)).toEqual({
      checked: "1",
      kind: "pro",
      text: "ab",
      note: "why",
      source: "javascript:alert(1)",
    });
    expect(await database.statement.count({ where: { toolId } })).toBe(0);
  });

  test("that says what stands there already goes back once, and is taken when its box is ticked", async () => {
    const { slug, id: toolId } = await createVotedTool({ pros: [] });
    const [ann, ben] = [await createWriter(), await createWriter()];
    const write = (who: typeof ann, text: string, more: Record<string, string> = {}) =>
      add(post("/api/statements", form({ tool: slug, kind: "pro", text, ...more }), { ...who.headers, ...asForm }));
    goesTo(await write(ann, "Easy scaling"));
    const back = goesTo(await write(ben, "Scaling is easy"));
    expect([back.pathname, back.searchParams.get("text")]).toEqual([
      `/tools/${slug}/statements/new`,
      "Scaling is easy",
    ]);
    expect(goesTo(await write(ben, "EASY scaling", { anyway: "on" })).pathname).toBe(`/tools/${slug}/statements/new`);
    expect(await database.statement.count({ where: { toolId } })).toBe(1);
    const { id } = await database.statement.findFirstOrThrow({ where: { toolId } });
    const voted = await voteInstead(
      post("/api/statements/instead", form({ statement: `${id}` }), { ...ben.headers, ...asForm }),
    );
    expect(goesTo(voted).hash).toBe(`#statement-${id}`);
    expect((await database.statement.findUniqueOrThrow({ where: { id } })).score).toBe(1);
    expect(goesTo(await write(ben, "Scaling is easy", { anyway: "on" })).pathname).toBe(`/tools/${slug}`);
  });
});

describe("a script", () => {
  test("gets 201, 400 with the fields, and 409 with what is near", async () => {
    const { slug } = await createVotedTool({ pros: [] });
    const { headers } = await createWriter();
    const write = (more: object) => add(post("/api/statements", { tool: slug, kind: "pro", ...more }, headers));
    const added = await write({ text: "Easy scaling" });
    expect([added.status, await added.json()]).toEqual([201, { id: expect.any(Number), status: "published" }]);
    const wrong = await write({ text: "a", source: "ftp://example.org" });
    expect(wrong.status).toBe(400);
    expect(Object.keys((await wrong.json()).fields).sort()).toEqual(["source", "text"]);
    const twin = await write({ text: "easy scaling", anyway: true });
    expect(twin.status).toBe(409);
    expect((await twin.json()).near).toMatchObject([{ text: "Easy scaling", isSame: true }]);
    expect((await write({ text: "Scaling is easy" })).status).toBe(409);
    expect((await write({ text: "Scaling is easy", anyway: true })).status).toBe(201);
    expect((await write({ text: "Good docs", tool: "no-such-tool" })).status).toBe(404);
    expect((await write({ text: "Good docs", kind: "neither" })).status).toBe(400);
    expect((await write({ text: ["Good docs"] })).status).toBe(400);
  });

  test("finds near statements only when signed in, and is refused what is no text", async () => {
    const { slug } = await createVotedTool({ pros: [] });
    const { headers } = await createWriter();
    await add(post("/api/statements", { tool: slug, kind: "pro", text: "Easy scaling" }, headers));
    const ask = (text: string, cookie: Record<string, string> = { Cookie: headers.Cookie }) =>
      near(
        new Request(`${site.url}/api/statements/near?${new URLSearchParams({ tool: slug, text })}`, {
          headers: cookie,
        }),
      );
    expect((await (await ask("Scales easily")).json()).near).toMatchObject([{ text: "Easy scaling" }]);
    expect((await ask("Scales easily", {})).status).toBe(401);
    expect((await ask("a")).status).toBe(400);
    expect((await ask("easy\0scaling")).status).toBe(400);
  });
});

describe("who may not", () => {
  test("add: strangers, unconfirmed and banned members, other sites", async () => {
    const { slug, id: toolId } = await createVotedTool({ pros: [] });
    const body = { tool: slug, kind: "pro", text: "Easy scaling" };
    const banned = await createWriter({ bannedAt: new Date("2026-01-15T00:00:00Z") });
    const unconfirmed = await createWriter({ emailVerified: false });
    const sound = await createWriter();
    const results = [
      await add(post("/api/statements", body)),
      await add(post("/api/statements", body, banned.headers)),
      await add(post("/api/statements", body, unconfirmed.headers)),
      await add(post("/api/statements", body, { ...sound.headers, Origin: "https://example.org" })),
    ];
    expect(results.map((response) => response.status)).toEqual([401, 403, 403, 403]);
    expect(await database.statement.count({ where: { toolId } })).toBe(0);
  });

  test("edit, withdraw and decide: other members; the author and an editor may", async () => {
    const { slug } = await createVotedTool({ pros: [] });
    const [ann, ben, editor] = [await createWriter(), await createWriter(), await createWriter()];
    await database.member.update({ where: { id: editor.id }, data: { role: "editor" } });
    const added = await add(post("/api/statements", { tool: slug, kind: "pro", text: "Easy scaling" }, ann.headers));
    const { id } = await added.json();
    const change = (who: typeof ann) =>
      edit(post("/api/statements/edit", { statement: id, text: "Easy going" }, who.headers));
    const remove = (who: typeof ann) => withdraw(post("/api/statements/withdraw", { statement: id }, who.headers));
    const judge = (who: typeof ann, decision: string) =>
      decide(post("/api/statements/decide", { statement: id, decision }, who.headers));
    expect((await change(ben)).status).toBe(403);
    expect((await remove(ben)).status).toBe(403);
    expect((await judge(ben, "refuse")).status).toBe(403);
    expect((await judge(editor, "refuse")).status).toBe(409);
    expect((await database.statement.findUniqueOrThrow({ where: { id } })).text).toBe("Easy scaling");
    expect((await change(ann)).status).toBe(200);
    await database.statement.update({ where: { id }, data: { status: "waiting" } });
    expect((await judge(editor, "publish")).status).toBe(200);
    expect((await remove(ann)).status).toBe(200);
    expect(await database.statement.findUniqueOrThrow({ where: { id } })).toMatchObject({
      text: "Easy going",
      status: "withdrawn",
    });
  });
});

test("a report is taken once, with one of the reasons", async () => {
  const { statements } = await createVotedTool({ pros: [3] });
  const [statement = 0] = statements;
  const { headers } = await createWriter();
  const say = (reason: string) => report(post("/api/statements/report", { statement, reason }, headers));
  expect((await say("boring")).status).toBe(400);
  expect((await say("outdated")).status).toBe(200);
  expect((await say("spam")).status).toBe(409);
  expect(await database.statementReport.findMany({ where: { statementId: statement } })).toMatchObject([
    { reason: "outdated" },
  ]);
});

test("the first statement of a new member waits, and its form says so", async () => {
  process.env.FIRST_STATEMENTS_WAIT = "on";
  const { slug } = await createVotedTool({ pros: [] });
  const { headers } = await createWriter();
  const fields = { tool: slug, kind: "pro", text: "Easy scaling" };
  const place = goesTo(await add(post("/api/statements", form(fields), { ...headers, ...asForm })));
  expect(`${place.pathname}${place.search}${place.hash}`).toBe(`/tools/${slug}/statements/new?kind=pro#waiting`);
  process.env.FIRST_STATEMENTS_WAIT = "off";
});
