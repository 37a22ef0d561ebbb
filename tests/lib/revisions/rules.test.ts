import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listDifferences } from "@/lib/revisions/rules";

const source = { url: "https://example.org/a", title: "A page", checked: "2026-11-20" };

/** Differences in short: label, what went in square brackets, what came in curly ones. */
function tell(before: unknown, after: unknown): string[] {
  const marks = { same: ["", ""], gone: ["[", "]"], new: ["{", "}"] };
  return listDifferences(before, after).map(({ label, pieces, joint }) => {
    const text = pieces.map((piece) => marks[piece.kind].join(piece.text)).join(joint);
    return `${label}: ${text}`;
  });
}

describe("what differs between two documents", () => {
  test.each<[string, unknown, unknown, string[]]>([
    ["nothing", { name: "A", links: [] }, { links: [], name: "A" }, []],
    ["a name", { name: "rkt" }, { name: "Rocket" }, ["Name: [rkt] {Rocket}"]],
    [
      "a word of a longer text",
      { description: "It runs containers without a daemon on Linux." },
      { description: "It runs pods without a daemon on Linux." },
      ["Description: It runs [containers]{pods} without a daemon on Linux."],
    ],
    [
      "a text that was written anew",
      { tagline: "Runs containers without a daemon" },
      { tagline: "Pod-native engine made by CoreOS" },
      ["Tagline: [Runs containers without a daemon] {Pod-native engine made by CoreOS}"],
    ],
    ["a field that was empty", { tagline: "" }, { tagline: "Words" }, ["Tagline: {Words}"]],
    [
      "a note that went",
      { lifecycle: { note: "Gone soon." } },
      { lifecycle: { note: null } },
      ["Lifecycle: note: [Gone soon.]"],
    ],
    [
      "a state",
      { lifecycle: { state: "active" } },
      { lifecycle: { state: "retired" } },
      ["Lifecycle: [active] {retired}"],
    ],
    [
      "a fact with its source",
      { facts: {} },
      { facts: { licence: { value: "MIT", source } } },
      ["Licence: {MIT}", "Licence: source: {A page (https://example.org/a), checked 20 Nov 2026}"],
    ],
    ["one of a list", { integrations: ["a", "b"] }, { integrations: ["a", "c"] }, ["Integrations: a, [b], {c}"]],
    [
      "the value of a feature, told by the feature's name",
      { features: [{ name: "Scale", value: "much" }] },
      {
        features: [
          { name: "Speed", value: "high" },
          { name: "Scale", value: "more" },
        ],
      },
      ["Feature Speed: {high}", "Feature Scale: [much] {more}"],
    ],
    [
      "the order of features",
      {
        features: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
        ],
      },
      {
        features: [
          { name: "B", value: "2" },
          { name: "A", value: "1" },
        ],
      },
      ["Order: features: [A], B, {A}"],
    ],
    [
      "the reason of an alternative",
      { alternatives: { pinned: [{ slug: "nomad", reason: "Same" }] } },
      { alternatives: { pinned: [{ slug: "nomad", reason: "Alike" }] } },
      ["Pinned alternative nomad: [Same] {Alike}"],
    ],
    ["the words of a statement", { text: "Easy" }, { text: "Simple" }, ["Text: [Easy] {Simple}"]],
    [
      "a statement's status",
      { text: "Easy", status: "waiting" },
      { text: "Easy", status: "published" },
      ["Status: [waiting] {published}"],
    ],
  ])("%s", (_, before, after, told) => {
    expect(tell(before, after).sort()).toEqual([...told].sort());
  });

  test("is told in one order, whatever order the keys are kept in", () => {
    const document = { name: "A", kind: "b", tagline: "c", links: [{ label: "Docs", url: "https://example.org" }] };
    const kept = Object.fromEntries(Object.entries(document).reverse());
    expect(tell({}, kept)).toEqual(tell({}, document));
  });

  test("is nothing between a document and itself, and never fails for any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(listDifferences(a, a)).toEqual([]);
        listDifferences(a, b);
      }),
    );
  });
});
