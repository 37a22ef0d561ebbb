import { expect, test } from "vitest";
import {
  canonicalContent,
  describePeriod,
  evidenceUrl,
  findMoves,
  groupByLayer,
  nameKey,
  readStackQuery,
  replacedNames,
  slugCandidates,
  slugOfName,
  stackListPath,
} from "@/lib/stacks/rules";
import type { SharedStack } from "@/lib/stacks/schema";

const COMMIT = "c0ea3aefbee7a3429ee2f824b06dc4a9dbe0b7e1";

test.each([
  ["PostgreSQL", "postgresql"],
  ["Ruby on  Rails", "ruby-on-rails"],
  ["C++", null],
  ["Node.js", null],
  ["百度", null],
  ["", null],
])("slugOfName(%s)", (name, slug) => {
  expect(slugOfName(name)).toBe(slug);
});

test.each([
  ["My App", ["my-app", "my-app-ann", "my-app-ann-2"]],
  ["Éclair & Co.", ["eclair-co", "eclair-co-ann", "eclair-co-ann-2"]],
  ["百度", ["stack", "stack-ann", "stack-ann-2"]],
])("slugs for %s", (name, slugs) => {
  expect(slugCandidates(name, "ann").slice(0, 3)).toEqual(slugs);
});

test("slugs of the longest names and handles are slugs", () => {
  const candidates = slugCandidates("a".repeat(80), "b".repeat(30));
  expect(candidates.length).toBeGreaterThan(10);
  for (const slug of candidates) expect(slug.length).toBeLessThanOrEqual(80);
});

test("names are kept in lower case with single blanks", () => {
  expect(nameKey("  React \t DOM ")).toBe("react dom");
});

test("the content of a stack reads the same whatever the order of its keys, its visibility and commit", () => {
  const one: SharedStack = { name: "A", kind: "project", visibility: "public", tools: [{ name: "B", version: "1" }] };
  const other: SharedStack = {
    tools: [{ version: "1", name: "B" }],
    visibility: "unlisted",
    kind: "project",
    name: "A",
    commit: COMMIT,
  };
  expect(canonicalContent(other)).toBe(canonicalContent(one));
  expect(canonicalContent({ ...one, tools: [{ name: "B", version: "2" }] })).not.toBe(canonicalContent(one));
});

const tool = (id: number, functionId: number) => ({ id, slug: `tool-${id}`, name: `Tool ${id}`, functionId });

test.each([
  ["one for one of the same function", [tool(1, 7)], [{ tool: tool(2, 7), reason: "why" }], ["1→2 why"]],
  ["of another function", [tool(1, 7)], [{ tool: tool(2, 8) }], []],
  ["one for two", [tool(1, 7)], [{ tool: tool(2, 7) }, { tool: tool(3, 7) }], ["1→2 null", "1→3 null"]],
  [
    "two functions at once",
    [tool(1, 7), tool(2, 8)],
    [{ tool: tool(3, 8) }, { tool: tool(4, 7) }],
    ["1→4 null", "2→3 null"],
  ],
  [
    "too many to say which became which",
    [tool(1, 7), tool(2, 7), tool(3, 7)],
    [{ tool: tool(4, 7) }, { tool: tool(5, 7) }],
    [],
  ],
])("moves: %s", (_, went, came, moves) => {
  const found = findMoves(went, came);
  expect(found.map(({ fromToolId, toToolId, reason }) => `${fromToolId}→${toToolId} ${reason}`)).toEqual(moves);
});

test.each([
  ["MySQL", ["MySQL"]],
  ["MySQL and Oracle", ["MySQL and Oracle", "MySQL", "Oracle"]],
  ["Webpack, Babel + Grunt", ["Webpack, Babel + Grunt", "Webpack", "Babel", "Grunt"]],
  ["Android Studio", ["Android Studio"]],
])("what “%s” names", (text, names) => {
  expect(replacedNames(text)).toEqual(names);
});

/** Hosts stand without their scheme here, and in what is expected. */
test.each([
  ["github.com/a/b", COMMIT, { file: "x/y z.ts", line: 3 }, `github.com/a/b/blob/${COMMIT}/x/y%20z.ts#L3`],
  ["www.github.com/a/b.git", COMMIT, { file: "x" }, `www.github.com/a/b/blob/${COMMIT}/x`],
  ["gitlab.com/a/b/c/", COMMIT, { file: "x", line: 1 }, `gitlab.com/a/b/c/-/blob/${COMMIT}/x#L1`],
  ["codeberg.org/a/b", COMMIT, { file: "x" }, `codeberg.org/a/b/src/commit/${COMMIT}/x`],
  ["github.com/a/b", null, { file: "x" }, null],
  ["github.com/a/b", null, { file: "x", commit: COMMIT }, `github.com/a/b/blob/${COMMIT}/x`],
  ["github.com/a", COMMIT, { file: "x" }, null],
  ["github.com.example.org/a/b", COMMIT, { file: "x" }, null],
  ["example.org/a/b", COMMIT, { file: "x" }, null],
])("evidence of %s at %s", (repository, commit, place, url) => {
  expect(evidenceUrl(`https://${repository}`, commit, place)).toBe(url && `https://${url}`);
});

test("no evidence is linked without a repository, or over plain http", () => {
  expect(evidenceUrl(null, COMMIT, { file: "x" })).toBeNull();
  expect(evidenceUrl("http://github.com/a/b", COMMIT, { file: "x" })).toBeNull();
});

test("rows stand under their layers in the order in which the layers come first, those without one last", () => {
  const rows = [
    { layer: undefined, layerName: null, name: 1 },
    { layer: "b", layerName: "B", name: 2 },
    { layer: "a", layerName: null, name: 3 },
    { layer: "b", layerName: "B", name: 4 },
  ];
  expect(groupByLayer(rows).map(({ name, rows: group }) => [name, group.map((row) => row.name)])).toEqual([
    ["B", [2, 4]],
    ["a", [3]],
    ["Other", [1]],
  ]);
});

test.each([
  "/stacks",
  "/stacks?tool=react",
  "/stacks?tool=c&category=databases&kind=company&size=large&sort=largest&after=one",
])("the address %s reads as it is written", (path) => {
  expect(stackListPath(readStackQuery(path.split("?")[1]?.replace("&after=one", "") ?? ""))).toBe(
    path.replace("&after=one", ""),
  );
  expect(
    stackListPath({ ...readStackQuery(path.split("?")[1] ?? ""), after: path.includes("after") ? "one" : "" }),
  ).toBe(path);
});

test.each([
  [undefined, undefined, ""],
  ["2020", undefined, "since 2020"],
  ["2020-02", "2024", "Feb 2020 to 2024"],
  [undefined, "2024", "until 2024"],
])("describePeriod(%s, %s)", (since, until, words) => {
  expect(describePeriod(since, until)).toBe(words);
});
