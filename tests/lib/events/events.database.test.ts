import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadCatalog } from "@/lib/catalog/mutations";
import type { Catalog } from "@/lib/catalog/rules";
import { recordStatement } from "@/lib/events/mutations";
import { listEventsFor } from "@/lib/events/queries";
import { eventCursorSchema, type ToolEventKind, toolEventKinds } from "@/lib/events/schema";
import { setFollow } from "@/lib/follows/mutations";
import { deleteMember } from "@/lib/members/mutations";
import { readCatalog } from "@/prisma/read-catalog";
import { database } from "@/tests/support/database";
import { createMember, createVotedTool } from "@/tests/support/members";

const TOOLS = ["apache-mesos", "nomad", "rkt"];

const starRow = (slug: string, date: string, stars: number) => ({
  slug,
  repository: `x/${slug}`,
  date,
  stars,
  forks: 10,
});

/** The catalog with these tools only. */
function cutDown(catalog: Catalog, slugs: string[]): Catalog {
  const isKept = (slug: string) => slugs.includes(slug);
  const cut = structuredClone(catalog);
  cut.tools = cut.tools.filter(({ content }) => isKept(content.slug));
  for (const { content } of cut.tools) {
    content.lifecycle.successors = content.lifecycle.successors.filter(isKept);
    content.alternatives.pinned = content.alternatives.pinned.filter(({ slug }) => isKept(slug));
    content.alternatives.excluded = content.alternatives.excluded.filter(({ slug }) => isKept(slug));
  }
  cut.stackups = cut.stackups.filter(({ content }) => content.tools.every(isKept));
  cut.logos.content = {};
  cut.figures.content.figures = cut.figures.content.figures.filter(({ tool }) => isKept(tool));
  cut.stars.content = [100, 110].flatMap((stars, month) =>
    ["nomad", "rkt"].map((slug) => starRow(slug, `2026-0${month + 1}-01`, stars * 100)),
  );
  return cut;
}

describe("what the catalog's loader records", () => {
  const first = cutDown(readCatalog(path.resolve(import.meta.dirname, "../../../prisma/catalog")), TOOLS);
  const held = first.stackups.pop();
  let round = 0;

  function changed(change: (catalog: Catalog) => void): Catalog {
    const catalog = structuredClone(first);
    round += 1;
    change(catalog);
    return catalog;
  }
  function editTool(catalog: Catalog, slug: string, edit: (tool: Catalog["tools"][number]["content"]) => void): void {
    const entry = catalog.tools.find(({ content }) => content.slug === slug);
    if (!entry) throw new Error(`no ${slug}`);
    edit(entry.content);
    entry.hash = `round ${round}`;
  }
  async function takeEvents(...kinds: ToolEventKind[]) {
    const events = await database.toolEvent.findMany({
      where: { kind: { in: kinds } },
      orderBy: [{ kind: "asc" }, { path: "asc" }, { toolId: "asc" }],
      select: { kind: true, text: true, path: true, tool: { select: { slug: true } } },
    });
    await database.toolEvent.deleteMany();
    return events.map(({ tool, ...event }) => ({ ...event, tool: tool.slug }));
  }

  beforeAll(async () => {
    await loadCatalog(database, first);
  });

  test("nothing on the first load, nor when nothing changed", async () => {
    expect(await database.toolEvent.count()).toBe(0);
    await loadCatalog(database, first);
    expect(await database.toolEvent.count()).toBe(0);
  });

  test("another lifecycle, once", async () => {
    const next = changed((catalog) =>
      editTool(catalog, "nomad", (tool) => {
        tool.lifecycle.state = "retired";
        tool.lifecycle.since = "2026-04-01";
      }),
    );
    await loadCatalog(database, next);
    await loadCatalog(database, next);
    expect(await takeEvents(...toolEventKinds)).toEqual([
      {
        kind: "lifecycle",
        text: expect.stringMatching(/^Now retired, 1 Apr 2026; before: /),
        path: "/tools/nomad",
        tool: "nomad",
      },
    ]);
  });

  test("a new stackup, once for each of its tools", async () => {
    if (!held) throw new Error("the catalog has no stackup");
    const next = changed((catalog) => catalog.stackups.push(structuredClone(held)));
    await loadCatalog(database, next);
    const slug = held.content.tools.join("-vs-");
    const events = await takeEvents("stackup");
    expect(events.map(({ kind, path: place, tool }) => [kind, place, tool]).sort()).toEqual(
      held.content.tools.map((tool) => ["stackup", `/stackups/${slug}`, tool]).sort(),
    );
    for (const entry of next.stackups) entry.hash = "all again";
    await loadCatalog(database, next);
    expect(await takeEvents("stackup")).toEqual([]);
  });

  test("a newer star figure that moved by more than a fifth, once; a smaller move not", async () => {
    const next = changed((catalog) => {
      catalog.stars.content.push(starRow("nomad", "2026-10-01", 16_500), starRow("rkt", "2026-10-01", 12_100));
      catalog.stars.hash = `round ${round}`;
    });
    await loadCatalog(database, next);
    expect(await takeEvents("figure")).toEqual([
      {
        kind: "figure",
        text: "GitHub stars: 16,500 as of 1 Oct 2026, 50 % more than 11,000 as of 1 Feb 2026.",
        path: "/tools/nomad",
        tool: "nomad",
      },
    ]);
    for (const entry of next.tools) entry.hash = "again";
    await loadCatalog(database, next);
    expect(await takeEvents("figure")).toEqual([]);
  });

  test("a new statement of the catalog; what members wrote is left alone", async () => {
    const authorId = await createMember();
    const { id: toolId } = await database.tool.findUniqueOrThrow({ where: { slug: "rkt" }, select: { id: true } });
    const words = { kind: "pro" as const, text: "Mine", textKey: "mine" };
    const own = await database.statement.create({ data: { ...words, toolId, authorId, position: 99 } });
    const orphan = await database.statement.create({
      data: { ...words, text: "Gone", textKey: "gone", toolId, isOfDeleted: true, position: 100 },
    });
    const next = changed((catalog) =>
      editTool(catalog, "rkt", (tool) => tool.pros.push({ text: "Told by the catalog", votes: 0 })),
    );
    await loadCatalog(database, next);
    const events = await takeEvents("statement");
    expect(events.map(({ text, tool }) => [text, tool])).toEqual([["New pro: “Told by the catalog”", "rkt"]]);
    expect(await database.statement.count({ where: { id: { in: [own.id, orphan.id] } } })).toBe(2);
  });
});

describe("recordStatement", () => {
  test("a published statement is news once, in its present words; otherwise it is none", async () => {
    const tool = await createVotedTool();
    const statementId = tool.statements[0] ?? 0;
    const record = () => database.$transaction((tx) => recordStatement(tx, { statementId, toolId: tool.id }));
    const news = async () =>
      (await database.toolEvent.findMany({ where: { toolId: tool.id } })).map(({ text, path: place }) => [text, place]);
    const place = `/tools/${tool.slug}#statement-${statementId}`;

    await Promise.all([record(), record(), record()]);
    expect(await news()).toEqual([["New pro: “pro 0”", place]]);
    await database.statement.update({
      where: { id: statementId },
      data: { text: "Better words", textKey: "better words" },
    });
    await record();
    expect(await news()).toEqual([["New pro: “Better words”", place]]);
    await database.statement.update({ where: { id: statementId }, data: { status: "refused" } });
    await record();
    expect(await news()).toEqual([]);
    await database.statement.delete({ where: { id: statementId } });
    await record();
    expect(await news()).toEqual([]);
  });
});

test("a member who takes their statements along takes their news along", async () => {
  const tool = await createVotedTool();
  const [kept, gone] = [await createMember(), await createMember()];
  for (const [authorId, text] of [
    [kept, "stays"],
    [gone, "goes"],
  ] as const) {
    const data = { toolId: tool.id, kind: "pro" as const, text, textKey: text, position: 9, authorId };
    const { id: statementId } = await database.statement.create({ data });
    await database.$transaction((tx) => recordStatement(tx, { statementId, toolId: tool.id }));
  }
  await deleteMember(database, { memberId: kept, keepsStatements: true });
  await deleteMember(database, { memberId: gone, keepsStatements: false });
  const news = await database.toolEvent.findMany({ where: { toolId: tool.id }, select: { text: true } });
  expect(news).toEqual([{ text: "New pro: “stays”" }]);
});

test("pages of changes show each once, newest first, of followed tools only", async () => {
  const memberId = await createMember();
  const [followed, other] = [await createVotedTool(), await createVotedTool()];
  await setFollow(database, { memberId, toolSlug: followed.slug, follows: true });
  const at = new Date("2026-05-01T00:00:00Z");
  const event = (toolId: number, number: number) => ({
    toolId,
    kind: "figure" as const,
    text: `change ${number}`,
    path: "/tools/x",
    // Three of each moment, so that a page ends between equals.
    happenedAt: new Date(at.getTime() + Math.floor(number / 3) * 1000),
  });
  await database.toolEvent.createMany({ data: Array.from({ length: 70 }, (_, number) => event(followed.id, number)) });
  await database.toolEvent.create({ data: event(other.id, 5) });
  const seen: number[] = [];
  for (let next: string | null = null, page = 0; page === 0 || next; page++) {
    const shown = await listEventsFor(memberId, next ? eventCursorSchema.parse(next) : null);
    seen.push(...shown.events.map((entry) => entry.id));
    next = shown.next;
    expect(page).toBeLessThan(3);
  }
  expect(seen).toHaveLength(70);
  expect(seen).toEqual([...seen].sort((a, b) => b - a));
});
