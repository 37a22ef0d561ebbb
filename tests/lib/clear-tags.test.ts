import { createServer } from "node:http";
import { afterAll, beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/upkeep/clear/route";
import { clearTags } from "@/lib/clear-tags";
import { findFreePort } from "@/scripts/postgres";
import { takeCleared } from "@/tests/support/next-cache";
import { TEST_SECRET } from "@/tests/support/session";

// A site with the one route; the job under test is this process.

process.env.DATABASE_URL ??= "postgresql://unused";
process.env.AUTH_SECRET ??= TEST_SECRET;

let requests = 0;
const site = createServer(async (request, response) => {
  requests += 1;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { authorization = "" } = request.headers;
  const answer = await POST(
    new Request(`http://localhost${request.url}`, {
      method: request.method,
      headers: { authorization },
      body: Buffer.concat(chunks),
    }),
  );
  response.writeHead(answer.status).end(await answer.text());
});
await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
const address = site.address();
const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
afterAll(() => new Promise((resolve) => site.close(resolve)));

beforeEach(() => {
  process.env.INTERNAL_URL = url;
  requests = 0;
  takeCleared();
});

test("the running site clears them, each once", async () => {
  expect(await clearTags(["tool:rkt", "statements:rkt", "tool:rkt"])).toBe(true);
  expect(takeCleared()).toEqual(["tool:rkt", "statements:rkt"]);
});

test("any number of them", async () => {
  const many = Array.from({ length: 1201 }, (_, index) => `tool:t${index}`);
  expect(await clearTags(many)).toBe(true);
  expect(takeCleared()).toEqual(many);
  expect(requests).toBe(3);
  expect(await clearTags([])).toBe(true);
  expect(requests).toBe(3);
});

test("without a running site nothing is to be cleared", async () => {
  process.env.INTERNAL_URL = `http://127.0.0.1:${await findFreePort()}`;
  expect(await clearTags(["tool:rkt"])).toBe(false);
});

test("a site with another secret refuses, and the job learns of it", async () => {
  const secret = process.env.AUTH_SECRET;
  const slow = clearTags(["tool:rkt"]);
  // The order above is signed by now, and the site reads the secret when it arrives.
  process.env.AUTH_SECRET = "another secret of at least 32 characters";
  await expect(slow).rejects.toThrow(/403/);
  process.env.AUTH_SECRET = secret;
  expect(takeCleared()).toEqual([]);
});
