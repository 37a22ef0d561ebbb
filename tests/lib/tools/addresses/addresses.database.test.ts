import { beforeEach, describe, expect, test } from "vitest";
import { getStackup, listStackups } from "@/lib/stackups/queries";
import { moveTools, renameTool, setRemoved } from "@/lib/tools/addresses/mutations";
import { bulkSchema, renameToolSchema } from "@/lib/tools/addresses/schema";
import { findSlugs, getTool } from "@/lib/tools/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import {
  createIntegration,
  createPlace,
  createStackup,
  createTool,
  createVoter,
  toolId,
} from "@/tests/support/fixtures";

const author = { id: null, name: "anna" };
const reason = "a better name";

beforeEach(async () => {
  await emptyDatabase();
  await createTool({ slug: "mesos", aliases: ["apache-mesos"] });
  await createTool({ slug: "nomad" });
  await createTool({ slug: "rkt" });
});

const reasons = async (slug: string) =>
  (
    await database.revision.findMany({
      where: { subject: "tool", subjectId: await toolId(slug) },
      orderBy: { number: "asc" },
    })
  ).map((row) => row.reason);

describe("renaming a tool", () => {
  test("leads all former slugs to it, and tells of it in the history, the log and the neighbours' documents", async () => {
    await createIntegration("mesos", "rkt");
    const moved = await renameTool(database, { slug: "mesos", to: "zeta", author, reason });
    expect(moved.tools.sort()).toEqual(["mesos", "rkt", "zeta"]);
    expect(await findSlugs(["mesos", "apache-mesos", "zeta"])).toEqual(["zeta", "zeta", "zeta"]);
    expect((await reasons("zeta")).at(-1)).toBe("Renamed from mesos to zeta: a better name");
    const rkt = await database.revision.findFirst({
      where: { subjectId: await toolId("rkt") },
      orderBy: { number: "desc" },
    });
    expect(rkt?.content).toMatchObject({ integrations: ["zeta"] });
    expect(await database.auditEntry.findMany()).toMatchObject([
      { action: "rename", subject: "zeta", details: { from: "mesos", reason } },
    ]);
    expect((await database.tool.findUniqueOrThrow({ where: { slug: "zeta" } })).editedAt).not.toBeNull();
  });

  test("gives its written stackups their canonical address, with what stands of each tool in its place", async () => {
    await createStackup({ tools: ["mesos", "nomad", "rkt"] });
    const moved = await renameTool(database, { slug: "mesos", to: "zeta", author, reason });
    expect(moved.stackups).toEqual(["mesos-vs-nomad-vs-rkt", "nomad-vs-rkt-vs-zeta"]);
    expect(await getStackup("mesos-vs-nomad-vs-rkt")).toEqual({ canonical: "nomad-vs-rkt-vs-zeta" });
    const page = await getStackup("nomad-vs-rkt-vs-zeta");
    if (!page || "canonical" in page) throw new Error("the stackup is gone");
    expect(page.written?.claims[0]?.cells.map(({ tool, text }) => `${tool}: ${text}`)).toEqual([
      "nomad: Topic A of nomad",
      "rkt: Topic A of rkt",
      "zeta: Topic A of mesos",
    ]);
    expect(page.written?.choices.map(({ tool }) => tool)).toEqual(["nomad", "rkt", "zeta"]);
  });

  test("takes waiting suggestions, drafts and news along", async () => {
    const memberId = await createVoter(1);
    const edit = { memberId, subject: "tool" as const, subjectKey: "mesos", base: 1, content: {} };
    await database.suggestion.create({ data: { ...edit, reason } });
    await database.editDraft.create({ data: edit });
    const id = await toolId("mesos");
    const event = { toolId: id, kind: "statement" as const, text: "a", path: "/tools/mesos#statement-3" };
    await database.toolEvent.create({ data: event });
    await renameTool(database, { slug: "mesos", to: "zeta", author, reason });
    expect((await database.suggestion.findFirstOrThrow()).subjectKey).toBe("zeta");
    expect((await database.editDraft.findFirstOrThrow()).subjectKey).toBe("zeta");
    expect((await database.toolEvent.findFirstOrThrow()).path).toBe("/tools/zeta#statement-3");
  });

  test("back and forth ends where it began", async () => {
    await createStackup({ tools: ["mesos", "rkt"] });
    await renameTool(database, { slug: "mesos", to: "zeta", author, reason });
    await renameTool(database, { slug: "zeta", to: "mesos", author, reason });
    expect(await findSlugs(["mesos", "zeta"])).toEqual(["mesos", "mesos"]);
    expect((await listStackups()).map((card) => card.slug)).toEqual(["mesos-vs-rkt"]);
  });

  test.each([
    ["another tool's slug", "nomad", /leads to Nomad/],
    ["a tool that is not there", "", /no such tool/],
  ])("is refused for %s", async (_, to, words) => {
    const slug = to === "" ? "none" : "mesos";
    await expect(renameTool(database, { slug, to: to || "free", author, reason })).rejects.toThrow(words);
    expect(await database.revision.count()).toBe(0);
    expect(await database.toolSlug.count()).toBe(4);
  });

  test.each(["Has Capitals", "a-vs-b", "-a", "a--b", ""])("“%s” is no slug", (to) => {
    expect(renameToolSchema.safeParse({ tool: "mesos", to, reason }).success).toBe(false);
  });
});

describe("taking tools off the site", () => {
  test("hides them and their written stackups, and bringing them back shows all again", async () => {
    await createStackup({ tools: ["mesos", "rkt"] });
    const memberId = await createVoter(1);
    await database.follow.create({ data: { memberId, toolId: await toolId("mesos") } });
    await createIntegration("mesos", "nomad");
    const slugs = ["mesos", "none"];
    const changed = await setRemoved(database, { slugs, isRemoved: true, author, reason });
    expect(changed).toEqual({
      ...{ tools: ["mesos"], neighbours: ["nomad"], companions: [], stackups: ["mesos-vs-rkt"] },
    });
    expect(await getTool("mesos")).toBeNull();
    expect(await findSlugs(["apache-mesos"])).toEqual([null]);
    expect(await getStackup("mesos-vs-rkt")).toBeNull();
    expect(await listStackups()).toEqual([]);
    expect((await setRemoved(database, { slugs, isRemoved: true, author, reason })).tools).toEqual([]);
    await setRemoved(database, { slugs, isRemoved: false, author, reason });
    expect(await getTool("mesos")).not.toBeNull();
    expect((await listStackups()).map((card) => card.slug)).toEqual(["mesos-vs-rkt"]);
    expect(await database.follow.count()).toBe(1);
    expect((await reasons("mesos")).slice(1)).toEqual([
      `Taken off the site: ${reason}`,
      `Brought back to the site: ${reason}`,
    ]);
    expect((await database.auditEntry.findMany({ orderBy: { id: "asc" } })).map((row) => row.action)).toEqual([
      "removal of a tool",
      "return of a tool",
    ]);
  });
});

describe("moving tools", () => {
  test("changes those that stand elsewhere, with a revision each", async () => {
    await createPlace("layer-a/category-b/function-b");
    const to = "layer-a/category-b/function-b";
    expect(await moveTools(database, { slugs: ["mesos", "rkt"], to, author, reason })).toEqual(["mesos", "rkt"]);
    expect(await moveTools(database, { slugs: ["mesos", "rkt"], to, author, reason })).toEqual([]);
    expect((await getTool("rkt"))?.function.path).toBe(to);
    expect(await reasons("rkt")).toHaveLength(2);
  });

  test("to what is no function is refused", async () => {
    const move = moveTools(database, { slugs: ["rkt"], to: "layer-a/category-a/none", author, reason });
    await expect(move).rejects.toThrow(/no such function/);
  });

  test("picks tools by their boxes, and goes back to the table alone", () => {
    const sent = { action: "remove", reason, "pick-rkt": "on", "pick-nomad": "on", back: "https://evil.example" };
    expect(bulkSchema.parse(sent)).toMatchObject({ tools: ["rkt", "nomad"], back: "/admin/tools" });
    expect(bulkSchema.safeParse({ ...sent, action: "move" }).success).toBe(false);
    expect(bulkSchema.safeParse({ action: "remove", reason }).success).toBe(false);
  });
});
