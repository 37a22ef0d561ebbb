import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { DomainError } from "@/lib/errors";
import { mergeTools } from "@/lib/merges/mutations";
import { renameTool } from "@/lib/tools/addresses/mutations";
import { readToolDocuments } from "@/lib/tools/documents/mutations";
import { emptyDocument } from "@/lib/tools/documents/rules";
import { createTool as addTool, restoreTool, saveTool } from "@/lib/tools/documents/saving/mutations";
import type { ToolDocument } from "@/lib/tools/documents/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createPlace, createTools, toolId } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

const SOURCE = { url: "https://example.org/read", title: "A page that was read", checked: "2026-11-20" };
let editor = { id: "", name: "an editor" };

beforeEach(async () => {
  await emptyDatabase();
  editor = { id: await createMember(), name: "an-editor" };
  await createTools(
    { slug: "mesos", name: "Mesos", facts: { licence: "Apache-2.0" }, features: [{ name: "Scale", value: "many" }] },
    { slug: "rkt", aliases: ["rocket"] },
    { slug: "nomad" },
    { slug: "docker" },
  );
});

async function read(slug: string): Promise<ToolDocument> {
  const id = await toolId(slug);
  const document = (await readToolDocuments(database, [id])).get(id);
  if (!document) throw new Error(`no document of ${slug}`);
  return document;
}

async function save(slug: string, change: Partial<ToolDocument>, reason = "It is so") {
  const { revision: base } = await database.tool.findUniqueOrThrow({ where: { slug }, select: { revision: true } });
  return saveTool(database, { document: { ...(await read(slug)), ...change }, base, author: editor, reason });
}

async function refusal(work: Promise<unknown>): Promise<Pick<DomainError, "code" | "fields">> {
  return work.then(
    () => ({ code: "invalid" as const, fields: { nothing: "was refused" } }),
    ({ code, fields }: DomainError) => ({ code, fields }),
  );
}

const revisions = async (slug: string) =>
  database.revision.findMany({ where: { subject: "tool", subjectId: await toolId(slug) }, orderBy: { number: "asc" } });

/** A document with everything in it. */
const full = (document: ToolDocument): ToolDocument => ({
  ...document,
  name: "Apache Mesos",
  aliases: ["apache-mesos"],
  kind: "cluster manager",
  tagline: "Shares a cluster between frameworks",
  description: "In own words.",
  lifecycle: {
    state: "retired",
    since: "2025-08",
    note: "Its makers ended it.",
    successors: ["nomad"],
    source: SOURCE,
  },
  facts: {
    website: { value: "https://example.org", source: SOURCE },
    "first-release": { value: "2009", source: SOURCE },
  },
  features: [
    { name: "Scheduling", value: "two levels", source: SOURCE },
    { name: "Scale", value: "many", source: SOURCE },
  ],
  links: [{ label: "Docs", url: "https://example.org/docs" }],
  integrations: ["docker", "rkt"],
  alternatives: {
    pinned: [{ slug: "nomad", reason: "Does the same job" }],
    excluded: [{ slug: "rkt", reason: "Another kind" }],
  },
  logo: { set: "logos", icon: "docker-icon" },
});

describe("a slug that a tool had as its own", () => {
  const aliases = async (slug: string) => (await read(slug)).aliases;

  test("before a rename leads to it for ever; others may go", async () => {
    await renameTool(database, { slug: "rkt", to: "rkt-engine", author: editor, reason: "a better name" });
    expect(await aliases("rkt-engine")).toEqual(["rkt", "rocket"]);
    expect(await refusal(save("rkt-engine", { aliases: ["rocket"] }))).toEqual({
      code: "invalid",
      fields: { aliases: expect.stringMatching(/^rkt: .* leads here for ever/) },
    });
    expect(await aliases("rkt-engine")).toEqual(["rkt", "rocket"]);
    await save("rkt-engine", { aliases: ["rkt"] });
    expect(await aliases("rkt-engine")).toEqual(["rkt"]);
  });

  test("before a merge leads to the winner for ever, also when an older revision is restored", async () => {
    await save("nomad", { tagline: "Another line" });
    await mergeTools(database, { winner: "nomad", loser: "rkt", author: editor, reason: "the same tool" });
    expect(await aliases("nomad")).toEqual(["rkt", "rocket"]);
    expect(await refusal(save("nomad", { aliases: [] }))).toMatchObject({ code: "invalid" });
    const { revision: base } = await database.tool.findUniqueOrThrow({ where: { slug: "nomad" } });
    await restoreTool(database, { slug: "nomad", number: 1, base, author: editor });
    expect(await read("nomad")).toMatchObject({ aliases: ["rkt"], tagline: "Tagline of Nomad" });
  });
});

describe("saving", () => {
  test("makes the tool say what the document says, and the next reading gives that document", async () => {
    const wanted = full(await read("mesos"));
    const saved = await saveTool(database, { document: wanted, base: 0, author: editor, reason: "All of it" });
    expect(await read("mesos")).toEqual(wanted);
    expect(saved).toMatchObject({ slug: "mesos", revision: 2, others: expect.arrayContaining(["docker", "rkt"]) });
    const row = await database.tool.findUniqueOrThrow({ where: { slug: "mesos" } });
    expect(row).toMatchObject({ sortName: "apache mesos", revision: 2, checkedOn: new Date("2026-11-20T00:00:00Z") });
    expect(row.editedAt).not.toBeNull();
  });

  test("keeps what was before as the first revision, and names who changed it and why", async () => {
    const before = await read("mesos");
    await save("mesos", { tagline: "Another line" }, "A better line");
    expect(await revisions("mesos")).toMatchObject([
      { number: 1, author: "built-in catalog", content: before },
      {
        number: 2,
        authorId: editor.id,
        author: "an-editor",
        reason: "A better line",
        content: { tagline: "Another line" },
      },
    ]);
  });

  test("writes only what differs: what stays keeps its rows", async () => {
    const id = await toolId("mesos");
    const before = await database.feature.findMany({ where: { toolId: id } });
    expect((await save("mesos", { tagline: "Another line" })).changed).toEqual(["tagline"]);
    expect(await database.feature.findMany({ where: { toolId: id } })).toEqual(before);
  });

  test("without a change writes nothing", async () => {
    expect(await save("mesos", {})).toMatchObject({ revision: 0, changed: [], others: [] });
    expect(await revisions("mesos")).toEqual([]);
    expect(await database.tool.findUniqueOrThrow({ where: { slug: "mesos" } })).toMatchObject({ editedAt: null });
  });

  test("an integration is a change of both tools, and its end too", async () => {
    await save("mesos", { integrations: ["docker"] });
    expect((await read("docker")).integrations).toEqual(["mesos"]);
    expect(await revisions("docker")).toHaveLength(2);
    expect((await save("docker", { integrations: [] })).others).toEqual(["mesos"]);
    expect((await read("mesos")).integrations).toEqual([]);
    expect((await revisions("mesos")).at(-1)).toMatchObject({ number: 3, content: { integrations: [] } });
  });

  test("aliases name tools, and the document holds their own slugs", async () => {
    await save("mesos", { integrations: ["rocket"] });
    expect((await read("mesos")).integrations).toEqual(["rkt"]);
  });

  test("another lifecycle is news to followers, the same one is not", async () => {
    const { lifecycle } = await read("mesos");
    await save("mesos", { lifecycle: { ...lifecycle, note: "Still made." } });
    expect(await database.toolEvent.count()).toBe(0);
    await save("mesos", { lifecycle: { ...lifecycle, state: "archived", since: "2025" } });
    expect(await database.toolEvent.findMany()).toMatchObject([{ kind: "lifecycle", path: "/tools/mesos" }]);
  });

  test("fields that an editor wrote are no data set’s any more", async () => {
    const origins = { tagline: "cncf", "facts.website": "cncf", "facts.licence": "cncf", kind: "cncf" };
    await database.tool.update({ where: { slug: "mesos" }, data: { origins } });
    const { facts } = await read("mesos");
    await save("mesos", {
      tagline: "Another line",
      facts: { ...facts, website: { value: "https://example.org", source: SOURCE } },
    });
    const { origins: left } = await database.tool.findUniqueOrThrow({ where: { slug: "mesos" } });
    expect(left).toEqual({ "facts.licence": "cncf", kind: "cncf" });
  });

  test.each<[string, Partial<ToolDocument>, string]>([
    ["a function that there is not", { function: "layer-a/category-a/nowhere" }, "function"],
    ["an integration with nothing", { integrations: ["no-such-tool"] }, "integrations.0.slug"],
    ["an integration with itself", { integrations: ["docker", "mesos"] }, "integrations.1.slug"],
    ["an alias of another tool", { aliases: ["rocket"] }, "aliases.0.slug"],
    ["its own slug as an alias", { aliases: ["mesos"] }, "aliases.0.slug"],
    [
      "an alternative that is none",
      { alternatives: { pinned: [{ slug: "x", reason: "no reason" }], excluded: [] } },
      "alternatives.pinned.0.slug",
    ],
    ["a logo that nobody uploaded", { logo: { set: "uploaded", icon: "0".repeat(64) } }, "logo.icon"],
    ["a set that there is not", { logo: { set: "nowhere", icon: "docker" } }, "logo.icon"],
  ])("%s is refused at its field, and nothing is written", async (_, change, field) => {
    const before = await read("mesos");
    const { code, fields } = await refusal(save("mesos", { ...change, name: "Renamed" }));
    expect([code, Object.keys(fields)]).toEqual(["invalid", [field]]);
    expect(await read("mesos")).toEqual(before);
    expect(await database.revision.count()).toBe(0);
  });

  test("a tool that is gone or was taken off the site is missing", async () => {
    const document = { ...(await read("mesos")), name: "X" };
    const base = 0;
    const saving = { base, author: editor, reason: "It is so" };
    expect((await refusal(saveTool(database, { ...saving, document: { ...document, slug: "nothing" } }))).code).toBe(
      "missing",
    );
    await database.tool.update({ where: { slug: "mesos" }, data: { removedAt: new Date() } });
    expect((await refusal(saveTool(database, { ...saving, document }))).code).toBe("missing");
  });
});

describe("two editors on one tool", () => {
  test("the second is told, and what the first wrote stays", async () => {
    const document = await read("mesos");
    const saving = { base: 0, author: editor, reason: "It is so" };
    await saveTool(database, { ...saving, document: { ...document, tagline: "First line" } });
    expect(
      (await refusal(saveTool(database, { ...saving, document: { ...document, tagline: "Second line" } }))).code,
    ).toBe("conflict");
    expect((await read("mesos")).tagline).toBe("First line");
  });

  test("at the same moment one of them wins", async () => {
    const document = await read("mesos");
    const one = (tagline: string) =>
      saveTool(database, { document: { ...document, tagline }, base: 0, author: editor, reason: "It is so" });
    const ends = await Promise.all(
      ["Line one", "Line two", "Line three"].map((line) =>
        one(line).then(
          () => "saved",
          (error: DomainError) => error.code,
        ),
      ),
    );
    expect(ends.sort()).toEqual(["conflict", "conflict", "saved"]);
    expect(await revisions("mesos")).toHaveLength(2);
  });
});

describe("adding", () => {
  test("writes all of it with its first revision", async () => {
    await createPlace("layer-a/category-a/function-a");
    const document = { ...full(emptyDocument("new-tool")), function: "layer-a/category-a/function-a", aliases: [] };
    const saved = await addTool(database, { document, author: editor, reason: "It was missing" });
    expect(saved).toMatchObject({ slug: "new-tool", revision: 1, others: ["docker", "rkt"] });
    expect(await read("new-tool")).toEqual(document);
    expect(await revisions("new-tool")).toMatchObject([{ number: 1, reason: "It was missing" }]);
    expect((await read("docker")).integrations).toEqual(["new-tool"]);
  });

  test.each(["mesos", "rocket"])("under the slug %s, which leads somewhere, is refused", async (slug) => {
    const document = { ...full(emptyDocument(slug)), function: "layer-a/category-a/function-a" };
    expect(await refusal(addTool(database, { document, author: editor, reason: "Again" }))).toMatchObject({
      code: "invalid",
      fields: { slug: expect.stringContaining("leads to") },
    });
  });
});

describe("restoring", () => {
  const restore = async (slug: string, number: number) => {
    const { revision: base } = await database.tool.findUniqueOrThrow({ where: { slug } });
    return restoreTool(database, { slug, number, base, author: editor });
  };

  test("is a new revision that says so", async () => {
    const before = await read("mesos");
    await save("mesos", full(before));
    await restore("mesos", 1);
    expect(await read("mesos")).toEqual(before);
    expect((await revisions("mesos")).at(-1)).toMatchObject({ number: 3, reason: "Restored revision 1" });
  });

  test("of a revision that there is not is missing; on an older base it is a conflict", async () => {
    await save("mesos", { tagline: "Another line" });
    expect((await refusal(restore("mesos", 9))).code).toBe("missing");
    const stale = restoreTool(database, { slug: "mesos", number: 1, base: 1, author: editor });
    expect((await refusal(stale)).code).toBe("conflict");
  });

  test("keeps the slugs that a tool got since then", async () => {
    await save("mesos", { tagline: "Another line" });
    await database.toolSlug.create({ data: { slug: "apache-mesos", toolId: await toolId("mesos") } });
    await database.tool.update({ where: { slug: "mesos" }, data: { slug: "apache-mesos" } });
    await restore("apache-mesos", 1);
    expect((await read("apache-mesos")).aliases).toEqual(["mesos"]);
  });

  test("after any saves, each revision can be brought back as it was", { timeout: 120_000 }, async () => {
    const slugs = ["docker", "nomad", "rkt"];
    const change = fc.record(
      {
        tagline: fc.constantFrom("", "Line one", "Line two"),
        integrations: fc.uniqueArray(fc.constantFrom(...slugs)).map((list) => [...list].sort()),
        aliases: fc.uniqueArray(fc.constantFrom("one", "two")).map((list) => [...list].sort()),
        features: fc.uniqueArray(
          fc.record({
            name: fc.constantFrom("Scale", "Speed", "Size"),
            value: fc.constantFrom("much", "little"),
            source: fc.constant(SOURCE),
          }),
          { selector: (feature) => feature.name },
        ),
        facts: fc.record(
          {
            website: fc.constant({ value: "https://example.org", source: SOURCE }),
            licence: fc.constantFrom({ value: "MIT", source: SOURCE }, { value: "0BSD", source: SOURCE }),
          },
          { requiredKeys: [] },
        ),
        logo: fc.constantFrom(null, { set: "logos", icon: "react" }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), fc.nat(), async (changes, pick) => {
        for (const one of changes) await save("mesos", one);
        const all = await revisions("mesos");
        const chosen = all[pick % Math.max(1, all.length)];
        if (!chosen) return;
        await restore("mesos", chosen.number);
        expect(await read("mesos")).toEqual(chosen.content);
      }),
      { numRuns: 12 },
    );
  });
});
