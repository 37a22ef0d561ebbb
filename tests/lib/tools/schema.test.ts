import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daySchema, partialDateSchema, slugSchema, toolListParamsSchema, webUrlSchema } from "@/lib/tools/schema";

describe("slugSchema", () => {
  test.each(["rkt", "apache-mesos", "c", "3d", "vscode", "canvas", "a-v-s-b", "vsts", "x".repeat(64)])("%s", (slug) => {
    expect(slugSchema.safeParse(slug).success).toBe(true);
  });

  test.each([
    ["", "it is empty"],
    ["Apache-Mesos", "upper case"],
    ["apache mesos", "a blank"],
    ["apache_mesos", "an underscore"],
    ["-rkt", "it begins with a dash"],
    ["rkt-", "it ends with a dash"],
    ["a--b", "two dashes"],
    ["c++", "signs"],
    ["café", "a letter with an accent"],
    ["раypal", "a Cyrillic letter that looks Latin"],
    ["a-vs-b", "the joint of a stackup"],
    ["vs", "the joint without its dashes"],
    ["vs-code", "it would begin with the joint"],
    ["a-vs", "it would end with the joint"],
    ["x".repeat(65), "too long"],
    ["../etc/passwd", "a path"],
    ["a\n", "a line break"],
  ])("%j is refused: %s", (slug) => {
    expect(slugSchema.safeParse(slug).success).toBe(false);
  });
});

describe("webUrlSchema", () => {
  test.each([
    "https://mesos.example/",
    "http://localhost:3000/a?b=c#d",
    "https://en.example/wiki/Rust_(programming_language)",
    "https://example.org/%22quoted%22",
  ])("%s", (url) => {
    expect(webUrlSchema.safeParse(url).success).toBe(true);
  });

  test.each([
    ["javascript:alert(1)", "a script"],
    ["JavaScript:alert(1)", "a script in other letters"],
    [" javascript:alert(1)", "a script behind a blank"],
    ["java\nscript:alert(1)", "a script with a line break"],
    ["data:text/html,<script>alert(1)</script>", "data"],
    ["vbscript:msgbox(1)", "another script"],
    ["file:///etc/passwd", "a file"],
    ["ftp://example.org/a", "another protocol"],
    ["//example.org/a", "no protocol"],
    ["/tools/rkt", "a path"],
    ["example.org", "a host alone"],
    ["https://", "no host"],
    ["https://user@example.org/", "a name to sign in with"],
    ["https://user:secret@example.org/", "a password"],
    ["https://example.org/a b", "a blank"],
    ['https://example.org/"onmouseover="alert(1)', "a quote"],
    ["https://example.org/<script>", "a tag"],
    [`https://example.org/${"a".repeat(500)}`, "too long"],
    ["", "nothing"],
  ])("%j is refused: %s", (url) => {
    expect(webUrlSchema.safeParse(url).success).toBe(false);
  });

  test("whatever is let through is a web address without quotes, tags and blanks", () => {
    const piece = fc.constantFrom(
      "https:",
      "http:",
      "javascript:",
      "//",
      "/",
      "@",
      ":",
      '"',
      "<",
      " ",
      "a",
      ".org",
      "\t",
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 12 }), (text) => {
        if (!webUrlSchema.safeParse(text).success) return;
        expect(new URL(text).protocol).toMatch(/^https?:$/);
        expect(text).not.toMatch(/[\s"<>]/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("dates", () => {
  test.each([
    ["2020", true],
    ["2020-02", true],
    ["2020-02-24", true],
    ["2020-13", false],
    ["2020-00", false],
    ["2020-02-32", false],
    ["2020-2", false],
    ["20", false],
    ["24.02.2020", false],
    ["2020-02-24T00:00", false],
    ["", false],
  ])("partial date %j: %s", (text, isGood) => {
    expect(partialDateSchema.safeParse(text).success).toBe(isGood);
  });

  test.each([
    ["2026-11-22", true],
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["2026-11-31", false],
    ["2026-11", false],
    ["yesterday", false],
  ])("day %j: %s", (text, isGood) => {
    expect(daySchema.safeParse(text).success).toBe(isGood);
  });
});

test.each([
  [
    { sort: "votes", after: "start" },
    { sort: "votes", after: "" },
  ],
  [
    { sort: "name", after: "rkt" },
    { sort: "name", after: "rkt" },
  ],
  [{ sort: "price", after: "start" }, null],
  [{ sort: "stars", after: "Not a slug" }, null],
  [{ sort: "stars" }, null],
])("toolListParamsSchema: %j is %j", (params, expected) => {
  expect(toolListParamsSchema.safeParse(params).data ?? null).toEqual(expected);
});
