import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeRows, moveRow, nestFields } from "@/lib/edits/rules";
import { reasonSchema, rowCommandSchema } from "@/lib/edits/schema";

describe("fields by the parts of their names", () => {
  test.each<[string, Record<string, unknown>, object]>([
    ["plain names", { name: "A" }, { name: "A" }],
    [
      "rows",
      { "f.0.name": "A", "f.1.name": "B", "f.0.source.url": "u" },
      { f: [{ name: "A", source: { url: "u" } }, { name: "B" }] },
    ],
    [
      "rows with gaps, out of order",
      { "f.7.name": "B", "f.2.name": "A", "f.10.name": "C" },
      { f: [{ name: "A" }, { name: "B" }, { name: "C" }] },
    ],
    ["a name that is a branch and a text", { "a.b": "1", a: "2" }, { a: { b: "1" } }],
    ["the same the other way round", { a: "2", "a.b": "1" }, { a: { b: "1" } }],
    [
      "names of objects' own parts",
      { "__proto__.x": "1", "constructor.prototype.y": "2" },
      { constructor: { prototype: { y: "2" } } },
    ],
    ["too deep a name", { "a.b.c.d.e.f": "1" }, {}],
    ["what is no text", { a: 1, b: null, c: ["x"] }, {}],
  ])("%s", (_, fields, nested) => {
    expect(nestFields(fields)).toEqual(nested);
    expect(Reflect.get({}, "x")).toBeUndefined();
    expect(Reflect.get({}, "y")).toBeUndefined();
  });

  test("are read whatever their names", () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.string()), (fields) => void nestFields(fields)));
  });
});

describe("rows of a form", () => {
  test.each([
    ["up", 2, "acb"],
    ["down", 0, "bac"],
    ["remove", 1, "ac"],
    ["up", 0, "abc"],
    ["down", 2, "abc"],
    ["remove", 9, "abc"],
  ])("%s %i", (act, row, result) => {
    expect(moveRow([..."abc"], act, row).join("")).toBe(result);
  });

  test("are added at the end of their list, which may be inside another or not there yet", () => {
    const command = rowCommandSchema.parse("add alternatives.pinned");
    expect(changeRows({ name: "A" }, command, { slug: "" })).toEqual({
      name: "A",
      alternatives: { pinned: [{ slug: "" }] },
    });
  });

  test.each(["save", "up", "up features x", "up __proto__ 1", "drop features 1", "up features 1; 2"])(
    "%s asks for no change of rows",
    (text) => {
      expect(rowCommandSchema.safeParse(text).success).toBe(false);
    },
  );
});

test.each([
  ["Because it is so", true],
  ["  why  ", false],
  ["Two\nlines of it", false],
  ["x".repeat(201), false],
])("the reason %j may stand in a history: %s", (reason, isGood) => {
  expect(reasonSchema.safeParse(reason).success).toBe(isGood);
});
