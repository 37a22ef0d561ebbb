import { describe, expect, test } from "vitest";
import { indexSources } from "@/lib/sources/rules";
import { source, toolPage } from "@/tests/support/shapes";

describe("indexSources", () => {
  const [a, b, c] = [source("A"), source("B"), source("C")];

  test("numbers sources from 1 in the order of their first appearance", () => {
    const index = indexSources([{ source: b }, { cells: [{ source: a }] }], { deep: { deeper: c } });
    expect(index.list).toEqual([b, a, c]);
    expect([a, b, c].map(index.numberOf)).toEqual([2, 1, 3]);
  });

  test("counts a source once, however often it is cited and however it was copied", () => {
    const index = indexSources({ first: a }, [{ ...a }, b], { again: b });
    expect(index.list).toEqual([a, b]);
    expect(index.numberOf({ ...b })).toBe(2);
  });

  test("passes over what has no source", () => {
    expect(indexSources(null, undefined, 5, "text", [], { source: null }).list).toEqual([]);
  });

  test("finds all sources of a tool", () => {
    const tool = toolPage("tool-a", { facts: { licence: "MIT" }, features: { Storage: "Rows" } });
    expect(indexSources(tool).list.map((entry) => entry.title)).toEqual(["Source A", "licence", "Storage"]);
  });

  test("refuses a source that it was not given, since its mark would lead nowhere", () => {
    expect(() => indexSources(a).numberOf(b)).toThrow(`source ${b.id} was not handed to indexSources`);
  });
});
