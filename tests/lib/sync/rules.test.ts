import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeSync, findLimit, gitHubKey, inBatches, shiftDay, sumNewestDays } from "@/lib/sync/rules";
import { type SyncSource, syncKeySchemas } from "@/lib/sync/schema";

const WWW = "www.github.com";

test.each<[string, string | null]>([
  ["https://github.com/owner/name", "owner/name"],
  ["https://github.com/owner/name/", "owner/name"],
  ["https://github.com/owner/name.git", "owner/name"],
  [`https://${WWW}/Owner/Na.me_-`, "Owner/Na.me_-"],
  ["https://github.com/owner", null],
  ["https://github.com/owner/name/tree/main", null],
  ["https://github.com.example/owner/name", null],
  ["https://code.example/owner/name", null],
  ["https://github.com/owner/na%20me", null],
  ["not an address", null],
])("gitHubKey(%j) is %j", (address, key) => expect(gitHubKey(address)).toBe(key));

test.each<[SyncSource, string, boolean]>([
  ["github", "owner/name", true],
  ["github", "owner/name/../..", false],
  ["npm", "react", true],
  ["npm", "@scope/name.js", true],
  ["npm", "../admin", false],
  ["npm", "a,b", false],
  ["npm", "React", false],
  ["pypi", "Flask", true],
  ["pypi", "-flask", false],
  ["pypi", "a/b", false],
  ["stack-overflow", "c++", true],
  ["stack-overflow", "日本語", true],
  ["stack-overflow", "a;b", false],
  ["stack-overflow", "a/b", false],
  ["docker-hub", "library/nginx", true],
  ["docker-hub", "nginx", false],
  ["docker-hub", "library/../x", false],
  ["docker-hub", "library/Nginx", false],
])("%s knows the key %j: %s", (source, key, isKnown) =>
  expect(syncKeySchemas[source].safeParse(key).success).toBe(isKnown),
);

describe("findLimit", () => {
  const now = new Date("2026-11-26T12:00:00Z");
  const answer = (status: number, headers: Record<string, string> = {}, json: unknown = null) => ({
    status,
    headers: new Headers(headers),
    json,
  });
  const reset = (seconds: number) => String(now.getTime() / 1000 + seconds);

  test.each<[string, ReturnType<typeof answer>, number | null]>([
    ["200", answer(200, { "Retry-After": "10" }), null],
    ["404", answer(404), null],
    ["403 alone", answer(403, {}, { message: "Blocked" }), null],
    ["429 alone", answer(429), 60],
    ["429, seconds", answer(429, { "Retry-After": "10" }), 10],
    ["429, no time at all", answer(429, { "Retry-After": "0" }), 1],
    ["429, a date", answer(429, { "Retry-After": "Thu, 26 Nov 2026 12:02:00 GMT" }), 120],
    ["429, a date gone by", answer(429, { "Retry-After": "Thu, 26 Nov 2026 11:00:00 GMT" }), 1],
    ["429, nonsense", answer(429, { "Retry-After": "soon" }), 60],
    ["429, years", answer(429, { "Retry-After": "999999999" }), 86_400],
    ["403, none left", answer(403, { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset(1800) }), 1800],
    [
      "403, none left, a reset gone by",
      answer(403, { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset(-5) }),
      60,
    ],
    [
      "403, both",
      answer(403, { "Retry-After": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset(1800) }),
      5,
    ],
    ["403, in words", answer(403, {}, { message: "You have exceeded a secondary rate limit." }), 60],
    [
      "a throttle",
      answer(
        400,
        {},
        { error_id: 502, error_name: "throttle_violation", error_message: "more requests available in 80 seconds" },
      ),
      80,
    ],
    ["a throttle without seconds", answer(400, {}, { error_name: "throttle_violation", error_message: "no" }), 60],
    [
      "another fault of the same source",
      answer(400, {}, { error_name: "bad_parameter", error_message: "in 80 seconds" }),
      null,
    ],
  ])("%s", (_name, given, seconds) => {
    const until = findLimit(given, now);
    expect(until && (until.getTime() - now.getTime()) / 1000).toBe(seconds);
  });
});

test.each([
  ["2026-03-01", -1, "2026-02-28"],
  ["2024-02-28", 1, "2024-02-29"],
  ["2026-12-31", 1, "2027-01-01"],
])("shiftDay(%s, %i) is %s", (day, days, expected) => expect(shiftDay(day, days)).toBe(expected));

test("batches hold all, in order, and none is larger than its size", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 50 }), fc.integer({ min: 1, max: 10 }), (items, size) => {
      const batches = inBatches(items, size);
      expect(batches.flat()).toEqual(items);
      expect(batches.every((batch) => batch.length > 0 && batch.length <= size)).toBe(true);
    }),
  );
});

test("a month's sum never spans a hole, and is of the newest days that have none", () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: 120 });
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 8 }), (numbers, length) => {
      const has = new Set(numbers);
      const sum = sumNewestDays(new Map(numbers.map((day) => [shiftDay("2026-01-01", day), 1])), length);
      const ends = numbers.filter((day) =>
        Array.from({ length }, (_, index) => day - index).every((one) => has.has(one)),
      );
      const newest = ends.length > 0 ? shiftDay("2026-01-01", Math.max(...ends)) : null;
      expect(sum).toEqual(newest === null ? null : { value: length, asOf: newest });
    }),
  );
});

test.each([
  [{ read: 1 }, "1 page read"],
  [
    { read: 3, unchanged: 2, gone: 1, failed: 1, faults: ["tool-a (a/a): 404"] },
    "3 pages read, 2 of them unchanged, 1 gone, 1 failed\n  tool-a (a/a): 404",
  ],
  [
    { read: 60, left: 5, until: "2026-11-26T13:07:00.000Z" },
    "60 pages read; 5 left, to be asked again after 2026-11-26 13:07 UTC",
  ],
  [{ read: 2, until: "2026-11-26T13:07:00.000Z" }, "2 pages read"],
  [{ read: 2, left: 1 }, "2 pages read; 1 left for the next run"],
])("a report in words, %#", (given, text) => {
  const none = { read: 0, unchanged: 0, gone: 0, failed: 0, left: 0, until: null, faults: [], tools: [] };
  expect(describeSync({ ...none, ...given })).toBe(text);
});
