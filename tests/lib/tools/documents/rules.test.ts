import { describe, expect, test } from "vitest";
import { nestFields } from "@/lib/edits/rules";
import { checkDocument, emptyDocument, readTyped, toDocument, toTyped } from "@/lib/tools/documents/rules";
import type { ToolDocument } from "@/lib/tools/documents/schema";

const source = { url: "https://example.org/a", title: "A page", checked: "2026-11-20" };
const good: ToolDocument = {
  ...emptyDocument("mesos"),
  name: "Apache Mesos",
  function: "layer/category/function",
  kind: "cluster manager",
};

/** The fields of a form that hold this, as a browser sends them. */
function toFields(value: unknown, name = ""): Record<string, string> {
  if (typeof value === "string") return { [name]: value };
  const entries = Object.entries(value ?? {});
  return Object.assign({}, ...entries.map(([key, child]) => toFields(child, name ? `${name}.${key}` : key)));
}

describe("a document in its form", () => {
  const full: ToolDocument = {
    ...good,
    aliases: ["apache-mesos"],
    tagline: "Shares a cluster",
    description: "Two\n\nparagraphs.",
    lifecycle: { state: "retired", since: "2025", note: "It was ended.", successors: ["nomad"], source },
    facts: { licence: { value: "Apache-2.0", source }, "first-release": { value: "2009", source } },
    features: [{ name: "Scale", value: "many", source }],
    links: [{ label: "Docs", url: "https://example.org/docs" }],
    integrations: ["docker"],
    alternatives: { pinned: [{ slug: "nomad", reason: "Same job" }], excluded: [] },
    logo: { set: "logos", icon: "docker" },
  };

  test.each([
    ["with everything", full],
    ["with next to nothing", good],
  ])("%s comes out as it went in", (_, document) => {
    const typed = readTyped(nestFields(toFields(toTyped(document))));
    expect(toDocument(typed, "mesos")).toEqual(document);
    expect(checkDocument(toDocument(typed, "mesos"))).toEqual({ document, faults: null });
  });

  test("blank rows and blanks at the ends are nothing; Windows line ends are plain ones", () => {
    const typed = readTyped({
      name: "  A ",
      description: "a\r\nb ",
      links: [{ label: " ", url: "" }],
      aliases: [{ slug: "" }],
    });
    expect(toDocument(typed, "a")).toMatchObject({ name: "A", description: "a\nb", links: [], aliases: [] });
  });
});

describe("what is wrong with a document, by field", () => {
  test.each<[string, Partial<ToolDocument>, Record<string, string>]>([
    ["no name", { name: "" }, { name: "This is missing." }],
    ["too long a tagline", { tagline: "x".repeat(201) }, { tagline: "At most 200 characters." }],
    [
      "a fact without a source",
      { facts: { licence: { value: "MIT", source: { url: "", title: "", checked: "" } } } },
      {
        "facts.licence.source.url": "This is missing.",
        "facts.licence.source.title": "This is missing.",
        "facts.licence.source.checked": "This is missing.",
      },
    ],
    [
      "a lifecycle without a source",
      { lifecycle: { ...good.lifecycle, state: "active" } },
      { "lifecycle.source.url": expect.stringContaining("needs a source") },
    ],
    [
      "an unknown lifecycle with one",
      { lifecycle: { ...good.lifecycle, source } },
      { "lifecycle.state": expect.stringContaining("say what it says") },
    ],
    [
      "an end without its date",
      { lifecycle: { ...good.lifecycle, state: "archived", source } },
      { "lifecycle.since": expect.stringContaining("since when") },
    ],
    [
      "a first release that is no year",
      { facts: { "first-release": { value: "spring", source } } },
      { "facts.first-release.value": expect.stringContaining("a year") },
    ],
    [
      "a script as a link",
      { links: [{ label: "Docs", url: "javascript:alert(1)" }] },
      { "links.0.url": expect.stringContaining("plain http") },
    ],
    [
      "a feature twice",
      {
        features: [
          { name: "Scale", value: "a", source },
          { name: "scale", value: "b", source },
        ],
      },
      { "features.1": expect.stringContaining("twice") },
    ],
    ["an integration twice", { integrations: ["a", "a"] }, { "integrations.1.slug": expect.stringContaining("twice") }],
    [
      "pinned and excluded",
      { alternatives: { pinned: [{ slug: "a", reason: "Same job" }], excluded: [{ slug: "a", reason: "Other job" }] } },
      { "alternatives.excluded.0.slug": expect.stringContaining("pinned above") },
    ],
    [
      "a text that turns the writing direction",
      { description: "a\u202eb" },
      { description: expect.stringContaining("cannot be seen") },
    ],
  ])("%s", (_, change, faults) => {
    expect(checkDocument({ ...good, ...change })).toEqual({ document: null, faults });
  });
});
