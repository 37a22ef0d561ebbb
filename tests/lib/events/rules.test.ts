import { describe, expect, test } from "vitest";
import {
  describeLifecycle,
  describeStackup,
  describeStars,
  describeStatement,
  formatCursor,
  groupByTool,
  movedMuch,
} from "@/lib/events/rules";
import { eventCursorSchema, type ToolEvent } from "@/lib/events/schema";
import { followingParamsSchema } from "@/lib/follows/schema";

describe("movedMuch", () => {
  test.each([
    [100, 120, false],
    [100, 121, true],
    [100, 80, false],
    [100, 79, true],
    [0, 1, true],
    [0, 0, false],
  ])("from %i to %i: %s", (before, after, moved) => expect(movedMuch(before, after)).toBe(moved));
});

describe("sentences", () => {
  test("a lifecycle says what it is now and what it was", () => {
    const before = { state: "active" as const, since: null };
    expect(describeLifecycle(before, { state: "archived", since: "2020-02-24" })).toBe(
      "Now archived, 24 Feb 2020; before: active.",
    );
  });

  test("stars say both counts with their dates", () => {
    const [old, rise, fall] = [
      { value: 10_000, asOf: "2026-01-01" },
      { value: 12_500, asOf: "2026-02-01" },
      { value: 7_000, asOf: "2026-02-01" },
    ];
    expect(describeStars(old, rise)).toBe(
      "GitHub stars: 12,500 as of 1 Feb 2026, 25 % more than 10,000 as of 1 Jan 2026.",
    );
    expect(describeStars(old, fall)).toContain("30 % fewer than 10,000");
    expect(describeStars({ value: 0, asOf: "2025" }, rise)).toContain("2026, more than 0 as of 2025");
  });

  test("stackups and statements name what is new", () => {
    const others = [
      { slug: "nomad", name: "Nomad" },
      { slug: "rkt", name: "rkt" },
    ];
    expect(describeStackup(others)).toBe("Compared with Nomad and rkt: what differs, with sources.");
    expect(describeStatement("con", "Hard to debug")).toBe("New con: “Hard to debug”");
  });
});

describe("cursors", () => {
  test("a cursor comes back as it was", () => {
    const cursor = { at: new Date("2026-03-04T05:06:07.089Z"), id: 42 };
    expect(eventCursorSchema.parse(formatCursor(cursor))).toEqual(cursor);
  });

  test.each(["", "1", "-", "1-", "a-b", "1-2-3", "9999999999999999-1", "1-99999999999"])("“%s” is none", (text) => {
    expect(eventCursorSchema.safeParse(text).success).toBe(false);
    expect(followingParamsSchema.parse({ before: text }).before).toBeNull();
  });

  test("search parameters that are given twice or wrongly count as not given", () => {
    const asked = followingParamsSchema.parse({ before: ["1-2", "3-4"], after: "../x", followed: "<script>" });
    expect(asked).toEqual({ before: null, after: null, followed: null });
  });
});

test("events group by tool, the tool of the newest event first", () => {
  const event = (id: number, slug: string): ToolEvent => ({
    id,
    kind: "figure",
    text: "",
    path: "/tools/x",
    at: "",
    tool: { slug, name: slug },
  });
  const groups = groupByTool([event(4, "b"), event(3, "a"), event(2, "b")]);
  expect(groups.map(({ tool, events }) => [tool.slug, events.map((entry) => entry.id)])).toEqual([
    ["b", [4, 2]],
    ["a", [3]],
  ]);
});
