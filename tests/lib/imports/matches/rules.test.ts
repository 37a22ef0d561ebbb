import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indexTools, type Known, type KnownTool, matchRecords } from "@/lib/imports/matches/rules";
import type { ToolRecord } from "@/lib/imports/schema";

function record(name: string, given: Partial<ToolRecord> = {}): ToolRecord {
  return {
    ...{ is: "tool", externalId: name, at: "line 2", name, slug: null, repository: null, place: null, values: {} },
    ...{ lifecycle: null, figures: [], aliases: [], integrations: [], extra: {} },
    ...given,
  };
}

const tool = (id: number, name: string): KnownTool => ({
  ...{ id, name, slug: `tool-${id}`, slugs: [`tool-${id}`], repositories: [] },
});

/** What is known of some tools, of which none was bound by an earlier import unless its row is given. */
function knowing(
  tools: readonly KnownTool[],
  rows: readonly (readonly [externalId: string, toolId: number])[] = [],
): Known {
  return {
    ...indexTools(tools),
    byExternalId: new Map(rows),
    bound: new Set(rows.map(([, id]) => id)),
    decisions: new Map(),
    reviewed: new Map(),
  };
}

const said = (records: readonly ToolRecord[], known: Known) =>
  Object.fromEntries([...matchRecords(records, known, true)].map(([{ name }, match]) => [name, match.is]));

describe("matchRecords", () => {
  test("a name that is alike but for its punctuation is doubtful", () => {
    expect(said([record("A-1")], knowing([tool(1, "A 1")]))).toEqual({ "A-1": "doubt" });
  });

  test.each([
    ["before", ["A-1", "A 1"]],
    ["after", ["A 1", "A-1"]],
  ])("a doubtful row %s the row that is that tool is one of its own", (_, names) => {
    const records = names.map((name) => record(name));
    expect(said(records, knowing([tool(1, "A 1")]))).toEqual({ "A 1": "tool", "A-1": "new" });
  });

  test("of two tools of one name the second row is the one that the first is not", () => {
    const known = knowing([tool(1, "A"), tool(2, "A")]);
    const first = record("A", { externalId: "first", slug: "x" });
    known.decisions.set("second", { status: "matched", toolId: 1 });
    const second = record("A", { externalId: "second" });
    const matches = matchRecords([first, second], known, true);
    expect(matches.get(first)).toEqual({ is: "tool", id: 2 });
  });

  test("what an import bound, the next one of the same rows finds again, in whatever order, and nothing else", () => {
    const names = fc.constantFrom("A 1", "A-1", "A.1", "a1", "B", "b ", "C", "C#", "C++", "B+");
    fc.assert(
      fc.property(fc.uniqueArray(names, { maxLength: 6 }), fc.uniqueArray(names, { maxLength: 8 }), (here, there) => {
        const tools = here.map((name, index) => tool(index + 1, name));
        const records = there.map((name) => record(name));
        const first = matchRecords(records, knowing(tools), true);
        // What was new is a tool now; each row that is a tool is known by its id.
        const made = records
          .filter((row) => first.get(row)?.is === "new")
          .map((row, index) => ({ row, made: tool(100 + index, row.name) }));
        const rows = records.flatMap((row) => {
          const match = first.get(row);
          const id = match?.is === "tool" ? match.id : made.find((entry) => entry.row === row)?.made.id;
          return id === undefined ? [] : [[row.externalId, id] as const];
        });
        const all = [...tools, ...made.map((entry) => entry.made)];
        const second = matchRecords(records, knowing(all, rows), true);
        for (const row of records) {
          const before = first.get(row)?.is;
          expect(second.get(row)?.is, row.name).toBe(before === "new" ? "tool" : before);
        }
      }),
      { numRuns: 500 },
    );
  });
});
