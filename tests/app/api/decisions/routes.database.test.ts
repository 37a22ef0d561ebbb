import { beforeEach, describe, expect, test } from "vitest";
import { POST as remove } from "@/app/api/decisions/delete/route";
import { POST as record } from "@/app/api/decisions/route";
import { GET as readAdr } from "@/app/decisions/[slug]/adr/route";
import { GET as readFeed } from "@/app/feed-files/[format]/[[...path]]/route";
import { getDecisionDraft } from "@/lib/decisions/drafts/queries";
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

const form = {
  ...{ pair: "vue-vs-react", title: "Which interface", context: "A form", chosen: "vue", reasons: "It was known" },
  ...{ "note-1": "Templates", decidedOn: "2026-03-01", visibility: "public" },
};

/** Sends a form as a script would, or (`plain`) as a browser without one. */
function send(route: (request: Request) => Promise<Response>, fields: object, as = cookie, plain = false) {
  const body = new URLSearchParams(Object.entries(fields));
  return route(post("/api/decisions", { body }, { Cookie: as, Accept: plain ? "text/html" : "application/json" }));
}

test("a decision is recorded, changed and deleted; a form is led to its page", async () => {
  const answer = await send(record, form);
  expect([answer.status, await answer.json()]).toEqual([
    201,
    { slug: "which-interface", goTo: "/decisions/which-interface" },
  ]);
  const options = await database.decisionOption.findMany({ orderBy: { position: "asc" }, select: { note: true } });
  expect(options).toEqual([{ note: null }, { note: "Templates" }]);
  const changed = await send(record, { ...form, pair: "", slug: "which-interface", chosen: "react" }, cookie, true);
  expect([changed.status, changed.headers.get("Location")]).toEqual([303, "/decisions/which-interface"]);
  expect((await send(remove, { slug: "which-interface" })).status).toBe(200);
  expect(await database.decision.count()).toBe(0);
});

describe("what cannot be recorded is refused and writes nothing", () => {
  test.each<[string, object, number]>([
    ["a stackup that there is not", { pair: "react-vs-nothing" }, 404],
    ["no stackup", { pair: "" }, 404],
    ["a slug that there is not", { pair: "", slug: "no-such" }, 404],
    ["a slug that is none", { slug: "../x" }, 400],
    ["nothing chosen", { chosen: "" }, 400],
    ["a tool that was not compared", { chosen: "angular" }, 400],
    ["a day that is none", { decidedOn: "yesterday" }, 400],
    ["a text that is too long", { reasons: "a".repeat(4001) }, 400],
    ["a body that is too large", { reasons: "a".repeat(70_000) }, 413],
    ["a stack of nobody", { stack: "no-such" }, 404],
  ])("%s", async (_, more, status) => {
    expect((await send(record, { ...form, ...more })).status).toBe(status);
    expect(await database.decision.count()).toBe(0);
  });

  test("a form goes back to its page with what was typed and what is wrong, until it is right", async () => {
    const answer = await send(record, { ...form, title: " ", revisitOn: "2026-02-01" }, cookie, true);
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/stackups/react-vs-vue/decide?refused=1"]);
    const draft = await getDecisionDraft(member, { pair: "react-vs-vue" });
    expect(draft).toMatchObject({
      typed: { context: "A form", chosen: "vue", "note-1": "Templates" },
      faults: { title: "Title: must not be empty.", revisitOn: expect.stringMatching(/after the day/) },
    });
    expect(await getDecisionDraft(await createMember(), { pair: "react-vs-vue" })).toBeNull();
    expect(await database.decision.count()).toBe(0);
    await send(record, form, cookie, true);
    expect(await database.decisionDraft.count()).toBe(0);
    const changed = { ...form, pair: "", slug: "which-interface" };
    const again = await send(record, { ...changed, stack: "no-such" }, cookie, true);
    expect(again.headers.get("Location")).toBe("/decisions/which-interface/edit?refused=1");
    expect((await getDecisionDraft(member, { slug: "which-interface" }))?.faults.stack).toMatch(/not one of yours/);
    await send(remove, { slug: "which-interface" });
    expect(await database.decisionDraft.count()).toBe(0);
  });

  test("a form for what is not there, or is another’s, has no page to go back to", async () => {
    expect((await send(record, { ...form, pair: "react-vs-nothing" }, cookie, true)).status).toBe(404);
    await send(record, form);
    const stranger = await signIn(await createMember());
    const refused = await send(record, { ...form, slug: "which-interface", title: "" }, stranger, true);
    expect([refused.status, await database.decisionDraft.count()]).toEqual([403, 0]);
  });

  test("nobody who is not signed in, and nobody from another site", async () => {
    expect((await send(record, form, "")).status).toBe(401);
    const body = new URLSearchParams(form);
    const headers = { Cookie: cookie, Origin: "https://example.net" };
    expect((await record(post("/api/decisions", { body }, headers))).status).toBe(403);
  });
});

test("somebody else’s decision can be neither changed nor deleted", async () => {
  await send(record, form);
  const stranger = await signIn(await createMember());
  expect((await send(record, { ...form, slug: "which-interface" }, stranger)).status).toBe(403);
  expect((await send(remove, { slug: "which-interface" }, stranger)).status).toBe(403);
  await send(record, { ...form, slug: "which-interface", visibility: "unlisted" });
  expect((await send(remove, { slug: "which-interface" }, stranger)).status).toBe(404);
  expect(await database.decision.count()).toBe(1);
});

test("the record and the feeds are answered as what they are", async () => {
  await send(record, form);
  const request = new Request("http://localhost/");
  const adr = (slug: string) => readAdr(request, { params: Promise.resolve({ slug }) });
  expect((await adr("which-interface")).headers.get("Content-Type")).toBe("text/markdown; charset=utf-8");
  expect((await adr("no-such")).status).toBe(404);
  const feed = (format: string, path?: string[]) => readFeed(request, { params: Promise.resolve({ format, path }) });
  const atom = await feed("atom");
  expect(atom.headers.get("Content-Type")).toBe("application/atom+xml; charset=utf-8");
  expect(await atom.text()).toContain("/decisions/which-interface");
  const json = await feed("json", ["layer-a", "category-a"]);
  expect(json.headers.get("Content-Type")).toBe("application/feed+json; charset=utf-8");
  expect((await json.json()).items).toHaveLength(1);
  for (const wrong of [feed("rss"), feed("atom", ["no-such"]), feed("atom", ["a", "b", "c", "d"])])
    expect((await wrong).status).toBe(404);
});
