import { expect, test } from "vitest";
import { describeAge, newestFirst, shareOf } from "@/lib/statements/rules";
import type { Statement } from "@/lib/statements/schema";

function statement(part: Partial<Statement>): Statement {
  return {
    id: 1,
    text: "Easy",
    score: 0,
    imported: null,
    origin: null,
    note: null,
    version: null,
    sourceUrl: null,
    ...part,
  };
}

test("fewer than 5 votes are no bar", () => {
  expect(shareOf(4, [4, 2])).toBeNull();
  expect(shareOf(0, [])).toBeNull();
  expect(shareOf(5, [5, 21])).toBe(23.8);
  expect(shareOf(21, [5, 21])).toBe(100);
});

test("age and version are said in words, and only of what a member wrote", () => {
  const origin = { author: "ann", writtenOn: "2026-11-22" };
  expect(describeAge(statement({ origin, version: "v2" }))).toBe("for v2 · Nov 2026");
  expect(describeAge(statement({ origin, version: "1.28" }))).toBe("for v1.28 · Nov 2026");
  expect(describeAge(statement({ origin }))).toBe("Nov 2026");
  expect(describeAge(statement({}))).toBe("");
});

test("the newest come first, and the given list stays as it is", () => {
  const list = [1, 3, 2].map((id) => statement({ id }));
  expect(newestFirst(list).map(({ id }) => id)).toEqual([3, 2, 1]);
  expect(list.map(({ id }) => id)).toEqual([1, 3, 2]);
});
