import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareTools,
  computeDifferences,
  describeEnded,
  isIndexable,
  parsePair,
  stackupPath,
  stackupSlug,
  stackupTitle,
  toMarkdown,
} from "@/lib/stackups/rules";
import { slugSchema, storedSlugSchema } from "@/lib/tools/schema";
import { place, source, toolPage } from "@/tests/support/shapes";

describe("canonical pairs", () => {
  test.each([
    ["rkt-vs-apache-mesos", ["rkt", "apache-mesos"]],
    ["apache-mesos-vs-rkt", ["apache-mesos", "rkt"]],
    ["a-vs-b-vs-c", ["a", "b", "c"]],
    ["d-vs-c-vs-b-vs-a", ["d", "c", "b", "a"]],
    ["Apache-Mesos-VS-rkt", ["apache-mesos", "rkt"]],
    ["rkt-vs-rkt", ["rkt", "rkt"]],
    ["canvas-vs-vsts", ["canvas", "vsts"]],
  ])("%s names %j", (text, slugs) => {
    expect(parsePair(text)).toEqual(slugs);
  });

  test.each([
    ["", "nothing"],
    ["rkt", "one tool"],
    ["a-vs-b-vs-c-vs-d-vs-e", "five tools"],
    ["-vs-", "no names"],
    ["a-vs-", "a name is missing"],
    ["-vs-b", "a name is missing"],
    ["a-vs--b", "a dash too many"],
    ["a vs b", "blanks"],
    ["a-vs-b/c", "a path"],
    ["a-vs-b%00", "an escape"],
    ["a-vs-<script>", "a tag"],
    [`a-vs-${"b".repeat(65)}`, "a name that is too long"],
    ["placeholder", "what a build asks for"],
  ])("%j is no stackup: %s", (text) => {
    expect(parsePair(text)).toBeNull();
  });

  const slug = fc
    .stringMatching(/^[a-z0-9]{1,6}(?:-(?:vs|[a-z0-9]{1,4})){0,2}$/)
    .filter((text) => slugSchema.safeParse(text).success);
  const slugs = fc.uniqueArray(slug, { minLength: 2, maxLength: 4 });

  test("the canonical slug is read back as the same tools, in order", () => {
    fc.assert(
      fc.property(slugs, (tools) => {
        expect(parsePair(stackupSlug(tools))).toEqual(tools.toSorted());
      }),
    );
  });

  test("one stackup has one address, in whatever order its tools are named", () => {
    fc.assert(
      fc.property(
        slugs.chain((tools) => fc.tuple(fc.constant(tools), fc.shuffledSubarray(tools, { minLength: tools.length }))),
        ([tools, mixed]) => {
          expect(stackupSlug(mixed)).toBe(stackupSlug(tools));
          expect(stackupSlug(parsePair(stackupSlug(mixed)) ?? [])).toBe(stackupSlug(tools));
        },
      ),
    );
  });

  test("different sets of tools have different addresses", () => {
    fc.assert(
      fc.property(slugs, slugs, (a, b) => {
        const isSame = a.toSorted().join() === b.toSorted().join();
        expect(stackupSlug(a) === stackupSlug(b)).toBe(isSame);
      }),
    );
  });

  test("whatever is read as a stackup holds two to four slugs", () => {
    const piece = fc.constantFrom("-vs-", "-", "vs", "a", "b2", "/", "%", " ", "VS");
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 12 }), (text) => {
        const read = parsePair(text);
        if (read === null) return;
        expect(read.length).toBeGreaterThanOrEqual(2);
        expect(read.length).toBeLessThanOrEqual(4);
        expect(read.every((entry) => storedSlugSchema.safeParse(entry).success)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("path and title", () => {
    expect(stackupPath(["rkt", "apache-mesos"])).toBe("/stackups/apache-mesos-vs-rkt");
    expect(stackupTitle([{ name: "Apache Mesos" }, { name: "rkt" }])).toBe("Apache Mesos vs rkt");
  });
});

const imported = (value: number) => ({ value, asOf: "2025", source: source("Source B") });
const figure = (value: number | null, here = 0) => ({
  total: value === null ? null : value + here,
  imported: value === null ? null : imported(value),
  here,
});

/** The rows of a group by their keys. */
function rowsOf(group: string, ...tools: Parameters<typeof compareTools>[0]) {
  return compareTools(tools).find((entry) => entry.key === group)?.rows ?? [];
}
const rowOf = (group: string, key: string, ...tools: Parameters<typeof compareTools>[0]) =>
  rowsOf(group, ...tools).find((row) => row.key === key);

describe("what differs", () => {
  const mesos = toolPage("mesos", {
    kind: "cluster manager",
    votes: 31,
    facts: { licence: "Apache-2.0", language: "C++", website: "https://mesos.example/" },
    features: { Isolation: "Pluggable", Scheduling: "Two-level", "Web UI": "Yes" },
    lifecycle: { state: "retired", since: "2025-08" },
    figures: {
      stacks: figure(306),
      followers: figure(418),
      votes: null,
      stars: imported(5300),
      forks: imported(1700),
      usage: [],
    },
  });
  const rkt = toolPage("rkt", {
    kind: "container runtime",
    votes: 10,
    facts: { licence: "apache-2.0 ", language: "Go" },
    features: { "Image verification": "GPG", Scheduling: "Left to others", Isolation: "pluggable" },
    lifecycle: { state: "archived", since: "2020-02-24" },
    figures: { stacks: figure(29), followers: figure(112), votes: null, stars: null, forks: null, usage: [] },
  });

  test("groups stand in order, each with its rows", () => {
    expect(compareTools([mesos, rkt]).map(({ key, rows }) => [key, rows.map((row) => row.key)])).toEqual([
      ["statistics", ["stacks", "followers", "votes", "stars", "forks"]],
      ["facts", ["kind", "lifecycle", "website", "licence", "language"]],
      ["features", ["feature-isolation", "feature-scheduling", "feature-web-ui", "feature-image-verification"]],
    ]);
  });

  test.each([
    ["facts", "licence", true, "letters and blanks aside, the same"],
    ["facts", "language", false, "another value"],
    ["facts", "website", false, "a value is missing"],
    ["facts", "kind", false, "another kind"],
    ["features", "feature-isolation", true, "the same but for the case of letters"],
    ["features", "feature-web-ui", false, "one has it"],
    ["statistics", "votes", false, "other counts"],
    ["statistics", "stars", false, "a count is missing"],
  ])("%s %s are the same: %s (%s)", (group, key, isSame) => {
    expect(rowOf(group, key, mesos, rkt)?.isSame).toBe(isSame);
    expect(rowOf(group, key, rkt, mesos)?.isSame).toBe(isSame);
  });

  test("three tools are the same only when all are", () => {
    const third = toolPage("third", { facts: { licence: "Apache-2.0", language: "Go" } });
    expect(rowOf("facts", "licence", mesos, rkt, third)?.isSame).toBe(true);
    expect(rowOf("facts", "language", mesos, rkt, third)?.isSame).toBe(false);
  });

  test("a cell without a text says why, and one with a text where it is from", () => {
    expect(rowOf("facts", "website", mesos, rkt)?.cells).toMatchObject([
      { text: "mesos.example", href: "https://mesos.example/", source: { title: "website" } },
      { text: null, missing: "not checked yet" },
    ]);
    expect(rowOf("features", "feature-web-ui", mesos, rkt)?.cells[1]).toEqual({
      text: null,
      missing: "nothing listed",
    });
    expect(rowOf("statistics", "stars", mesos, rkt)?.cells).toMatchObject([
      { text: "5.3K", title: "5,300 as of 2025", share: 100, source: { title: "Source B" } },
      { text: null, missing: "no figure with a source", title: "no figure with a source" },
    ]);
    expect(rowOf("facts", "lifecycle", mesos, rkt)?.cells.map((cell) => cell.text)).toEqual([
      "Retired, Aug 2025",
      "Archived, 24 Feb 2020",
    ]);
    expect(rowOf("statistics", "stars", mesos, rkt)?.cells[1]).not.toHaveProperty("share", expect.anything());
  });

  test("only web addresses become links", () => {
    const cells = compareTools([mesos, rkt]).flatMap((group) => group.rows.flatMap((row) => row.cells));
    expect(cells.flatMap((cell) => cell.href ?? [])).toEqual(["https://mesos.example/"]);
  });

  test("bars are shares of the row's largest number", () => {
    const shares = (key: string) => rowOf("statistics", key, mesos, rkt)?.cells.map((cell) => cell.share);
    expect(shares("stacks")).toEqual([100, 9.5]);
    expect(shares("votes")).toEqual([100, 32.3]);
  });

  test("statistics that nobody has are left out, and bars of nothing have no length", () => {
    const [a, b] = [toolPage("a"), toolPage("b")];
    expect(rowsOf("statistics", a, b)).toEqual([]);
    expect(compareTools([a, b]).map((group) => group.key)).toEqual(["facts"]);
    const votesAt = (votes: number) =>
      rowOf("statistics", "votes", a, toolPage("c", { votes }))?.cells.map((cell) => cell.share);
    expect(votesAt(5)).toEqual([undefined, 100]);
    // Fewer than five votes are no ranking.
    expect(votesAt(4)).toEqual([undefined, undefined]);
  });

  test("features that most tools have come first, then in the order in which the tools list them", () => {
    const a = toolPage("a", { features: { One: "1", Two: "2", Three: "3" } });
    const b = toolPage("b", { features: { Three: "3", Four: "4" } });
    const c = toolPage("c", { features: { Four: "4", Three: "3", Two: "2" } });
    expect(rowsOf("features", a, b, c).map((row) => row.label)).toEqual(["Three", "Two", "Four", "One"]);
  });

  test("a number is never larger in the table than it is", () => {
    const tool = toolPage("a", { votes: 1999 });
    expect(rowOf("statistics", "votes", tool, rkt)?.cells[0]?.text).toBe("1.9K");
  });
});

describe("computeDifferences", () => {
  test("names the telling facts first, then features that all tools fill", () => {
    const a = toolPage("tool-a", {
      kind: "web server",
      facts: {
        licence: "MIT",
        hosting: "self-hosted",
        language: "Go",
        website: "https://a.example",
        "first-release": "2014",
      },
      features: { Storage: "Rows", Clients: "Many", Reload: "Yes" },
    });
    const b = toolPage("tool-b", {
      kind: "reverse proxy",
      facts: {
        licence: "GPL-2.0",
        hosting: "self-hosted",
        language: "C",
        website: "https://b.example",
        "first-release": "2004",
      },
      features: { Storage: "Columns", Clients: "Few" },
    });
    const claims = computeDifferences([a, b]);
    expect(claims.map((claim) => claim.topic)).toEqual([
      "Kind",
      "Licence",
      "Written in",
      "First release",
      "Storage",
      "Clients",
    ]);
    expect(claims[1]).toEqual({
      topic: "Licence",
      cells: [
        { tool: "tool-a", text: "MIT", source: a.facts.find((fact) => fact.key === "licence")?.source },
        { tool: "tool-b", text: "GPL-2.0", source: b.facts.find((fact) => fact.key === "licence")?.source },
      ],
    });
  });

  test("keeps room for three features where there are many facts, six claims in all", () => {
    const differing = (mark: string) =>
      toolPage(`tool-${mark}`, {
        kind: `kind ${mark}`,
        facts: { licence: mark, hosting: mark, language: mark, "first-release": mark },
        features: { One: mark, Two: mark, Three: mark, Four: mark },
      });
    expect(computeDifferences([differing("a"), differing("b")]).map((claim) => claim.topic)).toEqual([
      "Kind",
      "Licence",
      "Hosting",
      "One",
      "Two",
      "Three",
    ]);
  });

  test("says nothing of what agrees, of figures, or of what only one is known for", () => {
    const a = toolPage("tool-a", {
      votes: 5,
      facts: { licence: "MIT", language: "Go" },
      features: { Storage: "Rows" },
    });
    const b = toolPage("tool-b", { votes: 9, facts: { licence: "mit" }, features: { Clients: "Few" } });
    expect(computeDifferences([a, b])).toEqual([]);
  });

  test("needs every tool of three to fill a row", () => {
    const [a, b] = [toolPage("a", { facts: { licence: "MIT" } }), toolPage("b", { facts: { licence: "GPL-2.0" } })];
    expect(computeDifferences([a, b]).map((claim) => claim.topic)).toEqual(["Licence"]);
    expect(computeDifferences([a, b, toolPage("c")])).toEqual([]);
  });
});

describe("describeEnded", () => {
  const alive = (name: string) => toolPage(name, { name });
  const dead = (name: string) => toolPage(name, { name, lifecycle: { state: "archived", since: "2020" } });

  test.each([
    ["both live", [alive("A"), alive("B")], null, []],
    ["one has ended", [alive("A"), dead("B")], "B has ended", ["B"]],
    ["both have ended", [dead("A"), dead("B")], "Both projects have ended", ["A", "B"]],
    ["two of three have ended", [dead("A"), alive("B"), dead("C")], "A and C have ended", ["A", "C"]],
    [
      "three of three have ended",
      [dead("A"), dead("B"), dead("C")],
      "All of these projects have ended",
      ["A", "B", "C"],
    ],
  ])("%s", (_, tools, title, ended) => {
    const described = describeEnded(tools);
    expect(described?.title ?? null).toBe(title);
    expect(described?.tools.map((tool) => tool.name) ?? []).toEqual(ended);
  });

  test.each([
    ["maintenance", null],
    ["feature-complete", null],
    ["deprecated", "A has ended"],
    ["retired", "A has ended"],
  ] as const)("%s: %j", (state, title) => {
    expect(describeEnded([toolPage("a", { name: "A", lifecycle: { state } }), alive("B")])?.title ?? null).toBe(title);
  });
});

test.each([
  [true, ["a/b/c", "a/b/c"], true],
  [true, ["a/b/c", "d/e/f"], true],
  [false, ["a/b/c", "a/b/c"], true],
  [false, ["a/b/c", "a/b/c", "a/b/c"], true],
  [false, ["a/b/c", "a/b/d"], false],
  [false, ["a/b/c", "a/b/c", "a/b/d"], false],
])("isIndexable: written %s, in %j: %s", (isWritten, paths, expected) => {
  expect(
    isIndexable(
      isWritten,
      paths.map((path) => ({ function: place(path) })),
    ),
  ).toBe(expected);
});

describe("toMarkdown", () => {
  const rows = (text: string | null, from?: string) => [
    {
      key: "facts",
      label: "Facts",
      rows: [
        {
          key: "kind",
          label: "Kind",
          isSame: false,
          cells: [{ text, missing: "not checked yet", source: from === undefined ? undefined : source("S", from) }],
        },
      ],
    },
  ];
  const markdown = (text: string | null, from?: string, name = "Tool A") =>
    toMarkdown("A vs B", "https://example.org/stackups/a-vs-b", [toolPage("a", { name })], rows(text, from));
  const lastRow = (text: string) => text.split("\n").find((line) => line.startsWith("| Kind")) ?? "";

  test("is a table with a title, sources as links, and where it is from", () => {
    expect(markdown("Go", "https://example.org/licence")).toBe(
      [
        "# A vs B",
        "",
        "|  | Tool A |",
        "| --- | --- |",
        "| Kind | Go [source](https://example.org/licence) |",
        "",
        "From https://example.org/stackups/a-vs-b",
        "",
      ].join("\n"),
    );
  });

  test("a cell without a text says why", () => {
    expect(lastRow(markdown(null))).toBe("| Kind | (not checked yet) |");
  });

  test.each([
    ["a pipe", "a | b", "a \\| b"],
    ["a tag", "<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
    ["a link", "[click](javascript:alert(1))", "\\[click\\](javascript:alert(1))"],
    ["an image", "![x](https://evil.example/x.png)", "!\\[x\\](https://evil.example/x.png)"],
    ["an emphasis", "*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"],
    ["an escape of the escape", "\\| \\[a\\]", "\\\\\\| \\\\\\[a\\\\\\]"],
    ["lines", "a\n| b |\r\n# c\td", "a \\| b \\| # c d"],
    ["an emoji", "Fast 🚀", "Fast 🚀"],
  ])("%s stays text", (_, text, escaped) => {
    expect(lastRow(markdown(text))).toBe(`| Kind | ${escaped} |`);
    expect(markdown("Go", undefined, text)).toContain(`|  | ${escaped} |`);
  });

  test("no text adds a line or a cell, or leaves a sign unescaped", () => {
    const text = fc.string({
      unit: fc.constantFrom("|", "\\", "[", "]", "<", ">", "*", "_", "`", "\n", " ", "a", "(", ")", "#"),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (hostile) => {
        const written = markdown(hostile);
        expect(written.split("\n").length).toBe(markdown("a").split("\n").length);
        const cell = lastRow(written).slice("| Kind | ".length, -" |".length);
        expect(cell.replaceAll(/\\[\\|<>[\]*_`]/g, "")).not.toMatch(/[\\|<>[\]*_`]/);
        expect(cell.replaceAll(/\\(.)/g, "$1")).toBe(hostile.replaceAll(/\s+/g, " "));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["ends the link and begins another", "https://a.example/)[click](javascript:alert(1)"],
    ["adds a cell", "https://a.example/a|b"],
    ["holds a parenthesis of its own", "https://a.example/Rust_)"],
  ])("no source's address %s", (_, url) => {
    const row = lastRow(markdown("Go", url));
    expect(row).toMatch(/^\| Kind \| Go \[source\]\([^()|[\]]+\) \|$/);
  });
});
