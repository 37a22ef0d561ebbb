import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listParts } from "@/lib/stackups/documents/forms/rules";
import {
  changeClaims,
  checkStackup,
  emptyTyped,
  fromParts,
  listTopics,
  readTyped,
  toDocument,
  toParts,
  toTyped,
  typedFromComputed,
} from "@/lib/stackups/documents/rules";
import type { StackupDocument } from "@/lib/stackups/documents/schema";
import { source as sourceRef } from "@/tests/support/shapes";

const source = { url: "https://example.org/a", title: "A page", checked: "2026-02-01" };
const claim = (topic: string) => ({
  topic,
  cells: ["one", "two"].map((text) => ({ text: `${topic} ${text}`, source })),
});
const document = (given: Partial<StackupDocument> = {}): StackupDocument => ({
  tools: ["tool-a", "tool-b"],
  summary: "A summary that is long enough to say what the difference comes to.",
  claims: [claim("Storage"), claim("Speed")],
  choices: ["you need it fast", "you need it kept"],
  neither: null,
  ...given,
});

describe("a form and its document", () => {
  test("what a document holds comes back from its form", () => {
    expect(toDocument(readTyped(toTyped(document()), 2), ["tool-a", "tool-b"])).toEqual(document());
  });

  test("texts are one line each, missing fields are empty, claims in which nothing was typed are left out", () => {
    const typed = readTyped({ claims: [{ topic: " Speed \r\n up " }, {}], summary: 7, choices: ["a"] }, 2);
    expect(typed).toMatchObject({ summary: "", choices: ["a", ""], claims: [{ topic: "Speed up" }, { topic: "" }] });
    expect(typed.claims[1]?.cells).toHaveLength(2);
    expect(toDocument(typed, ["tool-a", "tool-b"]).claims).toHaveLength(1);
  });

  test.each([
    ["add", 0, ["Storage", "Speed", ""]],
    ["remove", 0, ["Speed"]],
    ["up", 1, ["Speed", "Storage"]],
    ["down", 0, ["Speed", "Storage"]],
    ["up", 0, ["Storage", "Speed"]],
    ["remove", 7, ["Storage", "Speed"]],
  ])("%s %d", (act, row, topics) => {
    const changed = changeClaims(toTyped(document()), { act, list: ["claims"], row });
    expect(changed.claims.map((entry) => entry.topic)).toEqual(topics);
  });

  test("computed differences come with their sources; those without one are left out", () => {
    const cells = (...sources: (ReturnType<typeof sourceRef> | null)[]) =>
      sources.map((entry, place) => ({ tool: `tool-${place}`, text: "Go", source: entry }));
    const [a, b] = [sourceRef("A"), sourceRef("B")];
    const computed = [
      { topic: "Kind", cells: cells(null, a) },
      { topic: "Language", cells: cells(a, b) },
    ];
    expect(typedFromComputed(computed, 2)).toEqual([
      {
        topic: "Language",
        cells: [a, b].map(({ url, title, checkedOn }) => ({ text: "Go", url, title, checked: checkedOn })),
      },
    ]);
    expect(typedFromComputed([], 2)).toEqual(emptyTyped(2).claims);
  });
});

describe("checkStackup", () => {
  test("a right document has no faults", () => {
    expect(checkStackup(document())).toEqual({ document: document(), faults: null });
  });

  test.each<[string, Partial<StackupDocument>, Record<string, string>]>([
    ["no claim", { claims: [] }, { claims: "Write at least one difference." }],
    ["an empty summary", { summary: "" }, { summary: "This is missing." }],
    ["a short summary", { summary: "short" }, { summary: "At least 40 characters." }],
    [
      "a topic twice",
      { claims: [claim("Speed"), claim("speed")] },
      { "claims.1.topic": "The topic “speed” stands twice." },
    ],
    [
      "a source that is no web address",
      {
        claims: [
          {
            topic: "Speed",
            cells: [
              { text: "one", source },
              { text: "two", source: { ...source, url: "javascript:alert(1)" } },
            ],
          },
        ],
      },
      { "claims.0.cells.1.url": "A link must be a plain http or https address" },
    ],
    [
      "a cell without a source",
      {
        claims: [
          {
            topic: "Speed",
            cells: [
              { text: "one", source },
              { text: "two", source: { url: "", title: "", checked: "" } },
            ],
          },
        ],
      },
      {
        "claims.0.cells.1.url": "This is missing.",
        "claims.0.cells.1.title": "This is missing.",
        "claims.0.cells.1.checked": "This is missing.",
      },
    ],
  ])("%s", (_name, given, faults) => {
    expect(checkStackup(document(given)).faults).toEqual(faults);
  });
});

describe("two versions", () => {
  test("are told apart part by part: whoever changed what", () => {
    const theirs = document({ summary: `${document().summary} Theirs.`, claims: [claim("Storage"), claim("New")] });
    const yours = document({
      summary: `${document().summary} Yours.`,
      choices: ["you need it at once", "you need it kept"],
    });
    const rows = listParts(document(), theirs, yours, ["A", "B"]);
    expect(rows.map(({ label, changedBy }) => `${label}: ${changedBy}`).sort()).toEqual([
      "Choose A if …: you",
      "New: them",
      "Speed: them",
      "Summary: both",
    ]);
  });

  test("a document is what its parts make", () => {
    const topics = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(topics, fc.option(fc.constant("you need both at once")), (names, neither) => {
        const given = document({ claims: names.map(claim), neither });
        expect(fromParts(toParts(given, listTopics(given)), listTopics(given), given)).toEqual(given);
      }),
    );
  });
});
