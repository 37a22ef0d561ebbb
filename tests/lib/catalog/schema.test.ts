import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  categoriesFileSchema,
  countWords,
  figuresFileSchema,
  lineSchema,
  logosFileSchema,
  stackupFileSchema,
  starRowSchema,
  toolFileSchema,
} from "@/lib/catalog/schema";
import { factKeys, lifecycleStates } from "@/lib/tools/schema";

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");
const source = { url: "https://example.org/readme", title: "README", checked: "2026-01-15" };
const soundTool = {
  slug: "tool-a",
  name: "Tool A",
  function: "function-a",
  kind: "sample tool",
  tagline: "A tool that stands in tests",
  description: words(45),
  lifecycle: { state: "active", source: "readme" },
  sources: { readme: source },
  facts: { licence: { value: "MIT", source: "readme" } },
  features: [{ name: "Storage", value: "Rows", source: "readme" }],
  pros: ["Easy to read"],
  cons: ["Does little"],
};

type Refusable = { safeParse: (value: unknown) => { error?: { issues: { path: PropertyKey[]; message: string }[] } } };

/** Why a schema refuses a value, as `path: message`; empty when it does not. */
function refusals(schema: Refusable, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}
const refuseTool = (change: object) => refusals(toolFileSchema, { ...soundTool, ...change });

describe("hostile text in one line of plain text", () => {
  const line = lineSchema(1, 120);

  test.each([
    ["HTML", "<script>alert(1)</script>"],
    ["an attribute", '" onmouseover="alert(1)'],
    ["an entity", "&lt;b&gt;"],
    ["Markdown", "[a](javascript:alert(1)) | **b**"],
    ["SQL", "'; DROP TABLE tools; --"],
    ["a template", "#{SECRET} {{7*7}} %s"],
    ["Arabic and Hebrew letters", "أداة כלי"],
    ["Chinese", "容器运行时"],
    ["an emoji", "Fast 🚀"],
    ["an emoji with a tone and a variation", "👍🏽 ❤️"],
    ["a flag", "🇪🇺"],
  ])("%s stays as it is", (_, text) => {
    expect(line.parse(text)).toBe(text);
  });

  const refused = "text must not hold control, zero-width or writing-direction characters";
  test.each([
    ["a mark that turns the writing direction", "safe \u202egnp.exe"],
    ["a right-to-left mark", "a \u200f b"],
    ["a left-to-right mark", "a \u200e b"],
    ["an isolate", "a \u2067 b"],
    ["a zero-width blank", "a\u200bb"],
    ["a zero-width joiner, also between emoji", "👩\u200d💻"],
    ["a word joiner", "a\u2060b"],
    ["a byte order mark", "a\ufeffb"],
    ["a zero byte", "a\u0000b"],
    ["a line break", "a\nb"],
    ["a tab", "a\tb"],
    ["an escape sequence", "\u001b[31mred"],
    ["a control character of the second set", "a\u0085b"],
  ])("%s is refused", (_, text) => {
    expect(refusals(line, text)).toEqual([`: ${refused}`]);
  });

  test.each([
    ["10,000 characters", "a".repeat(10_000), "Too big"],
    ["nothing", "", "Too small"],
    ["a blank at its end", "a ", "text must not begin or end with blanks"],
    ["a blank at its beginning", " a", "text must not begin or end with blanks"],
    ["a blank of another kind", "\u00a0a", "text must not begin or end with blanks"],
  ])("%s is refused", (_, text, message) => {
    expect(refusals(line, text).join()).toContain(message);
  });

  test("what it lets through is the text that was given, in one line", () => {
    const unit = fc.constantFrom(
      "a",
      "<",
      " ",
      "é",
      "🚀",
      "\0",
      "\n",
      "\t",
      "\u200b",
      "\u200f",
      "\u202e",
      "\u2067",
      "\u0085",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        const read = line.safeParse(text);
        if (!read.success) return;
        expect(read.data).toBe(text);
        expect(text).not.toMatch(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a tool's file", () => {
  test("gets its defaults", () => {
    expect(toolFileSchema.parse(soundTool)).toEqual({
      ...soundTool,
      aliases: [],
      lifecycle: { state: "active", source: "readme", successors: [] },
      pros: [{ text: "Easy to read", votes: 0 }],
      cons: [{ text: "Does little", votes: 0 }],
      integrations: [],
      links: [],
      alternatives: { pinned: [], excluded: [] },
    });
  });

  test.each([
    ["an unknown key", { colour: "red" }, ': Unrecognized key: "colour"'],
    [
      "a slug with the joint",
      { slug: "a-vs-b" },
      "slug: a slug must not hold “-vs-”, which joins the tools of a stackup",
    ],
    ["a name that is too long", { name: "a".repeat(61) }, "name: Too big: expected string to have <=60 characters"],
    ["a number as name", { name: 7 }, "name: Invalid input: expected string, received number"],
    [
      "a description that is too short",
      { description: words(39) },
      "description: a description has 40 to 90 words, this one 39",
    ],
    [
      "a description that is too long",
      { description: words(91) },
      "description: a description has 40 to 90 words, this one 91",
    ],
    [
      "a control character in a description",
      { description: `${words(45)}\u0000` },
      "description: text must not hold control, zero-width or writing-direction characters",
    ],
    [
      "a feature that stands twice",
      { features: ["Storage", "storage"].map((name) => ({ ...soundTool.features[0], name })) },
      "features.1: the feature “storage” stands twice",
    ],
    [
      "eight features",
      { features: Array.from({ length: 8 }, (_, i) => ({ ...soundTool.features[0], name: `Row ${i}` })) },
      "features: Too big: expected array to have <=7 items",
    ],
    ["no features", { features: [] }, "features: Too small: expected array to have >=1 items"],
    [
      "a pro that stands twice",
      { pros: ["Fast", { text: "fast", votes: 3 }] },
      "pros.1: the statement “fast” stands twice",
    ],
    [
      "an integration that stands twice",
      { integrations: ["rkt", "rkt"] },
      "integrations.1: the integration “rkt” stands twice",
    ],
    [
      "a source with a script as link",
      { sources: { readme: { ...source, url: "javascript:alert(1)" } } },
      "sources.readme.url: a link must be a plain http or https address",
    ],
    [
      "a source without a title",
      { sources: { readme: { ...source, title: undefined } } },
      "sources.readme.title: Invalid input: expected string, received undefined",
    ],
    [
      "a source that was never checked",
      { sources: { readme: { ...source, checked: undefined } } },
      "sources.readme.checked: a day is YYYY-MM-DD",
    ],
    [
      "a source checked on a day that is none",
      { sources: { readme: { ...source, checked: "2026-02-30" } } },
      "sources.readme.checked: a day is YYYY-MM-DD",
    ],
    [
      "a link with a script",
      { links: [{ label: "Docs", url: "javascript:alert(1)" }] },
      "links.0.url: a link must be a plain http or https address",
    ],
    [
      "a reason with a mark of direction",
      { alternatives: { pinned: [{ slug: "rkt", reason: "closest \u202e one" }] } },
      "alternatives.pinned.0.reason: text must not hold control, zero-width or writing-direction characters",
    ],
  ])("%s is refused, and said so", (_, change, refusal) => {
    expect(refuseTool(change)).toEqual([refusal]);
  });

  test("negative votes are refused", () => {
    expect(refuseTool({ pros: [{ text: "Fast", votes: -1 }] })).not.toEqual([]);
    expect(refuseTool({ pros: [{ text: "Fast", votes: 1.5 }] })).not.toEqual([]);
  });

  test("a description may have 40 to 90 words and break its lines, and keeps HTML and emoji as text", () => {
    const text = `<b>Bold</b> 🚀\n${words(38)}`;
    expect(toolFileSchema.parse({ ...soundTool, description: `${text}\n` }).description).toBe(text);
    expect(refuseTool({ description: words(90) })).toEqual([]);
  });

  test.each([
    ["turns the writing direction", `\u202e${words(45)}`],
    ["holds zero-width characters", `a\u200bb ${words(45)}`],
    ["holds a word of 10,000 characters", `${"a".repeat(10_000)} ${words(45)}`],
  ])("a description that %s is refused", (_, description) => {
    expect(refuseTool({ description })).not.toEqual([]);
  });

  test.each([
    ["a successor", { lifecycle: { ...soundTool.lifecycle, successors: ["rkt", "rkt"] } }],
    ["a pinned alternative", { alternatives: { pinned: Array(2).fill({ slug: "rkt", reason: "closest one" }) } }],
    [
      "an alternative that is pinned and excluded",
      {
        alternatives: {
          pinned: [{ slug: "rkt", reason: "closest one" }],
          excluded: [{ slug: "rkt", reason: "another kind" }],
        },
      },
    ],
  ])("%s that stands twice is refused", (_, change) => {
    expect(refuseTool(change)).not.toEqual([]);
  });

  describe("facts", () => {
    const refuseFact = (key: string, value: unknown) => refuseTool({ facts: { [key]: { value, source: "readme" } } });

    test.each([
      ["website", "https://example.org/"],
      ["repository", "https://github.com/rkt/rkt"],
      ["licence", "Apache-2.0"],
      ["licence", "GPL-2.0-only WITH Classpath-exception-2.0"],
      ["licence", "(MIT OR Apache-2.0)"],
      ["licence", "Proprietary"],
      ["language", "C++"],
      ["organisation", "Apache Software Foundation"],
      ["first-release", 2014],
      ["hosting", "self-hosted-or-hosted"],
    ])("%s may be %j", (key, value) => {
      expect(refuseFact(key, value)).toEqual([]);
    });

    test.each([
      ["website", "javascript:alert(1)", "a link must be a plain http or https address"],
      ["repository", "github.com/rkt/rkt", "a link must be a plain http or https address"],
      ["licence", "<script>", "a licence is an SPDX expression or Proprietary"],
      ["licence", "MIT; DROP", "a licence is an SPDX expression or Proprietary"],
      ["language", "Go\u200b", "text must not hold control, zero-width or writing-direction characters"],
      ["first-release", "2014", "Invalid input: expected number, received string"],
      ["first-release", 1900, "Too small: expected number to be >=1950"],
      ["first-release", 2014.5, "Invalid input: expected int, received number"],
      [
        "hosting",
        "cloud",
        'Invalid option: expected one of "self-hosted"|"hosted"|"self-hosted-or-hosted"|"runs-locally"',
      ],
    ])("%s may not be %j", (key, value, message) => {
      expect(refuseFact(key, value)).toEqual([`facts.${key}.value: ${message}`]);
    });

    test("a fact needs a source, and no other fact is known", () => {
      expect(refuseTool({ facts: { licence: { value: "MIT" } } })).not.toEqual([]);
      expect(refuseFact("price", "free")).toEqual(['facts: Unrecognized key: "price"']);
      expect(factKeys.length).toBe(9);
    });
  });

  describe("lifecycle", () => {
    const refuseLifecycle = (lifecycle: object) => refuseTool({ lifecycle: { source: "readme", ...lifecycle } });

    test.each(lifecycleStates.filter((state) => state !== "unknown"))("%s with date and note", (state) => {
      expect(refuseLifecycle({ state, since: "2020-02", note: "Nothing more comes." })).toEqual([]);
    });

    test.each([
      [{ state: "active" }, []],
      [{ state: "feature-complete", note: "Nothing more comes." }, []],
      [{ state: "feature-complete" }, ["lifecycle.note: a lifecycle other than active needs a note"]],
      [
        { state: "archived", note: "Nothing more comes." },
        ["lifecycle.since: maintenance, deprecated, archived and retired need the date since when"],
      ],
      [{ state: "maintenance", since: "2020" }, ["lifecycle.note: a lifecycle other than active needs a note"]],
      [{ state: "active", since: "spring 2020" }, ["lifecycle.since: a date is YYYY, YYYY-MM or YYYY-MM-DD"]],
    ])("%j: %j", (lifecycle, expected) => {
      expect(refuseLifecycle(lifecycle)).toEqual(expected);
    });

    test("an unknown state is refused", () => {
      for (const state of ["dead", "unknown"])
        expect(refuseLifecycle({ state }).join()).toContain("lifecycle.state: Invalid option");
    });
  });
});

describe("a stackup's file", () => {
  const cell = (text: string) => ({ text: `${text} holds for this one`, source: "readme" });
  const claims = ["Storage", "Licence", "Clients", "History"].map((topic) => ({
    topic,
    holds: { "tool-a": cell("This"), "tool-b": cell("That") },
  }));
  const sound = {
    tools: ["tool-a", "tool-b"],
    sources: { readme: source },
    claims,
    summary: "Tool A and Tool B differ in what they store and whom they serve.",
    choose: { "tool-a": "you store rows", "tool-b": "you store columns" },
  };
  const refuse = (change: object) => refusals(stackupFileSchema, { ...sound, ...change });
  const withHolds = (holds: object) => [{ topic: "Storage", holds }, ...claims.slice(1)];

  test("is sound, with or without a word for neither", () => {
    expect(refuse({})).toEqual([]);
    expect(refuse({ choose: { ...sound.choose, neither: "you start new work" } })).toEqual([]);
  });

  test.each([
    ["another order", { tools: ["tool-b", "tool-a"] }, "tools: tools stand in alphabetical order, each once"],
    ["one tool", { tools: ["tool-a"] }, "tools: Too small: expected array to have >=2 items"],
    ["three claims", { claims: claims.slice(1) }, "claims: Too small: expected array to have >=4 items"],
    [
      "a topic that stands twice",
      { claims: [...claims, { ...claims[0], topic: "storage" }] },
      "claims.4: the topic “storage” stands twice",
    ],
    ["a claim without a tool", { claims: withHolds({ "tool-a": cell("This") }) }, "claims.0.holds: no text for tool-b"],
    [
      "a claim about another tool",
      { claims: withHolds({ "tool-a": cell("This"), "tool-b": cell("That"), "tool-c": cell("It") }) },
      "claims.0.holds.tool-c: tool-c is not compared here",
    ],
    [
      "a claim without a source",
      { claims: withHolds({ "tool-a": { text: "Something holds" }, "tool-b": cell("That") }) },
      "claims.0.holds.tool-a.source: Invalid input: expected string, received undefined",
    ],
    ["no choice for a tool", { choose: { "tool-a": "you store rows" } }, "choose: no “choose tool-b if …”"],
    [
      "a choice of another tool",
      { choose: { ...sound.choose, "tool-c": "you store files" } },
      "choose.tool-c: tool-c is not compared here",
    ],
    [
      "a summary of two words",
      { summary: "They differ." },
      "summary: Too small: expected string to have >=40 characters",
    ],
    ["an unknown key", { verdict: "Tool A" }, ': Unrecognized key: "verdict"'],
  ])("%s is refused, and said so", (_, change, refusal) => {
    expect(refuse(change)).toContain(refusal);
  });

  test("eight claims are refused", () => {
    const eight = Array.from({ length: 8 }, (_, index) => ({ ...claims[0], topic: `Topic ${index}` }));
    expect(refuse({ claims: eight })).toEqual(["claims: Too big: expected array to have <=7 items"]);
  });
});

describe("the other files", () => {
  test("a function stands once in the category tree", () => {
    const place = (slug: string) => ({ slug, name: "Place" });
    const layer = (...functions: string[]) => [
      { ...place("layer"), categories: [{ ...place("category"), functions: functions.map(place) }] },
    ];
    expect(refusals(categoriesFileSchema, layer("a", "b"))).toEqual([]);
    expect(refusals(categoriesFileSchema, layer("a", "a"))).toEqual(["1: the function “a” stands twice"]);
    expect(refusals(categoriesFileSchema, layer())).not.toEqual([]);
  });

  test.each([
    [{ set: "logos", icon: "react" }, true],
    [{ set: "another-set", icon: "react" }, false],
    [{ set: "logos", icon: "../react" }, false],
    [{ set: "logos", icon: "React" }, false],
    [{ set: "logos", icon: "react", colour: "red" }, false],
  ])("a logo may be %j: %s", (logo, isGood) => {
    expect(refusals(logosFileSchema, { react: logo }).length === 0).toBe(isGood);
  });

  test.each([
    [{}, true],
    [{ metric: "stars" }, true],
    [{ metric: "likes" }, false],
    [{ value: -1 }, false],
    [{ value: 1.5 }, false],
    [{ value: "306" }, false],
    [{ asOf: "last year" }, false],
    [{ source: undefined }, false],
  ])("a figure with %j: %s", (change, isGood) => {
    const figure = { tool: "rkt", metric: "stacks", value: 306, asOf: "2025", source: "page", ...change };
    const file = { sources: { page: source }, figures: [figure], statementVotes: { source: "page", asOf: "2025" } };
    expect(refusals(figuresFileSchema, file).length === 0).toBe(isGood);
  });

  test.each([
    [{}, true],
    [{ stars: "many" }, false],
    [{ stars: "-1" }, false],
    [{ forks: "1.5" }, false],
    [{ repository: "rkt" }, false],
    [{ repository: "https://github.com/rkt/rkt" }, false],
    [{ date: "2025" }, false],
    [{ slug: "Rkt" }, false],
  ])("a reading of stars with %j: %s", (change, isGood) => {
    const row = { slug: "rkt", repository: "rkt/rkt", date: "2025-01-01", stars: "100", forks: "10", ...change };
    expect(refusals(starRowSchema, row).length === 0).toBe(isGood);
  });

  test("a reading without a count is refused", () => {
    const row = { slug: "rkt", repository: "rkt/rkt", date: "2025-01-01", stars: "", forks: "10" };
    expect(refusals(starRowSchema, row)).not.toEqual([]);
  });
});

test.each([
  ["", 0],
  ["  ", 0],
  ["one", 1],
  ["one two", 2],
  [" one\n two\tthree  ", 3],
  ["a-b c/d", 2],
])("countWords: %j has %i", (text, count) => {
  expect(countWords(text)).toBe(count);
});
