import { beforeEach, describe, expect, test } from "vitest";
import type { DomainError } from "@/lib/errors";
import { approveSuggestion, declineSuggestion, suggestEdit } from "@/lib/suggestions/mutations";
import { listOwnSuggestions, listWaitingSuggestions } from "@/lib/suggestions/queries";
import { WAITING_MAX } from "@/lib/suggestions/schema";
import { readToolDocuments } from "@/lib/tools/documents/mutations";
import { saveTool } from "@/lib/tools/documents/saving/mutations";
import type { ToolDocument } from "@/lib/tools/documents/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools, toolId } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";
import { recordQueries } from "@/tests/support/record-queries";

let member = "";
let editor = { id: "", name: "an-editor" };

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "mesos", name: "Mesos" }, { slug: "nomad" });
  member = await createMember();
  editor = { id: await createMember(), name: "an-editor" };
});

async function read(slug = "mesos"): Promise<ToolDocument> {
  const id = await toolId(slug);
  const document = (await readToolDocuments(database, [id])).get(id);
  if (!document) throw new Error(`no document of ${slug}`);
  return document;
}

async function suggest(change: Partial<ToolDocument>, reason = "It is so"): Promise<number> {
  const { revision: base } = await database.tool.findUniqueOrThrow({ where: { slug: "mesos" } });
  const content = { ...(await read()), ...change };
  return suggestEdit(database, { memberId: member, subject: "tool", key: "mesos", base, content, reason });
}

async function edit(change: Partial<ToolDocument>): Promise<void> {
  const { revision: base } = await database.tool.findUniqueOrThrow({ where: { slug: "mesos" } });
  await saveTool(database, { document: { ...(await read()), ...change }, base, author: editor, reason: "An edit" });
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: DomainError) => error.code,
  );
}

const newest = async () =>
  database.revision.findFirstOrThrow({
    where: { subject: "tool", subjectId: await toolId("mesos") },
    orderBy: { number: "desc" },
  });

describe("a suggestion", () => {
  test("changes nothing while it waits, and is shown with what it would change", async () => {
    const before = await read();
    const id = await suggest({ tagline: "A better line" }, "The line was dull");
    expect(await read()).toEqual(before);
    const [item] = await listWaitingSuggestions();
    expect(item).toMatchObject({
      id,
      about: { name: "Mesos", path: "/tools/mesos" },
      reason: "The line was dull",
      contested: [],
    });
    expect(item?.differences.map((difference) => difference.label)).toEqual(["Tagline"]);
  });

  test("that is approved is the tool, by its member; the reason names the editor", async () => {
    const id = await suggest({ tagline: "A better line" }, "The line was dull");
    const { saved } = await approveSuggestion(database, { id, editor });
    expect(saved).toMatchObject({ slug: "mesos", changed: ["tagline"] });
    expect((await read()).tagline).toBe("A better line");
    expect(await newest()).toMatchObject({
      authorId: member,
      reason: "The line was dull (suggested; approved by an-editor)",
    });
    expect(await listWaitingSuggestions()).toEqual([]);
    expect(await listOwnSuggestions(member)).toMatchObject([
      { id, status: "approved", differences: [{ label: "Tagline" }] },
    ]);
  });

  test("that is changed first is the tool as it was changed", async () => {
    const id = await suggest({ tagline: "A better line" });
    const content = { ...(await read()), tagline: "The best line" };
    await approveSuggestion(database, { id, editor, changed: { content, base: 0, reason: "A better line still" } });
    expect((await read()).tagline).toBe("The best line");
    expect(await newest()).toMatchObject({
      authorId: member,
      reason: "A better line still (suggested; changed and approved by an-editor)",
    });
  });

  test("that is declined says why to its member, and needs a reason", async () => {
    const id = await suggest({ tagline: "A better line" });
    expect(await refusal(declineSuggestion(database, { id, editorId: editor.id, answer: "" }))).toBe("invalid");
    await declineSuggestion(database, { id, editorId: editor.id, answer: "It says less than before" });
    expect(await listOwnSuggestions(member)).toMatchObject([
      { status: "declined", answer: "It says less than before" },
    ]);
    expect(await listOwnSuggestions(editor.id)).toEqual([]);
  });

  test("is decided once, whoever is faster", async () => {
    const id = await suggest({ tagline: "A better line" });
    const ends = await Promise.all([
      refusal(approveSuggestion(database, { id, editor })),
      refusal(declineSuggestion(database, { id, editorId: editor.id, answer: "It says less" })),
      refusal(approveSuggestion(database, { id, editor })),
    ]);
    expect(ends.sort()).toEqual(["conflict", "conflict", "done"]);
  });

  test("on an older revision is taken beside what changed since, unless both changed one part", async () => {
    const apart = await suggest({ tagline: "A better line" });
    const same = await suggest({ kind: "scheduler" });
    await edit({ kind: "cluster manager" });
    expect(await refusal(approveSuggestion(database, { id: same, editor }))).toBe("conflict");
    expect((await listWaitingSuggestions()).map((item) => item.contested)).toEqual([[], ["Kind"]]);
    await approveSuggestion(database, { id: apart, editor });
    expect(await read()).toMatchObject({ tagline: "A better line", kind: "cluster manager" });
  });

  test("that breaks a rule today is refused and waits on", async () => {
    const id = await suggest({ integrations: ["nomad"] });
    await database.suggestion.update({ where: { id }, data: { content: { ...(await read()), name: "" } } });
    expect(await refusal(approveSuggestion(database, { id, editor }))).toBe("invalid");
    expect(await listWaitingSuggestions()).toHaveLength(1);
  });

  test("costs the queue no queries of its own: twelve are read with as many as two", async () => {
    const slugs = Array.from({ length: 6 }, (_, nr) => `tool-${nr}`);
    await createTools(...slugs.map((slug) => ({ slug })));
    const document = {
      summary: "A summary that is long enough to say what the difference comes to.",
      claims: [],
      choices: ["you need it fast", "you need it kept"],
      neither: null,
    };
    const look = () => recordQueries(listWaitingSuggestions);
    const add = async (slug: string) => {
      const one = { memberId: await createMember(), base: 0, reason: "It is so" };
      await suggestEdit(database, { ...one, subject: "tool", key: slug, content: await read(slug) });
      const pair = ["mesos", slug];
      await suggestEdit(database, {
        ...{ ...one, subject: "stackup", key: pair.join("-vs-") },
        content: { ...document, tools: pair },
      });
    };
    await add("tool-0");
    // Another revision than the suggestion was made on is read as well.
    await edit({ kind: "cluster manager" });
    await suggest({ tagline: "A better line" });
    await edit({ kind: "scheduler" });
    const few = await look();
    expect(few.result).toHaveLength(3);
    for (const slug of slugs.slice(1)) await add(slug);
    const many = await look();
    expect(many.result).toHaveLength(13);
    expect(many.result.filter(({ subject }) => subject === "stackup").map(({ about }) => about?.name)[5]).toBe(
      "Mesos vs Tool 5",
    );
    expect(many.queries.length).toBe(few.queries.length);
    expect(many.queries.length).toBeLessThanOrEqual(6);
  });

  test("about a tool that is gone is missing; too many at once are refused", async () => {
    const content = await read();
    const one = { memberId: member, subject: "tool" as const, base: 0, content, reason: "It is so" };
    expect(await refusal(suggestEdit(database, { ...one, key: "nothing" }))).toBe("missing");
    const ends = await Promise.all(
      Array.from({ length: WAITING_MAX + 2 }, () => refusal(suggestEdit(database, { ...one, key: "mesos" }))),
    );
    expect(ends.filter((end) => end === "done")).toHaveLength(WAITING_MAX);
    expect(ends.filter((end) => end === "conflict")).toHaveLength(2);
  });
});
