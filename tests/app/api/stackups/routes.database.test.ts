import { beforeEach, describe, expect, test } from "vitest";
import { POST as edit } from "@/app/api/stackups/edit/route";
import { POST as merge } from "@/app/api/stackups/merge/route";
import { POST as remove } from "@/app/api/stackups/remove/route";
import { POST as suggest } from "@/app/api/stackups/suggest/route";
import { POST as decide } from "@/app/api/suggestions/decide/route";
import { site } from "@/lib/site";
import { getStackupForm } from "@/lib/stackups/documents/forms/queries";
import { getEditedStackup } from "@/lib/stackups/documents/queries";
import { listWaitingSuggestions } from "@/lib/suggestions/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStackup, createTools } from "@/tests/support/fixtures";
import { createWriter, post as send } from "@/tests/support/members";
import { takeCleared } from "@/tests/support/next-cache";

const PAIR = "mesos-vs-nomad";
const SUMMARY = "Both place work on machines; what tells them apart is who decides where it goes.";
const asForm = { Accept: "text/html" };

/** The fields of a form that is right, as a browser sends them. */
function fields(change: Record<string, string> = {}): Record<string, string> {
  const source = (place: number) => ({
    [`claims.0.cells.${place}.text`]: `what holds for tool ${place}`,
    [`claims.0.cells.${place}.url`]: `https://example.org/${place}`,
    [`claims.0.cells.${place}.title`]: `Page ${place}`,
    [`claims.0.cells.${place}.checked`]: "2026-02-01",
  });
  return {
    ...{ pair: PAIR, base: "0", do: "save", reason: "Nobody had written it", summary: SUMMARY },
    ...{ "claims.0.topic": "Scheduling", ...source(0), ...source(1) },
    ...{ "choices.0": "frameworks bring their own", "choices.1": "one binary is enough", neither: "" },
    ...change,
  };
}

const post = (sent: Record<string, string>, headers: Record<string, string> = {}) =>
  send("/api/stackups", { body: new URLSearchParams(sent) }, headers);

function goesTo(response: Response): string {
  expect(response.status).toBe(303);
  const place = new URL(response.headers.get("Location") ?? "", site.url);
  return `${place.pathname}${place.search}${place.hash}`;
}

/** All that a write could have left: what readers see, its history, what waits. */
const written = async () => ({
  document: (await getEditedStackup(PAIR))?.document ?? null,
  sources: await database.source.count(),
  revisions: await database.revision.count(),
  suggestions: await database.suggestion.count(),
  events: await database.toolEvent.count(),
});

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "mesos", aliases: ["apache-mesos"] }, { slug: "nomad" });
  takeCleared();
});

describe.each([
  ["edit", edit, fields(), "editors"],
  ["suggest", suggest, fields(), "members"],
  ["merge", merge, { pair: PAIR, base: "1", mode: "edit" }, "members"],
  ["remove", remove, { pair: PAIR, base: "1", reason: "It is wrong", do: "remove" }, "editors"],
] as const)("%s", (_, route, sent, whose) => {
  test("answers 401 to visitors, 403 to other sites and to who may not, and writes nothing then", async () => {
    const before = await written();
    const { headers } = await createWriter({ role: "editor" });
    expect((await route(post(sent))).status).toBe(401);
    expect((await route(post(sent, { ...headers, Origin: "https://example.org" }))).status).toBe(403);
    const answer = await route(post(sent, (await createWriter()).headers));
    if (whose === "editors") {
      expect(answer.status).toBe(403);
      expect(await written()).toEqual(before);
      expect(await database.editDraft.count()).toBe(0);
    } else expect([401, 403]).not.toContain(answer.status);
    expect(takeCleared()).toEqual([]);
  });

  test("knows no stackup of tools that are not there", async () => {
    const { headers } = await createWriter({ role: "editor" });
    const answer = await route(post({ ...sent, pair: "mesos-vs-none" }, headers));
    expect([answer.status, (await answer.json()).title]).toEqual([404, expect.stringMatching(/\S/)]);
  });

  test("refuses fields that no form sends, with 400", async () => {
    const { headers } = await createWriter({ role: "editor" });
    const wrong = { ...sent, pair: "x".repeat(301) };
    expect((await route(post(wrong, headers))).status).toBe(400);
    expect((await route(send("/api/stackups", { body: "{" }, headers))).status).toBe(400);
  });
});

describe("an editor", () => {
  test("saves what is right: the page, the list and the history are cleared, and no draft is left", async () => {
    const { id, headers } = await createWriter({ role: "editor" });
    await edit(post(fields({ do: "keep" }), headers));
    expect(await database.editDraft.count({ where: { memberId: id } })).toBe(1);
    expect(takeCleared()).toEqual([]);
    const saved = await edit(post(fields({ pair: "nomad-vs-apache-mesos" }), headers));
    expect([saved.status, await saved.json()]).toEqual([200, { slug: PAIR, revision: 1, isChanged: true }]);
    expect(takeCleared().sort()).toEqual([`stackup:${PAIR}`, "stackups"].sort());
    expect((await getEditedStackup(PAIR))?.document.summary).toBe(SUMMARY);
    expect(await database.editDraft.count()).toBe(0);
  });

  test.each<[string, Record<string, string>, string, RegExp]>([
    ["no reason", { reason: "" }, "reason", /at least 5/],
    ["a short summary", { summary: "Short." }, "summary", /At least 40/],
    ["no source", { "claims.0.cells.1.url": "" }, "claims.0.cells.1.url", /missing/],
    ["a source that is no address", { "claims.0.cells.1.url": "javascript:alert(1)" }, "claims.0.cells.1.url", /./],
    ["a day that is none", { "claims.0.cells.0.checked": "2026-02-31" }, "claims.0.cells.0.checked", /./],
    ["no topic", { "claims.0.topic": "" }, "claims.0.topic", /missing/],
    ["no choice", { "choices.1": "" }, "choices.1", /missing/],
  ])(
    "is told of %s by its field; nothing of it is published, and what was typed is kept",
    async (_, change, field, why) => {
      const { id, headers } = await createWriter({ role: "editor" });
      const before = await written();
      const answer = await edit(post(fields(change), headers));
      expect(answer.status).toBe(400);
      expect((await answer.json()).fields).toMatchObject({ [field]: expect.stringMatching(why) });
      expect(goesTo(await edit(post(fields(change), { ...headers, ...asForm })))).toBe(
        `/admin/stackups/${PAIR}/edit#form`,
      );
      expect(await written()).toEqual(before);
      expect(takeCleared()).toEqual([]);
      const { form } = await getStackupForm(id, PAIR, ["mesos", "nomad"], {});
      expect(form.faults).toMatchObject({ [field]: expect.stringMatching(why) });
      expect(form.typed.choices[0]).toBe("frameworks bring their own");
    },
  );

  test("who was slower gets 409, or both versions side by side; one version of both is a draft and then the page", async () => {
    const [one, other] = [await createWriter({ role: "editor" }), await createWriter({ role: "editor" })];
    await edit(post(fields(), one.headers));
    const late = { "choices.1": "another word on it", reason: "A word more" };
    const before = await written();
    expect((await edit(post(fields(late), other.headers))).status).toBe(409);
    expect(goesTo(await edit(post(fields(late), { ...other.headers, ...asForm })))).toBe(
      `/admin/stackups/${PAIR}/edit`,
    );
    expect(await written()).toEqual(before);
    const opened = await getStackupForm(other.id, PAIR, ["mesos", "nomad"], {});
    expect(opened.conflict?.yours.choices).toEqual(["frameworks bring their own", "another word on it"]);
    takeCleared();
    const choose = (choices: object) => merge(send("/api/stackups/merge", { json: choices }, other.headers));
    const asked = { pair: PAIR, base: 1, mode: "edit" };
    expect((await choose(asked)).status).toBe(400);
    expect((await choose({ ...asked, "choice:choice1": "yours" })).status).toBe(200);
    expect(takeCleared()).toEqual([]);
    expect((await getStackupForm(other.id, PAIR, ["mesos", "nomad"], {})).form).toMatchObject({
      base: 1,
      reason: "A word more",
      typed: { choices: ["frameworks bring their own", "another word on it"] },
    });
    expect((await edit(post(fields({ ...late, base: "1" }), other.headers))).status).toBe(200);
    expect((await getEditedStackup(PAIR))?.document.choices[1]).toBe("another word on it");
  });

  test("takes differences off the site and brings them back, once each and on the newest revision", async () => {
    const { headers } = await createWriter({ role: "editor" });
    await edit(post(fields(), headers));
    takeCleared();
    const ask = (wish: string, base: number) =>
      remove(send("/api/stackups/remove", { json: { pair: PAIR, base, reason: "It is wrong", do: wish } }, headers));
    expect((await ask("remove", 7)).status).toBe(409);
    expect(takeCleared()).toEqual([]);
    expect((await ask("remove", 1)).status).toBe(200);
    expect(takeCleared()).toEqual([`stackup:${PAIR}`, "stackups"]);
    expect((await getEditedStackup(PAIR))?.isRemoved).toBe(true);
    expect((await ask("remove", 2)).status).toBe(200);
    expect(takeCleared()).toEqual([]);
    expect((await ask("bring-back", 2)).status).toBe(200);
    expect((await getEditedStackup(PAIR))?.isRemoved).toBe(false);
  });
});

describe("a suggestion", () => {
  const approve = (id: number, headers: Record<string, string>) =>
    decide(send("/api/suggestions/decide", { json: { suggestion: id, decision: "approve" } }, headers));
  const suggestOne = async (change: Record<string, string> = {}) => {
    const { id, headers } = await createWriter();
    const answer = await suggest(post(fields(change), headers));
    return { memberId: id, id: Number((await answer.json()).id), status: answer.status };
  };

  test("changes nothing until it is approved, and then clears what shows it", async () => {
    const { id, memberId, status } = await suggestOne();
    expect(status).toBe(200);
    expect(takeCleared()).toEqual([]);
    expect(await getEditedStackup(PAIR)).toBeNull();
    expect((await approve(id, (await createWriter({ role: "editor" })).headers)).status).toBe(200);
    expect(takeCleared()).toEqual([`stackup:${PAIR}`, "stackups"]);
    expect(await database.revision.findFirstOrThrow()).toMatchObject({ authorId: memberId, number: 1 });
  });

  test("that is not right is told by its fields and kept as the member's draft", async () => {
    const { id, headers } = await createWriter();
    const answer = await suggest(post(fields({ summary: "" }), headers));
    expect([answer.status, (await answer.json()).fields]).toEqual([400, { summary: "This is missing." }]);
    expect(await database.suggestion.count()).toBe(0);
    expect(await database.editDraft.count({ where: { memberId: id } })).toBe(1);
  });

  test("of what nobody had written, while another was approved: side by side, and nothing is lost", async () => {
    const [first, second] = [await suggestOne(), await suggestOne({ "choices.1": "another word on it" })];
    const editor = await createWriter({ role: "editor" });
    await approve(first.id, editor.headers);
    const [waiting] = await listWaitingSuggestions();
    expect(waiting).toMatchObject({ id: second.id, key: PAIR, contested: ["Choose it if"] });
    const before = await written();
    expect((await approve(second.id, editor.headers)).status).toBe(409);
    const form = `/admin/stackups/${PAIR}/edit?suggestion=${second.id}`;
    expect(goesTo(await approve(second.id, { ...editor.headers, ...asForm }))).toBe(form);
    expect(await written()).toEqual(before);
    const tools = ["mesos", "nomad"];
    const opened = await getStackupForm(editor.id, PAIR, tools, { suggestion: second.id });
    expect(opened.conflict).toMatchObject({
      before: null,
      theirs: { choices: ["frameworks bring their own", "one binary is enough"] },
      yours: { choices: ["frameworks bring their own", "another word on it"] },
    });
    const chosen = { pair: PAIR, base: 1, mode: "edit", suggestion: second.id, "choice:choice1": "yours" };
    expect((await merge(send("/api/stackups/merge", { json: chosen }, editor.headers))).status).toBe(200);
    const changed = { "choices.1": "another word on it", base: "1", suggestion: String(second.id) };
    expect((await edit(post(fields(changed), editor.headers))).status).toBe(200);
    expect((await getEditedStackup(PAIR))?.document.choices[1]).toBe("another word on it");
    expect(await database.suggestion.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({
      status: "approved",
    });
    expect(await listWaitingSuggestions()).toEqual([]);
  });

  test("of what the catalog had written is taken beside what changed since", async () => {
    await createStackup({ tools: ["mesos", "nomad"] });
    await database.stackup.updateMany({ data: { summary: SUMMARY } });
    const standing = (await getEditedStackup(PAIR))?.document;
    const [cell] = standing?.claims[0]?.cells ?? [];
    const as = (change: Record<string, string>) =>
      Object.assign(
        { "claims.0.topic": "Topic A" },
        ...[0, 1].map((place) => ({
          [`claims.0.cells.${place}.text`]: `Topic A of ${place === 0 ? "mesos" : "nomad"}`,
          [`claims.0.cells.${place}.url`]: cell?.source.url ?? "",
          [`claims.0.cells.${place}.title`]: cell?.source.title ?? "",
          [`claims.0.cells.${place}.checked`]: cell?.source.checked ?? "",
          [`choices.${place}`]: `you want ${place === 0 ? "mesos" : "nomad"}`,
        })),
        change,
      );
    const { id } = await suggestOne(as({ "choices.1": "another word on it" }));
    const editor = await createWriter({ role: "editor" });
    const longer = `${SUMMARY} And more.`;
    expect((await edit(post(fields(as({ summary: longer })), editor.headers))).status).toBe(200);
    expect((await listWaitingSuggestions())[0]?.contested).toEqual([]);
    expect((await approve(id, editor.headers)).status).toBe(200);
    expect((await getEditedStackup(PAIR))?.document).toMatchObject({
      summary: longer,
      choices: ["you want mesos", "another word on it"],
    });
  });
});
