import { beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/upkeep/clear/route";
import { signToken } from "@/lib/token";
import { takeCleared } from "@/tests/support/next-cache";
import { TEST_SECRET } from "@/tests/support/session";

process.env.DATABASE_URL ??= "postgresql://unused";
process.env.AUTH_SECRET ??= TEST_SECRET;

const soon = () => new Date(Date.now() + 60_000);
const order = () => signToken("upkeep", "clear", soon());

function send(authorization: string | null, body: string): Promise<Response> {
  const headers = new Headers(authorization === null ? {} : { Authorization: authorization });
  return POST(new Request("http://localhost/api/upkeep/clear", { method: "POST", headers, body }));
}

beforeEach(() => void takeCleared());

test("clears the tags of an order that is signed with the site’s secret", async () => {
  const answer = await send(`Bearer ${order()}`, JSON.stringify({ tags: ["tool:rkt", "statements:rkt"] }));
  expect([answer.status, await answer.json()]).toEqual([200, { cleared: 2 }]);
  expect(takeCleared()).toEqual(["tool:rkt", "statements:rkt"]);
});

describe("refuses, and clears nothing for,", () => {
  const body = JSON.stringify({ tags: ["tool:rkt"] });

  test.each<[string, () => string | null]>([
    ["nobody", () => null],
    ["another scheme", () => `Basic ${order()}`],
    ["a link of a mail", () => `Bearer ${signToken("member-1", "digest", soon())}`],
    ["an order that is over", () => `Bearer ${signToken("upkeep", "clear", new Date(Date.now() - 1))}`],
    ["a changed signature", () => `Bearer ${order().replace(/.{4}$/, "AAAA")}`],
  ])("%s", async (_, authorization) => {
    expect((await send(authorization(), body)).status).toBe(403);
    expect(takeCleared()).toEqual([]);
  });

  test.each([
    ["no JSON", "tags"],
    ["no list", JSON.stringify({ tags: "tool:rkt" })],
    ["an empty tag", JSON.stringify({ tags: ["tool:rkt", ""] })],
    ["a tag that Next would drop", JSON.stringify({ tags: ["a".repeat(257)] })],
  ])("%s", async (_, wrong) => {
    expect((await send(`Bearer ${order()}`, wrong)).status).toBe(400);
    expect(takeCleared()).toEqual([]);
  });
});
