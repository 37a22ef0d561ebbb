import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addFound,
  changeForm,
  chosenTool,
  emptyForm,
  type FormRow,
  groupRows,
  guessName,
  placeRow,
  readChange,
  readForm,
  readPlaces,
  rowField,
  type StackForm,
  toForm,
} from "@/lib/stacks/forms/rules";
import { checkForm } from "@/lib/stacks/forms/schema";
import { type SharedStack, stackSchema } from "@/lib/stacks/schema";

const [blank] = emptyForm.rows;
const row = (name: string, layer = ""): FormRow => ({ ...(blank as FormRow), name, layer });
const form = (...rows: FormRow[]): StackForm => ({ ...emptyForm, name: "Mine", rows });
const namesOf = ({ rows }: StackForm) => rows.map(({ name }) => name);

/** The form as a browser sends it. */
function send({ rows, ...fields }: StackForm): Record<string, unknown> {
  const entries = rows.flatMap((entry, place) =>
    Object.entries(entry).map(([field, value]) => [
      `row.${place}.${field}`,
      field === "tool" ? chosenTool(entry) : value,
    ]),
  );
  return { ...fields, ...Object.fromEntries(entries) };
}

const stack: SharedStack = {
  name: "Mine",
  kind: "company",
  visibility: "unlisted",
  url: "https://example.org",
  description: "Two\nlines",
  tools: [
    {
      tool: "react",
      name: "React",
      layer: "application-and-data",
      version: "19",
      reason: "Known",
      since: "2020-02",
      confidence: 0.9,
      evidence: [
        { file: "a b/package.json", line: 3 },
        { file: "docs/x:y", commit: "a".repeat(40) },
      ],
    },
    { name: "Htmx" },
  ],
};

test("a stack that goes through the form comes back as it was", () => {
  expect(checkForm(readForm(send(toForm(stack))))).toEqual({ content: stackSchema.parse(stack) });
});

test("a name that was changed loses the tool that it was chosen with", () => {
  const sent = { ...send(toForm(stack)), [rowField(0, "name")]: "Preact" };
  expect(readForm(sent).rows[0]).toMatchObject({ name: "Preact", tool: "" });
});

test("blank rows are left out, and faults name the rows as they stand in the form", () => {
  const sent = form(row(""), row("React"), { ...row("Vue"), since: "soon" });
  expect(checkForm(sent)).toEqual({ faults: { "row.2.since": "must be a year or a month: 2024 or 2024-05" } });
  expect(checkForm(form(row(" ")))).toEqual({ faults: { tools: "a stack has at least one tool" } });
  expect(checkForm({ ...form(row("React")), name: "" })).toEqual({ faults: { name: "must not be empty" } });
});

test("any fields are read as some form, and its check never throws", () => {
  const key = fc.oneof(
    fc.constantFrom(
      "name",
      "kind",
      "row.0.name",
      "row.0.tool",
      "row.1.name",
      "row.0.evidence",
      "row.0.confidence",
      "url",
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.dictionary(key, fc.oneof(fc.string({ unit: "binary" }), fc.constant(null))), (fields) => {
      checkForm(readForm(fields));
    }),
  );
});

describe("buttons", () => {
  const three = form(row("a", "x"), row("b", "y"), row("c", "x"));

  test.each([
    ["up-2", ["c", "b", "a"]],
    ["down-0", ["c", "b", "a"]],
    ["up-0", ["a", "b", "c"]],
    ["down-1", ["a", "b", "c"]],
    ["remove-1", ["a", "c"]],
    ["remove-9", ["a", "b", "c"]],
    ["keep", ["a", "b", "c"]],
    ["nonsense-1", ["a", "b", "c"]],
    ["add", ["a", "b", "c", "", "", "", "", ""]],
  ])("%s", (value, names) => {
    expect(namesOf(changeForm(three, readChange(value)))).toEqual(names);
  });

  test.each<[number, string, number | null, string[], string[]]>([
    [0, "y", null, ["b", "c", "a"], ["y", "x", "y"]],
    [2, "y", 1, ["a", "c", "b"], ["x", "y", "y"]],
    [0, "x", 2, ["b", "a", "c"], ["y", "x", "x"]],
    [9, "x", 0, ["a", "b", "c"], ["x", "y", "x"]],
  ])("row %i dragged under %s before %s", (from, layer, before, names, layers) => {
    const moved = placeRow(three, from, layer, before);
    expect([namesOf(moved), moved.rows.map((entry) => entry.layer)]).toEqual([names, layers]);
  });

  test("rows stand under their layers, with their places in the form", () => {
    const groups = groupRows([...three.rows, row("d")], [{ slug: "x", name: "X" }]);
    expect(groups.map(({ slug, rows }) => [slug, rows.map(({ place }) => place)])).toEqual([
      ["", [3]],
      ["x", [0, 2]],
      ["y", [1]],
    ]);
  });
});

describe("what a file held", () => {
  test("fills known rows and adds new ones; the member's words stay", () => {
    const known = form({ ...row("react"), reason: "Known", version: "18" }, row(""));
    const filled = addFound(known, [
      { tool: "react", name: "React", version: "19", evidence: [{ file: "package.json", line: 3 }] },
      { name: "Vite" },
    ]);
    expect(filled.rows).toMatchObject([
      { name: "React", tool: "react", version: "19", reason: "Known", evidence: "package.json:3" },
      { name: "Vite", tool: "" },
    ]);
  });

  test("found again, it changes nothing", () => {
    const tools = [{ tool: "react", name: "React", version: "19", evidence: [{ file: "package.json", line: 3 }] }];
    const once = addFound(form(), tools);
    expect(addFound(once, tools)).toEqual(once);
  });
});

test.each([
  ["package.json", [{ file: "package.json" }]],
  ["a b/c.ts:12", [{ file: "a b/c.ts", line: 12 }]],
  [`x:1@${"a".repeat(40)}`, [{ file: "x", line: 1, commit: "a".repeat(40) }]],
  ["a\n\n b:2 ", [{ file: "a" }, { file: "b", line: 2 }]],
  ["", []],
])("places in %j", (text, places) => {
  expect(readPlaces(text)).toEqual(places);
});

test.each([
  ['{ "dependencies": { "react": "1" } }', "package.json"],
  ['{ "require": { "php": "^8" } }', "composer.json"],
  ["module example.org/x\n\ngo 1.22\n", "go.mod"],
  ['source "https://example.org"\ngem "rails"', "Gemfile"],
  ["<?xml version='1.0'?><project>", "pom.xml"],
  ["FROM node:24\nRUN x", "Dockerfile"],
  ["[package]\nname = 'x'", "Cargo.toml"],
  ["[project]\nname = 'x'", "pyproject.toml"],
  ["services:\n  db:\n    image: postgres", "docker-compose.yml"],
  ["repo_name: a\nversion: 0.1\ntools:\n- name: PHP", "techstack.yml"],
  ["# Tech stack of A\n\n2 tools, 2026-11-26.", "techstack.md"],
  ["django==5.0\nflask", "requirements.txt"],
  // Both kept a search busy for minutes.
  ["\n".repeat(1024 * 1024), "requirements.txt"],
  ["module a\n".repeat(100_000), "requirements.txt"],
])("the name of %.60j", (text, name) => {
  expect(guessName(text)).toBe(name);
});
