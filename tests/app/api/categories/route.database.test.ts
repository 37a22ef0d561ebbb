import { beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/categories/route";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createWriter, post } from "@/tests/support/members";
import { takeCleared } from "@/tests/support/next-cache";

const editor = async () => (await createWriter({ role: "editor" })).headers;

const send = (json: object, headers: Record<string, string> = {}) =>
  POST(post("/api/categories", { json: { reason: "It is clearer", ...json } }, headers));

/** The tree and all that a change of it writes. */
const standing = async () => ({
  paths: (await database.category.findMany({ orderBy: { id: "asc" } })).map(({ path, name }) => `${path} ${name}`),
  former: await database.formerPath.count(),
  tools: await database.tool.findMany({ orderBy: { id: "asc" }, select: { functionId: true, revision: true } }),
  revisions: await database.revision.count(),
});

const rename = { do: "rename", path: "data/stores", name: "Memory", slug: "memory" };

beforeEach(async () => {
  await emptyDatabase();
  await createTools(
    { slug: "tool-a", place: "data/stores/caches" },
    { slug: "tool-b", place: "data/stores/queues" },
    { slug: "tool-c", place: "web/servers/proxies" },
  );
  takeCleared();
});

test("the tree is changed by editors on this site alone", async () => {
  const before = await standing();
  expect((await send(rename)).status).toBe(401);
  expect((await send(rename, (await createWriter()).headers)).status).toBe(403);
  expect((await send(rename, { ...(await editor()), Origin: "https://example.org" })).status).toBe(403);
  expect(await standing()).toEqual(before);
  expect(takeCleared()).toEqual([]);
});

test.each<[string, object, number, RegExp]>([
  ["an unknown wish", { do: "burn", path: "data" }, 400, /not right/],
  ["no reason", { ...rename, reason: "" }, 400, /not right/],
  ["a path that is none", { ...rename, path: "../data" }, 400, /not right/],
  ["a slug that is none", { ...rename, slug: "-vs-" }, 400, /not right/],
  ["no name", { ...rename, name: " " }, 400, /not right/],
  ["a place that is gone", { ...rename, path: "data/nothing" }, 404, /no place “data\/nothing”/],
  ["an address that is taken", { do: "rename", path: "data", name: "Web", slug: "web" }, 400, /not right/],
  ["a function below a layer", { do: "move", path: "data/stores/caches", to: "web" }, 400, /cannot stand below/],
  [
    "a place below a function",
    { do: "add", parent: "data/stores/caches", name: "New", slug: "new" },
    400,
    /below a fun/,
  ],
  ["a place with itself", { do: "merge", path: "data/stores", to: "data/stores" }, 400, /with itself/],
  ["a category with a layer", { do: "merge", path: "data/stores", to: "web" }, 400, /cannot become one/],
])("%s is refused in words, and nothing is written or cleared", async (_, change, status, title) => {
  const before = await standing();
  const answer = await send(change, await editor());
  expect([answer.status, (await answer.json()).title]).toEqual([status, expect.stringMatching(title)]);
  expect(await standing()).toEqual(before);
  expect(takeCleared()).toEqual([]);
});

const lists = ["categories", "tools", "stackups"];

test.each<[string, object, string[], string]>([
  ["another slug", rename, ["tool-a", "tool-b"], "data/memory"],
  ["another place", { do: "move", path: "data/stores", to: "web" }, ["tool-a", "tool-b"], "web/stores"],
  [
    "one of two",
    { do: "merge", path: "data/stores/caches", to: "web/servers/proxies" },
    ["tool-a"],
    "web/servers/proxies",
  ],
  ["a new place", { do: "add", parent: "data/stores", name: "Files", slug: "files" }, [], "data/stores/files"],
])("%s clears the tree, all lists and whatever prints the tools that moved", async (_, change, tools, path) => {
  const answer = await send(change, await editor());
  expect([answer.status, await answer.json()]).toEqual([200, { path, tools }]);
  expect(takeCleared().sort()).toEqual([...lists, ...tools.map((slug) => `tool:${slug}`)].sort());
});

test("a form leads back to the tree, which says what was done", async () => {
  const answer = await send(rename, { ...(await editor()), Accept: "text/html" });
  expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/admin/categories?done=rename"]);
});
