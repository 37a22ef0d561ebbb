import { beforeEach, describe, expect, test } from "vitest";
import { changeCategory } from "@/lib/categories/mutations";
import { findCategoryPath, listToolsBelow } from "@/lib/categories/queries";
import type { CategoryChange } from "@/lib/categories/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createPlace, createTools } from "@/tests/support/fixtures";

beforeEach(async () => {
  await emptyDatabase();
  await createTools(
    { slug: "tool-a", place: "data/stores/caches" },
    { slug: "tool-b", place: "data/stores/queues" },
    { slug: "tool-c", place: "web/servers/proxies" },
  );
});

const author = { id: null, name: "anna" };
const change = (wanted: CategoryChange) => changeCategory(database, wanted, { author, reason: "It is clearer" });

async function readPlaces(): Promise<Record<string, string>> {
  const tools = await database.tool.findMany({ select: { slug: true, function: { select: { path: true } } } });
  return Object.fromEntries(tools.map((tool) => [tool.slug, tool.function.path]));
}

describe("changeCategory", () => {
  test("renames a category: the paths of all below follow, the old ones lead there, tools get a revision", async () => {
    const done = await change({ do: "rename", path: "data/stores", name: "Memory", slug: "memory" });
    expect(done).toEqual({ path: "data/memory", tools: ["tool-a", "tool-b"] });
    expect(await readPlaces()).toEqual({
      "tool-a": "data/memory/caches",
      "tool-b": "data/memory/queues",
      "tool-c": "web/servers/proxies",
    });
    expect(await findCategoryPath("data/stores/caches")).toBe("data/memory/caches");
    expect(await findCategoryPath("data/stores")).toBe("data/memory");
    expect(await findCategoryPath("data/nothing")).toBeNull();
    const revisions = await database.revision.findMany({
      orderBy: { id: "asc" },
      select: { subject: true, reason: true },
    });
    expect(revisions.map((row) => `${row.subject}: ${row.reason}`)).toEqual([
      "tool: As it stood when its history began",
      "tool: As it stood when its history began",
      "tool: Stores renamed to Memory: It is clearer",
      "tool: Stores renamed to Memory: It is clearer",
      "category: It is clearer",
    ]);
  });

  test("another name alone moves nothing", async () => {
    await change({ do: "rename", path: "data/stores", name: "Memory", slug: "stores" });
    expect(await database.revision.count({ where: { subject: "tool" } })).toBe(0);
    expect(await database.category.findUnique({ where: { path: "data/stores" } })).toMatchObject({ name: "Memory" });
  });

  test("renamed there and back, no address leads in a circle", async () => {
    await change({ do: "rename", path: "data/stores", name: "Memory", slug: "memory" });
    await change({ do: "rename", path: "data/memory", name: "Stores", slug: "stores" });
    expect(await findCategoryPath("data/memory/caches")).toBe("data/stores/caches");
    expect(await findCategoryPath("data/stores/caches")).toBeNull();
  });

  test("moves a function below another category, behind its siblings", async () => {
    await change({ do: "move", path: "data/stores/queues", to: "web/servers" });
    expect((await readPlaces())["tool-b"]).toBe("web/servers/queues");
    const siblings = await database.category.findMany({
      where: { parent: { path: "web/servers" } },
      orderBy: { position: "asc" },
      select: { slug: true },
    });
    expect(siblings.map((row) => row.slug)).toEqual(["proxies", "queues"]);
  });

  test("merges functions, and a former address leads to what is left", async () => {
    await change({ do: "rename", path: "data/stores/queues", name: "Lines", slug: "lines" });
    await change({ do: "merge", path: "data/stores/lines", to: "data/stores/caches" });
    expect((await readPlaces())["tool-b"]).toBe("data/stores/caches");
    for (const former of ["data/stores/queues", "data/stores/lines"])
      expect(await findCategoryPath(former)).toBe("data/stores/caches");
    expect(await database.category.count({ where: { level: "function" } })).toBe(2);
  });

  test("merges categories with all below", async () => {
    await change({ do: "merge", path: "data/stores", to: "web/servers" });
    expect(await readPlaces()).toEqual({
      "tool-a": "web/servers/caches",
      "tool-b": "web/servers/queues",
      "tool-c": "web/servers/proxies",
    });
    expect(await findCategoryPath("data/stores/caches")).toBe("web/servers/caches");
    expect(await findCategoryPath("data/stores")).toBe("web/servers");
  });

  test("adds a function, and takes over an address that led elsewhere", async () => {
    await change({ do: "rename", path: "data/stores/queues", name: "Lines", slug: "lines" });
    await change({ do: "add", parent: "data/stores", name: "Queues", slug: "queues" });
    expect(await findCategoryPath("data/stores/queues")).toBeNull();
    expect(await database.category.findUnique({ where: { path: "data/stores/queues" } })).toMatchObject({
      level: "function",
      name: "Queues",
    });
  });

  test.each<[string, CategoryChange, string]>([
    ["a name for what is gone", { do: "rename", path: "data/gone", name: "Gone", slug: "gone" }, "missing"],
    ["the address of another", { do: "rename", path: "data/stores/queues", name: "Caches", slug: "caches" }, "invalid"],
    ["a function below a layer", { do: "move", path: "data/stores/queues", to: "web" }, "invalid"],
    ["a function in a category", { do: "merge", path: "data/stores/queues", to: "web/servers" }, "invalid"],
    ["a place in itself", { do: "merge", path: "data/stores", to: "data/stores" }, "invalid"],
    ["something below a function", { do: "add", parent: "data/stores/queues", name: "Sub", slug: "sub" }, "invalid"],
  ])("refuses %s and changes nothing", async (_name, wanted, code) => {
    const before = await database.category.findMany({ orderBy: { id: "asc" } });
    await expect(change(wanted)).rejects.toMatchObject({ code });
    expect(await database.category.findMany({ orderBy: { id: "asc" } })).toEqual(before);
  });

  test("a merge of categories in which two functions bear one name is refused whole", async () => {
    await createPlace("web/servers/caches");
    await expect(change({ do: "merge", path: "data/stores", to: "web/servers" })).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await readPlaces())["tool-b"]).toBe("data/stores/queues");
  });
});

test("listToolsBelow names the tools of a place and of all below, but of no other that begins alike", async () => {
  await createTools({ slug: "tool-d", place: "data/stores-two/caches" });
  const { tools, total } = await listToolsBelow("data/stores");
  expect(tools.map((tool) => tool.slug)).toEqual(["tool-a", "tool-b"]);
  expect(total).toBe(2);
});
