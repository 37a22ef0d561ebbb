import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Prisma } from "@/lib/generated/prisma/client";
import { CATALOG_AUTHOR } from "@/lib/revisions/schema";
import { keepFirstRevision, readToolDocuments, recordTools } from "@/lib/tools/documents/mutations";
import { toolDocumentSchema } from "@/lib/tools/documents/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createChoice, createIntegration, createTools, toolId } from "@/tests/support/fixtures";

beforeEach(emptyDatabase);

const source = { url: "https://example.org/source-a", title: "Source A", checked: "2026-01-15" };
const news = { author: CATALOG_AUTHOR, reason: "Why" };
const inOne = <Result>(work: (tx: Prisma.TransactionClient) => Promise<Result>) => database.$transaction(work);
const read = (...ids: number[]) => inOne((tx) => readToolDocuments(tx, ids));
const rename = (slug: string, name: string) =>
  database.tool.update({ where: { slug }, data: { name, sortName: name.toLowerCase() } });

describe("readToolDocuments", () => {
  test("gives all that editors may change about a tool, as its schema says", async () => {
    await createTools(
      {
        slug: "tool-a",
        aliases: ["zeta", "alpha"],
        kind: "database",
        tagline: "Keeps rows",
        place: "layer-a/category-a/function-b",
        lifecycle: { state: "feature_complete", since: "2024-02", note: "Only repairs from here on." },
        facts: { first_release: "2009", licence: "MIT" },
        features: [
          { name: "Storage", value: "Rows" },
          { name: "Consensus", value: "Raft" },
        ],
        links: [{ label: "Docs", url: "https://example.org/docs" }],
        logo: { set: "simple", icon: "toola" },
      },
      { slug: "tool-b" },
      { slug: "tool-c" },
      { slug: "tool-d" },
    );
    await createIntegration("tool-c", "tool-a");
    await createIntegration("tool-a", "tool-b");
    await createChoice("tool-a", "tool-d", "excluded", 0);
    await createChoice("tool-a", "tool-c", "pinned", 1);
    const id = await toolId("tool-a");
    await database.toolSuccessor.create({ data: { toolId: id, successorId: await toolId("tool-b"), position: 0 } });
    const document = (await read(id)).get(id);
    expect(document).toEqual({
      slug: "tool-a",
      name: "Tool A",
      aliases: ["alpha", "zeta"],
      function: "layer-a/category-a/function-b",
      kind: "database",
      tagline: "Keeps rows",
      description: "Description of Tool A.",
      lifecycle: {
        state: "feature-complete",
        since: "2024-02",
        note: "Only repairs from here on.",
        successors: ["tool-b"],
        source,
      },
      facts: { licence: { value: "MIT", source }, "first-release": { value: "2009", source } },
      features: [
        { name: "Storage", value: "Rows", source },
        { name: "Consensus", value: "Raft", source },
      ],
      links: [{ label: "Docs", url: "https://example.org/docs" }],
      integrations: ["tool-b", "tool-c"],
      alternatives: {
        pinned: [{ slug: "tool-c", reason: "pinned for tool-a" }],
        excluded: [{ slug: "tool-d", reason: "excluded for tool-a" }],
      },
      logo: { set: "simple", icon: "toola" },
    });
    expect(toolDocumentSchema.safeParse(document).error).toBeUndefined();
  });

  test("a tool that nobody has checked has no source", async () => {
    const ids = await createTools({ slug: "tool-a" });
    const id = ids["tool-a"] ?? 0;
    await database.tool.update({ where: { id }, data: { lifecycleState: "unknown", lifecycleSourceId: null } });
    expect((await read(id)).get(id)?.lifecycle).toEqual({
      state: "unknown",
      since: null,
      note: null,
      successors: [],
      source: null,
    });
  });

  test("passes over ids of no tool", async () => {
    const ids = await createTools({ slug: "tool-a" });
    expect([...(await read(0, ids["tool-a"] ?? 0, 999)).keys()]).toEqual([ids["tool-a"]]);
    expect(await read()).toEqual(new Map());
  });
});

describe("recordTools", () => {
  test("writes a revision of each tool that changed and passes over the rest, whatever order jsonb keeps", async () => {
    const ids = await createTools({ slug: "tool-a", facts: { licence: "MIT", language: "Go" } }, { slug: "tool-b" });
    const all = Object.values(ids);
    expect(await inOne((tx) => recordTools(tx, [...all, ...all], news))).toBe(2);
    expect(await inOne((tx) => recordTools(tx, all, news))).toBe(0);
    await rename("tool-b", "Other");
    expect(await inOne((tx) => recordTools(tx, all, { ...news, reason: "Renamed", effects: { moved: 1 } }))).toBe(1);
    const rows = await database.revision.findMany({
      orderBy: { id: "asc" },
      select: { subjectId: true, toolId: true, number: true, reason: true, effects: true },
    });
    const [a, b] = [ids["tool-a"], ids["tool-b"]];
    expect(rows).toEqual([
      { subjectId: a, toolId: a, number: 1, reason: "Why", effects: null },
      { subjectId: b, toolId: b, number: 1, reason: "Why", effects: null },
      { subjectId: b, toolId: b, number: 2, reason: "Renamed", effects: { moved: 1 } },
    ]);
  });

  test("what a change went back to is a revision again", async () => {
    const ids = await createTools({ slug: "tool-a" });
    for (const name of ["Tool A", "Other", "Tool A"]) {
      await rename("tool-a", name);
      await inOne((tx) => recordTools(tx, Object.values(ids), news));
    }
    const rows = await database.revision.findMany({ orderBy: { number: "asc" }, select: { content: true } });
    expect(rows.map(({ content }) => toolDocumentSchema.parse(content).name)).toEqual(["Tool A", "Other", "Tool A"]);
  });

  test("whatever the texts, the newest revision is the document as it stands, and once more changes nothing", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((part) => !part.includes("\0"));
    await fc.assert(
      fc.asyncProperty(text, fc.uniqueArray(text, { maxLength: 4 }), async (description, names) => {
        await emptyDatabase();
        const ids = await createTools({ slug: "tool-a", features: names.map((name) => ({ name, value: name })) });
        const id = ids["tool-a"] ?? 0;
        await database.tool.update({ where: { id }, data: { description } });
        expect(await inOne((tx) => recordTools(tx, [id], news))).toBe(1);
        expect(await inOne((tx) => recordTools(tx, [id], news))).toBe(0);
        const { content } = await database.revision.findFirstOrThrow();
        expect(content).toEqual((await read(id)).get(id));
      }),
      { numRuns: 15 },
    );
  });
});

describe("keepFirstRevision", () => {
  test("gives tools without a history their first revision, and others none", async () => {
    const ids = await createTools({ slug: "tool-a" }, { slug: "tool-b" });
    const all = Object.values(ids);
    await inOne((tx) => recordTools(tx, [ids["tool-a"] ?? 0], news));
    await rename("tool-a", "Other");
    await inOne((tx) => keepFirstRevision(tx, all));
    await inOne((tx) => keepFirstRevision(tx, all));
    const rows = await database.revision.findMany({ select: { toolId: true, number: true, author: true } });
    expect(rows).toEqual([
      { toolId: ids["tool-a"], number: 1, author: "built-in catalog" },
      { toolId: ids["tool-b"], number: 1, author: "built-in catalog" },
    ]);
  });
});
