import { beforeEach, expect, test } from "vitest";
import { listStatements } from "@/lib/statements/queries";
import { emptyDatabase } from "@/tests/support/database";
import { createSource, createStatement, createTools } from "@/tests/support/fixtures";
import { takeTags } from "@/tests/support/next-cache";
import { recordQueries } from "@/tests/support/record-queries";

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "tool-a" }, { slug: "tool-b" });
  takeTags();
});

test("pros and cons stand apart, most votes first, equal ones in the order in which they were written", async () => {
  await createStatement({ tool: "tool-a", text: "Third", position: 2, score: 1 });
  await createStatement({ tool: "tool-a", text: "Second", position: 1, score: 1 });
  await createStatement({ tool: "tool-a", text: "Fourth", position: 2, score: 1 });
  await createStatement({ tool: "tool-a", text: "First", position: 9, score: 2 });
  await createStatement({ tool: "tool-a", text: "Costly", kind: "con", score: 7 });
  await createStatement({ tool: "tool-b", text: "Of another tool", score: 99 });
  const { pros, cons } = await listStatements("tool-a");
  expect(pros.map((statement) => statement.text)).toEqual(["First", "Second", "Third", "Fourth"]);
  expect(cons.map((statement) => statement.text)).toEqual(["Costly"]);
});

/** What a statement of the catalog has none of. */
const plain = { note: null, origin: null, sourceUrl: null, version: null };

test("imported votes stand apart from the score, with their source and date; others have none", async () => {
  const id = await createStatement({ tool: "tool-a", text: "Easy scaling", imported: 21, votes: 2, score: 23 });
  const own = await createStatement({ tool: "tool-a", text: "Fast", votes: 1, score: 1 });
  const { result, queries } = await recordQueries(() => listStatements("tool-a"));
  expect(result).toEqual({
    pros: [
      {
        id,
        text: "Easy scaling",
        score: 23,
        ...plain,
        imported: {
          value: 21,
          asOf: "2025",
          source: {
            id: await createSource("Votes elsewhere"),
            url: "https://example.org/votes-elsewhere",
            title: "Votes elsewhere",
            checkedOn: "2026-01-15",
          },
        },
      },
      { id: own, text: "Fast", score: 1, ...plain, imported: null },
    ],
    cons: [],
  });
  expect(queries).toHaveLength(1);
});

test("a tool without statements, or none at all, has empty lists and the tags that would clear them", async () => {
  expect(await listStatements("tool-a")).toEqual({ pros: [], cons: [] });
  expect(takeTags()).toEqual(["statements:tool-a", "tool:tool-a"]);
  expect(await listStatements("tool-x")).toEqual({ pros: [], cons: [] });
});
