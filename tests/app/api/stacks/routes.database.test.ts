import { beforeEach, describe, expect, test } from "vitest";
import { POST as remove } from "@/app/api/stacks/delete/route";
import { POST as detect } from "@/app/api/stacks/detect/route";
import { POST as change } from "@/app/api/stacks/form/route";
import { POST as decide } from "@/app/api/stacks/pending/route";
import { POST as share } from "@/app/api/stacks/route";
import { POST as show } from "@/app/api/stacks/visibility/route";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember, post, signIn } from "@/tests/support/members";

let member = "";
let cookie = "";

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "react", name: "React" }, { slug: "vue", name: "Vue" });
  member = await createMember();
  cookie = await signIn(member);
});

const form = { slug: "", name: "My app", kind: "project", visibility: "public", "row.0.name": "React" };

/** Sends a form as a script would, or (`plain`) as a browser without one. */
function send(route: (request: Request) => Promise<Response>, fields: object, as = cookie, plain = false) {
  const body = new URLSearchParams(Object.entries(fields));
  return route(post("/api/stacks", { body }, { Cookie: as, Accept: plain ? "text/html" : "application/json" }));
}

const counts = async () => [await database.stack.count(), await database.pendingTool.count()];

describe("sharing", () => {
  test("answers a script with what became of it, and a form with the way to the stack", async () => {
    const answer = await send(share, form);
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      { slug: "my-app", version: 1, tools: 1, added: ["React"], removed: [], pending: [], unchanged: false },
    ]);
    const again = await send(share, form, cookie, true);
    expect([again.status, again.headers.get("Location")]).toEqual([303, "/stacks/my-app"]);
    expect(await database.stackVersion.count()).toBe(1);
  });

  test.each([
    ["no tools", { ...form, "row.0.name": "" }, 400],
    ["a name that is too long", { ...form, name: "a".repeat(81) }, 400],
    ["a name that is taken, with other tools", { ...form, name: "Taken" }, 409],
    ["a stack that there is not", { ...form, slug: "no-such" }, 404],
  ])("refuses a script %s and writes nothing", async (_, fields, status) => {
    await send(share, { ...form, name: "Taken", "row.0.name": "Vue" });
    const before = await counts();
    expect((await send(share, fields)).status).toBe(status);
    expect(await counts()).toEqual(before);
  });

  test("a form that is not right comes back with what was typed", async () => {
    const answer = await send(share, { ...form, "row.0.since": "soon" }, cookie, true);
    expect(answer.headers.get("Location")).toBe("/share?checked=1");
    const draft = await database.stackDraft.findFirstOrThrow();
    expect(draft.content).toMatchObject({ name: "My app", rows: [{ name: "React", since: "soon" }] });
    await send(share, form, cookie, true);
    expect(await database.stackDraft.count()).toBe(0);
  });

  test("5,000 tools are refused", async () => {
    const rows = Object.fromEntries(Array.from({ length: 5000 }, (_, place) => [`row.${place}.name`, `Tool ${place}`]));
    const answer = await send(share, { ...form, ...rows });
    expect([answer.status, await counts()]).toEqual([400, [0, 0]]);
  });

  test("nobody who is not signed in shares, and nobody from another site", async () => {
    expect((await send(share, form, "")).status).toBe(401);
    const body = new URLSearchParams(form);
    const headers = { Cookie: cookie, Origin: "https://example.net" };
    expect((await share(post("/api/stacks", { body }, headers))).status).toBe(403);
  });
});

test("somebody else’s stack can be neither changed nor deleted nor hidden", async () => {
  await send(share, form);
  const stranger = await signIn(await createMember());
  expect((await send(share, { ...form, slug: "my-app", "row.0.name": "Vue" }, stranger)).status).toBe(403);
  expect((await send(remove, { slug: "my-app" }, stranger)).status).toBe(403);
  expect((await send(show, { slug: "my-app", visibility: "unlisted" }, stranger)).status).toBe(403);
  await send(show, { slug: "my-app", visibility: "unlisted" });
  expect((await send(share, { ...form, slug: "my-app" }, stranger)).status).toBe(404);
  expect(await database.stack.count()).toBe(1);
  expect((await send(remove, { slug: "my-app" })).status).toBe(200);
  expect(await database.stack.count()).toBe(0);
});

test("an editor takes somebody else’s stack off the site; it is kept", async () => {
  await send(share, form);
  const editor = await createMember();
  await database.member.update({ where: { id: editor }, data: { role: "editor" } });
  expect((await send(remove, { slug: "my-app" }, await signIn(editor))).status).toBe(200);
  expect((await database.stack.findFirstOrThrow()).removedAt).not.toBeNull();
  expect((await send(share, { ...form, slug: "my-app" })).status).toBe(403);
});

test("a button of the form changes its rows and keeps them", async () => {
  const fields = { ...form, "row.1.name": "Vue", do: "down-0" };
  const answer = await send(change, fields, cookie, true);
  expect(answer.headers.get("Location")).toBe("/share#tools");
  expect((await database.stackDraft.findFirstOrThrow()).content).toMatchObject({
    rows: [{ name: "Vue" }, { name: "React" }],
  });
});

describe("looking through a file", () => {
  const detectFile = (text: string, name = "package.json", plain = false) => {
    const body = new FormData();
    for (const [key, value] of Object.entries(form)) body.append(key, value);
    body.append("file", new File([text], name));
    return detect(
      post("/api/stacks/detect", { body }, { Cookie: cookie, Accept: plain ? "text/html" : "application/json" }),
    );
  };

  test("answers a script with the tools and fills a form", async () => {
    const text = '{ "dependencies": { "vue": "^3.0.0" } }';
    expect(await (await detectFile(text)).json()).toMatchObject({ tools: [{ tool: "vue" }], packages: 0 });
    const answer = await detectFile(text, "package.json", true);
    expect(answer.headers.get("Location")).toBe("/share?found=1&packages=0");
    expect((await database.stackDraft.findFirstOrThrow()).content).toMatchObject({
      rows: [{ name: "React" }, { tool: "vue", evidence: "package.json:1" }],
    });
  });

  test.each([
    ["a binary file", "PK\0\u0001", "package.json", 400],
    ["bad JSON", "{", "package.json", 400],
    ["a path that leads out of the project", "{}", "../package.json", 400],
  ])("refuses %s", async (_, text, name, status) => {
    expect((await detectFile(text, name)).status).toBe(status);
  });
});

test("a file larger than what is read is refused", async () => {
  expect((await send(detect, { ...form, pasted: "a".repeat(5 * 1024 * 1024) })).status).toBe(413);
  expect((await send(detect, { ...form, pasted: "a".repeat(2 * 1024 * 1024) })).status).toBe(413);
});

test("only editors decide on names that wait", async () => {
  await send(share, { ...form, "row.0.name": "Vue.js" });
  const { id } = await database.pendingTool.findFirstOrThrow();
  const fields = { pending: String(id), decision: "map", tool: "vue" };
  expect((await send(decide, fields)).status).toBe(403);
  await database.member.update({ where: { id: member }, data: { role: "editor" } });
  expect((await send(decide, { ...fields, tool: "no-such" })).status).toBe(400);
  expect((await send(decide, fields)).status).toBe(200);
  expect(await database.stackTool.findFirst({ select: { tool: { select: { slug: true } } } })).toEqual({
    tool: { slug: "vue" },
  });
});
