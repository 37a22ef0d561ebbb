import path from "node:path";
import { describe, expect, test } from "vitest";
import { toolFileSchema } from "@/lib/catalog/schema";
import { CatalogError, readCatalog, readCatalogFile } from "@/prisma/read-catalog";
import { toolText, writeCatalog } from "@/tests/support/catalog-files";

/** The faults of a catalog with some files changed, as `file:line: message`; empty when it is read. */
function faultsOf(changes: Record<string, string | null>): string[] {
  using catalog = writeCatalog(changes);
  try {
    readCatalog(catalog.folder);
    return [];
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    return error.faults.map(({ file, line, message }) => `${path.relative(catalog.folder, file)}:${line}: ${message}`);
  }
}

/** The faults of a catalog whose first tool's file has some of its text replaced. */
function withTool(part: string, replacement: string): string[] {
  const text = toolText("tool-a");
  if (!text.includes(part)) throw new Error(`the file has no ${part}`);
  return faultsOf({ "tools/tool-a.yaml": text.replace(part, replacement) });
}

test("a sound catalog is read whole", () => {
  using written = writeCatalog();
  const catalog = readCatalog(written.folder);
  expect(catalog.tools.map((entry) => entry.file)).toEqual(["tools/tool-a.yaml", "tools/tool-b.yaml"]);
  expect(catalog.tools[0]?.content.pros).toEqual([
    { text: "Easy to read", votes: 0 },
    { text: "Small", votes: 2 },
  ]);
  expect(catalog.stackups[0]?.content.tools).toEqual(["tool-a", "tool-b"]);
  expect(catalog.stacks[0]?.content.tools).toEqual([
    { tool: "tool-a", evidence: [{ file: "package.json", line: 3 }, { file: "tool-a.config.ts" }] },
  ]);
  expect(catalog.stars.content).toEqual([
    { slug: "tool-a", repository: "tool-a/tool-a", date: "2025-01-01", stars: 100, forks: 10 },
  ]);
});

test("the hash of a file follows its text and nothing else", () => {
  using before = writeCatalog();
  using same = writeCatalog();
  using after = writeCatalog({ "tools/tool-a.yaml": `${toolText("tool-a")}# a remark\n` });
  const hashes = [before, same, after].map(({ folder }) => readCatalog(folder).tools.map((entry) => entry.hash));
  expect(hashes[1]).toEqual(hashes[0]);
  expect(hashes[2]?.[0]).not.toBe(hashes[0]?.[0]);
  expect(hashes[2]?.[1]).toBe(hashes[0]?.[1]);
});

test("other files in the folders are passed over", () => {
  expect(faultsOf({ "tools/README.md": "Tools", "tools/tool-a.yaml~": "nonsense" })).toEqual([]);
});

describe("errors carry file and line", () => {
  test.each([
    [
      "a tagline that is too short",
      "A tool that stands in tests",
      "Short",
      "5: tagline: Too small: expected string to have >=10 characters",
    ],
    [
      "a description that is too short",
      "word40 word41 word42 word43 word44 word45",
      "",
      "6: description: a description has 40 to 90 words, this one 39",
    ],
    [
      "a lifecycle",
      "state: active",
      "state: dead",
      '9: lifecycle.state: Invalid option: expected one of "active"|"feature-complete"|"maintenance"|"deprecated"|"archived"|"retired"',
    ],
    ["a source", "checked: 2026-01-15", "checked: soon", "11: sources.readme.checked: a day is YYYY-MM-DD"],
    [
      "a fact",
      "value: MIT",
      "value: '<MIT>'",
      "13: facts.licence.value: a licence is an SPDX expression or Proprietary",
    ],
    ["a feature", "name: Storage", "name: S", "15: features.0.name: Too small: expected string to have >=2 characters"],
    [
      "a reference to a source",
      "value: Rows in files, source: readme",
      "value: Rows in files, source: docs",
      "15: features.0.source: the source “docs” is not listed under sources",
    ],
    [
      "a reference to a function",
      "function: function-a",
      "function: nowhere",
      "3: function: there is no function nowhere in categories.yaml",
    ],
    [
      "a reference to a tool",
      "cons: [Does little]",
      "cons: [Does little]\nintegrations:\n  - tool-b\n  - tool-z",
      "20: integrations.1: there is no tool tool-z in the catalog",
    ],
  ])("%s", (_, part, replacement, fault) => {
    expect(withTool(part, replacement)).toEqual([`tools/tool-a.yaml:${fault}`]);
  });

  test.each([
    ["a missing key", "kind: sample tool\n", "", "kind: Invalid input: expected string, received undefined"],
    ["an unknown key", "kind: sample tool", "kind: sample tool\ncolour: red", 'file: Unrecognized key: "colour"'],
    ["a key of another YAML", "kind: sample tool", "kind: sample tool\n<<: { a: 1 }", 'file: Unrecognized key: "<<"'],
    [
      "a key with a meaning in JavaScript",
      "kind: sample tool",
      "kind: sample tool\n__proto__: { a: 1 }",
      'file: Unrecognized key: "__proto__"',
    ],
  ])("%s is told with the file and the key", (_, part, replacement, message) => {
    expect(withTool(part, replacement)).toEqual([`tools/tool-a.yaml:1: ${message}`]);
  });

  test("an unknown key inside a value is told with the line of the value", () => {
    expect(withTool("value: MIT, source: readme", "value: MIT, source: readme, note: old")).toEqual([
      'tools/tool-a.yaml:13: facts.licence: Unrecognized key: "note"',
    ]);
  });

  test.each([
    ["a bracket that is not closed", "kind: sample tool", "kind: [sample", 5, /Flow sequence/],
    ["a tab", "kind: sample tool", "\tkind: sample tool", 4, /Tabs are not allowed/],
    ["a quote that is not closed", "cons: [Does little]", "cons: ['Does little]", 18, /Missing closing/],
    ["two documents in a file", "cons: [Does little]", "cons: [Does little]\n---\na: 1", 18, /multiple documents/],
    [
      "a key that stands twice",
      "kind: sample tool",
      "kind: sample tool\nkind: other tool",
      5,
      /Map keys must be unique/,
    ],
    [
      "a key that stands twice inside a value",
      "value: MIT,",
      "value: MIT, value: GPL-2.0,",
      13,
      /Map keys must be unique/,
    ],
  ])("%s is refused with its line", (_, part, replacement, line, message) => {
    const faults = withTool(part, replacement);
    expect(faults[0]).toMatch(new RegExp(`^tools/tool-a\\.yaml:${line}: `));
    expect(faults[0]).toMatch(message);
  });

  test.each([
    ["an empty file", "", "file: Invalid input: expected object, received null"],
    ["a list", "- a\n", "file: Invalid input: expected object, received array"],
    ["a text", "Tool A\n", "file: Invalid input: expected object, received string"],
  ])("%s is refused", (_, text, message) => {
    expect(faultsOf({ "tools/tool-a.yaml": text })).toEqual([`tools/tool-a.yaml:1: ${message}`]);
  });

  test("faults of several files are told together, in a message of one line each", () => {
    using catalog = writeCatalog({
      "tools/tool-a.yaml": toolText("tool-a").replace("kind: sample tool", "kind: x"),
      "tools/tool-b.yaml": toolText("tool-b").replace("name: Storage", "name: S"),
      "github-stars.csv": "slug,repository,date,stars,forks\ntool-a,a/a,2025-01-01,1,1\ntool-a,a/a,2025-02-01,many,1\n",
    });
    const place = (file: string) => path.join(catalog.folder, file);
    expect(() => readCatalog(catalog.folder)).toThrow(
      [
        `${place("github-stars.csv")}:3: a count is a whole number in digits`,
        `${place("tools/tool-a.yaml")}:4: kind: Too small: expected string to have >=3 characters`,
        `${place("tools/tool-b.yaml")}:15: features.0.name: Too small: expected string to have >=2 characters`,
      ].join("\n"),
    );
  });

  test("a file that is not there is named", () => {
    expect(() => faultsOf({ "logos.yaml": null })).toThrow(/logos\.yaml/);
  });
});

describe("hostile text in a file", () => {
  test.each([
    ["HTML", "<script>alert(1)</script> tool"],
    ["an image with a handler", "<img src=x onerror=alert(1)>"],
    ["a template", "A tool with #{7*7} and {{7*7}}"],
    ["an emoji", "A tool as fast as a 🚀"],
    ["Hebrew letters", "כלי שעומד בבדיקות"],
  ])("%s stays text", (_, tagline) => {
    using catalog = writeCatalog({
      "tools/tool-a.yaml": toolText("tool-a").replace("A tool that stands in tests", `'${tagline}'`),
    });
    expect(readCatalog(catalog.folder).tools[0]?.content.tagline).toBe(tagline);
  });

  const hidden = "tagline: text must not hold control, zero-width or writing-direction characters";
  test.each([
    ["a mark that turns the writing direction", "A tool \u202ethat stands", hidden],
    ["the same, escaped", '"A tool \\u202ethat stands"', hidden],
    ["a right-to-left mark", "A tool \u200fthat stands", hidden],
    ["a zero-width blank", "A tool\u200bthat stands", hidden],
    ["a zero byte, escaped", '"A tool \\0 that stands"', hidden],
    ["a line break", '"A tool\\nthat stands"', hidden],
    ["10,000 characters", "a".repeat(10_000), "tagline: Too big: expected string to have <=120 characters"],
    ["a number", "1234567890123", "tagline: Invalid input: expected string, received number"],
    ["bytes", "!!binary aGVsbG8gd29ybGQ=", "tagline: Invalid input: expected string, received Buffer"],
  ])("%s is refused with its line", (_, tagline, message) => {
    expect(withTool("A tool that stands in tests", tagline)).toEqual([`tools/tool-a.yaml:5: ${message}`]);
  });

  test("a link with a script is refused with its line", () => {
    expect(withTool("https://example.org/readme", "javascript:alert(1)")).toEqual([
      "tools/tool-a.yaml:11: sources.readme.url: a link must be a plain http or https address",
    ]);
  });

  test.each([
    [
      "an alias",
      toolText("tool-a")
        .replace("kind: sample tool", "kind: &kind sample tool")
        .replace("A tool that stands in tests", "*kind"),
    ],
    ["an alias of nothing", toolText("tool-a").replace("sample tool", "*nothing")],
    ["an alias of itself", "slug: &slug [*slug]\n"],
    ["a bomb of aliases", "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n"],
  ])("%s is not followed", (_, text) => {
    expect(faultsOf({ "tools/tool-a.yaml": text })).toEqual([
      expect.stringMatching(/^tools\/tool-a\.yaml:\d+: anchors and aliases are not read/),
    ]);
  });

  test("an alias is told with its line", () => {
    const text = toolText("tool-a").replace("kind: sample tool", "kind: &kind sample tool");
    const [fault] = faultsOf({ "tools/tool-a.yaml": text.replace("A tool that stands in tests", "*kind") });
    expect(fault).toMatch(/^tools\/tool-a\.yaml:5: /);
  });

  test("an anchor that nothing follows is only a mark", () => {
    expect(withTool("kind: sample tool", "kind: &kind sample tool")).toEqual([]);
  });

  test("brackets in brackets without end are refused, not followed", () => {
    const text = `a: ${"[".repeat(5000)}${"]".repeat(5000)}`;
    expect(faultsOf({ "tools/tool-a.yaml": text })[0]).toMatch(/^tools\/tool-a\.yaml:1: /);
  });

  test("a reading never throws for what stands in a file", () => {
    using catalog = writeCatalog({ "tools/tool-a.yaml": "\u0000\u0001{[\n*: &\n" });
    const reading = readCatalogFile(path.join(catalog.folder, "tools/tool-a.yaml"), toolFileSchema);
    expect(reading.content).toBeNull();
    expect(reading.faults.length).toBeGreaterThan(0);
  });
});

describe("the readings of stars", () => {
  const head = "slug,repository,date,stars,forks\n";

  test.each([
    ["a count that is none", `${head}tool-a,a/a,2025-01-01,many,1\n`, "2: a count is a whole number in digits"],
    ["a day that is none", `${head}tool-a,a/a,2025-01-01,1,1\ntool-a,a/a,2025-02-30,1,1\n`, "3: a day is YYYY-MM-DD"],
    ["a repository that is none", `${head}tool-a,https://example.org/a,2025-01-01,1,1\n`, "2: "],
    ["a tool that is none", `${head}tool-z,a/a,2025-01-01,1,1\n`, "1: file: there is no tool tool-z in the catalog"],
    [
      "a column too many",
      `slug,repository,date,stars,forks,note\ntool-a,a/a,2025-01-01,1,1,x\n`,
      '2: Unrecognized key: "note"',
    ],
  ])("%s is refused", (_, text, fault) => {
    const faults = faultsOf({ "github-stars.csv": text });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`github-stars.csv:${fault}`);
  });

  test("a row of another length is refused", () => {
    expect(faultsOf({ "github-stars.csv": `${head}tool-a,a/a,2025-01-01\n` })).toHaveLength(1);
  });
});

test("a stack's fault carries file and line", () => {
  const text = (tools: string) => `slug: project-a
name: Project A
kind: project
description: A project that stands in tests.
repository: https://github.com/example/project-a
commit: ${"a".repeat(40)}
date: 2026-01-15
tools:
${tools}`;
  const outside = text("  - { tool: tool-a, evidence: [a.json] }\n  - { tool: tool-b, evidence: [../b.json] }\n");
  expect(faultsOf({ "stacks/project-a.yaml": outside })).toEqual([
    "stacks/project-a.yaml:10: tools.1.evidence.0.file: must be a path inside the project",
  ]);
  const twice = text("  - { tool: tool-a, evidence: [a.json] }\n  - { tool: tool-a, evidence: [b.json] }\n");
  expect(faultsOf({ "stacks/project-a.yaml": twice })).toEqual([
    "stacks/project-a.yaml:10: tools.1: the tool “tool-a” stands twice",
  ]);
});
