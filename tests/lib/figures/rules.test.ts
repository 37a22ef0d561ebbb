import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeSum, describeVotes, type Reading, splitSeries, sumFigure, thinReadings } from "@/lib/figures/rules";
import { source } from "@/tests/support/shapes";

const imported = (value: number, asOf = "2025") => ({ value, asOf, source: source("Source A, page of 2025") });

describe("sumFigure", () => {
  test.each([
    [null, 0, null],
    [null, 3, 3],
    [306, 0, 306],
    [306, 2, 308],
    [0, 0, 0],
    [0, 1, 1],
  ])("imported %j and %i here make %j", (value, here, total) => {
    const baseline = value === null ? null : imported(value);
    expect(sumFigure(baseline, here)).toEqual({ imported: baseline, here, total });
  });
});

describe("describeSum", () => {
  test.each([
    [sumFigure(null, 0), "no figure with a source"],
    [sumFigure(null, 1200), "1,200 counted here"],
    [sumFigure(imported(306), 0), "306 = 306 imported (Source A, page of 2025, 2025) + 0 here"],
    [sumFigure(imported(5300, "2025-11"), 12), "5,312 = 5,300 imported (Source A, page of 2025, Nov 2025) + 12 here"],
    [sumFigure(imported(0), 0), "0 = 0 imported (Source A, page of 2025, 2025) + 0 here"],
  ])("%#: %s", (figure, text) => {
    expect(describeSum(figure)).toBe(text);
  });
});

describe("describeVotes", () => {
  test.each([
    [31, null, "the sum of the votes on its pros"],
    [3856, imported(3856, "2025-01"), "3,856 = 3,856 imported (Source A, page of 2025, Jan 2025) + 0 here"],
    [3860, imported(3856, "2025-01"), "3,860 = 3,856 imported (Source A, page of 2025, Jan 2025) + 4 here"],
  ])("%i votes: %j", (votes, figure, text) => {
    expect(describeVotes(votes, figure)).toBe(text);
  });
});

describe("splitSeries", () => {
  const series = (...readings: [string, number][]): Reading[] => readings.map(([on, value]) => ({ on, value }));
  const lengths = (readings: Reading[]) => splitSeries(readings).map((segment) => segment.length);

  test.each([
    ["no readings", series(), []],
    ["one reading", series(["2024-01-01", 5]), [1]],
    ["a quarter apart", series(["2024-01-01", 5], ["2024-04-01", 7]), [2]],
    ["200 days apart", series(["2023-01-01", 5], ["2023-07-20", 7]), [2]],
    ["201 days apart", series(["2023-01-01", 5], ["2023-07-21", 7]), [1, 1]],
    ["a fall by 30 %", series(["2024-01-01", 100], ["2024-02-01", 70]), [2]],
    ["a fall by more", series(["2024-01-01", 100], ["2024-02-01", 69]), [1, 1]],
    ["a rise of any size", series(["2024-01-01", 1], ["2024-02-01", 90_000]), [2]],
    ["a slow fall", series(["2024-01-01", 100], ["2024-02-01", 80], ["2024-03-01", 60], ["2024-04-01", 45]), [4]],
    [
      "a gap and a fall",
      series(["2022-01-01", 90], ["2022-02-01", 95], ["2024-01-01", 200], ["2024-02-01", 20], ["2024-03-01", 21]),
      [2, 1, 2],
    ],
    ["from nothing", series(["2024-01-01", 0], ["2024-02-01", 0], ["2024-03-01", 3]), [3]],
  ])("%s", (_, readings, expected) => {
    expect(lengths(readings)).toEqual(expected);
  });

  test("loses no reading and keeps their order", () => {
    const reading = fc.record({
      on: fc
        .date({ min: new Date("2015-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      value: fc.integer({ min: 0, max: 300_000 }),
    });
    fc.assert(
      fc.property(fc.array(reading), (readings) => {
        const sorted = readings.toSorted((a, b) => a.on.localeCompare(b.on));
        const segments = splitSeries(sorted);
        expect(segments.flat()).toEqual(sorted);
        expect(segments.every((segment) => segment.length > 0)).toBe(true);
      }),
    );
  });
});

describe("thinReadings", () => {
  const days = (...list: string[]) => list.map((on, value) => ({ on, value }));
  test.each([
    [[], []],
    [["2026-01-05"], ["2026-01-05"]],
    [
      ["2026-01-05", "2026-01-06", "2026-02-01", "2026-02-02", "2026-02-03"],
      ["2026-01-05", "2026-02-01", "2026-02-03"],
    ],
    [
      ["2025-02-01", "2026-02-01"],
      ["2025-02-01", "2026-02-01"],
    ],
  ])("%j leaves %j", (given, left) => {
    expect(thinReadings(days(...given)).map(({ on }) => on)).toEqual(left);
  });
});
