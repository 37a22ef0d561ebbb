import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  capitalise,
  formatBytes,
  formatCount,
  formatList,
  formatNumberOf,
  formatPartialDate,
  formatWholeNumber,
  shorten,
} from "@/lib/format";

describe("formatCount", () => {
  test.each([
    [0, "0"],
    [7, "7"],
    [418, "418"],
    [999, "999"],
    [1000, "1K"],
    [1049, "1K"],
    [1099, "1K"],
    [1100, "1.1K"],
    [5300, "5.3K"],
    [8200, "8.2K"],
    [9999, "9.9K"],
    [32_300, "32.3K"],
    [99_999, "99.9K"],
    [100_000, "100K"],
    [124_087, "124K"],
    [999_999, "999K"],
    [1_000_000, "1M"],
    [1_249_999, "1.2M"],
    [123_456_789, "123M"],
    [12_345_678_901, "12.3B"],
  ])("%i is %s", (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  function numberIn(text: string): number {
    const unit = { K: 1000, M: 1_000_000, B: 1_000_000_000 }[text.slice(-1)] ?? 1;
    return Math.round(Number.parseFloat(text) * unit);
  }

  test("never shows more than there is, and never a tenth less", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (count) => {
        const shown = numberIn(formatCount(count));
        expect(shown).toBeLessThanOrEqual(count);
        expect(shown).toBeGreaterThanOrEqual(count * 0.9);
      }),
    );
  });

  test("never shows a greater count as less", () => {
    const count = fc.integer({ min: 0, max: 2_000_000_000 });
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(numberIn(formatCount(less))).toBeLessThanOrEqual(numberIn(formatCount(more)));
      }),
    );
  });

  test("what is a round tenth is shown in full", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 999 }), (tenths) => {
        expect(numberIn(formatCount(tenths * 100))).toBe(tenths * 100);
      }),
    );
  });
});

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [124_087, "124,087"],
])("formatWholeNumber: %i is %s", (count, text) => {
  expect(formatWholeNumber(count)).toBe(text);
});

test.each([
  ["2020", "2020"],
  ["2020-02", "Feb 2020"],
  ["2020-02-24", "24 Feb 2020"],
  ["2020-02-04", "4 Feb 2020"],
  ["2025-12-31", "31 Dec 2025"],
  ["2025-13", "2025"],
])("formatPartialDate: %s is %s", (date, text) => {
  expect(formatPartialDate(date)).toBe(text);
});

test.each([
  [[], "and", ""],
  [["A"], "and", "A"],
  [["A", "B"], "and", "A and B"],
  [["A", "B", "C"], "and", "A, B and C"],
  [["A", "B", "C", "D"], "or", "A, B, C or D"],
])("formatList: %j with %s is %s", (names, joint, text) => {
  expect(formatList(names, joint)).toBe(text);
});

test.each([
  ["cluster manager", "Cluster manager"],
  ["CSS framework", "CSS framework"],
  ["éditeur", "Éditeur"],
  ["", ""],
  ["1.5", "1.5"],
])("capitalise: %s is %s", (text, capital) => {
  expect(capitalise(text)).toBe(capital);
});

test.each([
  [0, "tool", undefined, "0 tools"],
  [1, "tool", undefined, "1 tool"],
  [2, "tool", undefined, "2 tools"],
  [1, "category", "categories", "1 category"],
  [1200, "category", "categories", "1,200 categories"],
])("formatNumberOf: %i %s", (count, noun, plural, text) => {
  expect(formatNumberOf(count, noun, plural)).toBe(text);
});

describe("shorten", () => {
  test.each([
    ["short enough", 12, "short enough"],
    ["one word too many", 12, "one word…"],
    ["one  word", 5, "one…"],
    ["Donaudampfschifffahrt", 10, "Donau…"],
    ["a Donaudampfschifffahrt", 10, "a Don…"],
    ["", 5, ""],
  ])("%s at %i is %s", (text, length, short) => {
    expect(shorten(text, length)).toBe(short);
  });

  test("never grows longer than asked, and says that it cut", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (text, length) => {
        const short = shorten(text, length);
        expect(short.length).toBeLessThanOrEqual(length);
        if (text.length <= length) expect(short).toBe(text);
        else expect(text.startsWith(short.slice(0, -1)) && short.endsWith("…")).toBe(true);
      }),
    );
  });

  test("does not cut a character in two", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.integer({ min: 2, max: 40 }), (text, length) => {
        expect(shorten(text, length).isWellFormed()).toBe(true);
      }),
      { examples: [[" 😀😀", 4]] },
    );
  });
});

test.each([
  [0, "0 KB"],
  [1, "1 KB"],
  [4_001, "5 KB"],
  [999_000, "999 KB"],
  [12_340_000, "12.3 MB"],
])("a file of %i bytes has %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
