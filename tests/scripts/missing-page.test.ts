import { createServer } from "node:http";
import { afterAll, afterEach, expect, test } from "vitest";
import { withMissingPage } from "@/scripts/server";

// What Next answers for a page that is not there has an empty body; here it is a handler that says which address it was asked for.

const server = createServer();
const asked: string[] = [];
/** Next hangs several listeners on each answer that it makes. */
const LISTENERS = 8;
const answer = withMissingPage(async (request, response) => {
  asked.push(request.url ?? "");
  for (let nth = 0; nth < LISTENERS; nth++) response.once("close", () => {});
  response.statusCode = request.url?.startsWith("/missing") ? 200 : 404;
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("X-Of", request.url ?? "");
  response.end(request.url?.startsWith("/missing") ? "a page with near names" : "");
});
server.on("request", (request, response) => void answer(request, response));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const at = server.address();
const origin = `http://127.0.0.1:${at !== null && typeof at === "object" ? at.port : 0}`;

afterAll(() => server.close());
afterEach(() => {
  asked.length = 0;
});

test("a document that is not there is answered by /missing, with its own status, and without a warning", async () => {
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.message);
  process.on("warning", note);
  const response = await fetch(`${origin}/tools/nowhere?sort=name`);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe("a page with near names");
  expect(response.headers.get("x-of")).toBe("/missing?path=%2Ftools%2Fnowhere");
  expect(asked).toEqual(["/tools/nowhere?sort=name", "/missing?path=%2Ftools%2Fnowhere"]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

test.each([
  ["an API", "/api/tools/nowhere", {}],
  ["a static file", "/_next/static/nowhere.js", {}],
  ["what a script asks for", "/tools/nowhere", { Accept: "application/json" }],
])("%s gets the 404 as it is", async (_name, path, headers) => {
  const response = await fetch(origin + path, { headers });
  expect(response.status).toBe(404);
  expect(await response.text()).toBe("");
  expect(asked).toEqual([path]);
});
