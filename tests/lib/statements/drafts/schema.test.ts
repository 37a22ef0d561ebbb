import { describe, expect, test } from "vitest";
import { draftSchema, editSchema, formParamsSchema } from "@/lib/statements/drafts/schema";

function faultOf(field: "text" | "note" | "version" | "source", value: string): string | undefined {
  const draft = { text: "Easy scaling", note: "", version: "", source: "", [field]: value };
  return draftSchema.safeParse(draft).error?.issues.find((issue) => issue.path[0] === field)?.message;
}

describe("the words of a statement", () => {
  test.each(["abc", "a".repeat(120), "C++20", "42 is enough", "Große Community", "簡単な設定", "Fast 🚀"])(
    "%s",
    (text) => {
      expect(faultOf("text", text)).toBeUndefined();
    },
  );

  test("are trimmed, with single blanks and composed letters", () => {
    const text = "  Easy \u00a0  scaling of cafe\u0301s ";
    expect(draftSchema.parse({ text }).text).toBe("Easy scaling of cafés");
  });

  test.each([
    ["too short", "ab"],
    ["too short by characters", "😀a"],
    ["blanks alone", "      "],
    ["too long", "a".repeat(121)],
    ["a line feed", "Easy\nscaling"],
    ["a NUL", "Easy\0scaling"],
    ["a zero-width blank", "Easy\u200bscaling"],
    ["a right-to-left mark", "Easy \u202egnilacs"],
    ["an Arabic letter mark", "Easy\u061cscaling"],
    ["a soft hyphen", "Easy sca\u00adling"],
    ["a line separator", "Easy\u2028scaling"],
    ["half of a character", "Easy \ud83d scaling"],
    ["a tag character", "Easy\u{e0041} scaling"],
    ["marks piled up", `Ea${"\u0301".repeat(8)}sy scaling`],
    ["no word at all", "!!! ???"],
  ])("are refused with %s", (_, text) => {
    expect(faultOf("text", text)).toMatch(/^A statement /);
  });
});

describe("what may stay empty", () => {
  test("is null when it is missing or blank", () => {
    expect(draftSchema.parse({ text: "Easy scaling" })).toEqual({
      text: "Easy scaling",
      note: null,
      version: null,
      source: null,
    });
    expect(draftSchema.parse({ text: "Easy scaling", note: " \r\n ", version: " ", source: "" })).toMatchObject({
      note: null,
      version: null,
      source: null,
    });
  });

  test("a note keeps its lines, and joiners that some scripts need", () => {
    expect(draftSchema.parse({ text: "Easy scaling", note: "a\r\n\r\n- b\r\n" }).note).toBe("a\n\n- b");
    expect(faultOf("note", "می\u200cخواهم")).toBeUndefined();
    expect(faultOf("note", "a".repeat(2000))).toBeUndefined();
  });

  test.each([
    ["too long", "a".repeat(2001)],
    ["a NUL", "a\0b"],
    ["a right-to-left mark", "a\u202eb"],
    ["marks without end", "[".repeat(201)],
    ["a list far to the right", `- a\n${" ".repeat(14)}- b`],
    ["quotes in quotes", ">>>>> deep"],
    ["lists in lists", "- - - - - deep"],
    ["numbered lists in quotes", "> 1. > - 2) deep"],
  ])("a note is refused: %s", (_, note) => {
    expect(faultOf("note", note)).toMatch(/^A note /);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/",
    "//example.org/",
    "https://a:b@example.org/",
    "https://",
    `https://example.org/${"a".repeat(500)}`,
  ])("the source %s is refused", (source) => {
    expect(faultOf("source", source)).toBeDefined();
  });

  test("a source is kept as a plain address", () => {
    expect(draftSchema.parse({ text: "Easy scaling", source: " HTTPS://Example.org/a'b " }).source).toBe(
      "https://example.org/a'b",
    );
  });

  test("a version has at most 40 characters", () => {
    expect(faultOf("version", "v".repeat(40))).toBeUndefined();
    expect(faultOf("version", "v".repeat(41))).toMatch(/^A version /);
  });
});

test.each([0, -1, 1.5, 2 ** 31, "1 or 1=1", null])("%j names no statement", (statement) => {
  expect(editSchema.safeParse({ statement, text: "Easy scaling" }).success).toBe(false);
});

test("search parameters that make no sense are read as empty", () => {
  expect(formParamsSchema.parse({ kind: ["con", "pro"], text: ["a", "b"], checked: "yes" })).toMatchObject({
    kind: "con",
    text: "a",
    checked: false,
    note: "",
  });
  expect(formParamsSchema.parse({ kind: "neither" }).kind).toBe("pro");
});
