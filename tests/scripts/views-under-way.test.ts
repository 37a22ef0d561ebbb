import { createServer, get, type ServerResponse } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { OLDEST_VIEW } from "@/scripts/dated-pages";
import { VIEWS_BEGUN, VIEWS_UNDER_WAY, withViewsUnderWay } from "@/scripts/server";

// A page that is being rendered is a request whose answer has not begun; the handler here holds its answers until it is told.

const held = new Map<string, ServerResponse>();
const server = createServer();
const answer = withViewsUnderWay(async (request, response) => {
  held.set(request.url ?? "", response);
});
server.on("request", (request, response) => void answer(request, response));

async function ask(path: string, method = "GET"): Promise<() => void> {
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  const port = at !== null && typeof at === "object" ? at.port : 0;
  const asked = get({ host: "127.0.0.1", port, path, method, agent: false }, (response) => response.resume());
  asked.on("error", () => {});
  while (!held.has(path)) await new Promise((resolve) => setTimeout(resolve, 5));
  return () => asked.destroy();
}

/** Whether everything that is under way now has begun to be answered by the time that the pause is over. */
async function isQuiet(): Promise<boolean> {
  const views: unknown = Reflect.get(globalThis, VIEWS_UNDER_WAY);
  if (typeof views !== "function") throw new Error("nobody counts views");
  return Promise.race([
    Promise.resolve(views()).then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 60)),
  ]);
}

afterEach(() => {
  for (const response of held.values()) response.end();
  held.clear();
  server.closeAllConnections();
  server.close();
});

test("a page counts until the first byte of its answer, however long the rest takes", async () => {
  await ask("/tools/a");
  expect(await isQuiet()).toBe(false);
  held.get("/tools/a")?.write("<!doctype html>");
  expect(await isQuiet()).toBe(true);
});

test("a reader who goes away is not waited for", async () => {
  const leave = await ask("/tools/b");
  leave();
  while (held.get("/tools/b")?.destroyed === false) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await isQuiet()).toBe(true);
});

test.each([
  ["/api/viewer", "GET"],
  ["/_next/static/a.js", "GET"],
  ["/api/votes", "POST"],
])("%s is no page", async (path, method) => {
  await ask(path, method);
  expect(await isQuiet()).toBe(true);
});

test("views are counted, and nothing else is", async () => {
  const count: unknown = Reflect.get(globalThis, VIEWS_BEGUN);
  if (typeof count !== "function") throw new Error("nobody counts views");
  const before = count();
  await ask("/tools/d");
  await ask("/api/viewer?tools=d");
  await ask("/api/votes?d", "POST");
  expect(count()).toBe(before + 1);
});

test("what is made now is as old as the oldest view that was under way with any that is now, unless that one hangs", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  const oldest = () => {
    const find: unknown = Reflect.get(globalThis, OLDEST_VIEW);
    return typeof find === "function" ? Number(find()) - 1_000_000 : null;
  };
  vi.setSystemTime(1_000_100);
  expect(oldest()).toBe(100);
  await ask("/tools/first");
  vi.setSystemTime(1_000_200);
  await ask("/tools/second");
  vi.setSystemTime(1_000_300);
  expect(oldest()).toBe(100);
  held.get("/tools/first")?.end();
  // The second may have been given what the first had read.
  expect(oldest()).toBe(100);
  vi.setSystemTime(1_060_000);
  expect(oldest()).toBe(50_000);
  held.get("/tools/second")?.end();
  expect(oldest()).toBe(60_000);
  vi.useRealTimers();
});
