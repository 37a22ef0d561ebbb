import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvCell, csvRow, exportFileType } from "@/lib/exports/rules";
import { type ExportFile, exportFiles } from "@/lib/exports/schema";

describe("csvCell", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["@sum", "'@sum"],
    ["-x", "'-x"],
    ["+x", "'+x"],
    ['a "b", c', '"a ""b"", c"'],
    ["plain", "plain"],
  ])("%s", (given, wanted) => expect(csvCell(given)).toBe(wanted));

  test("numbers are no formulas", () => expect(csvCell(-5)).toBe("-5"));
  test("nothing is an empty cell", () => expect(csvCell(null)).toBe(""));
});

test("what is written is read back, and no cell begins like a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 5 }), (cells) => {
      const [row = []]: string[][] = parse(csvRow(cells), { relax_column_count: true });
      expect(row.map((cell, index) => cell === cells[index] || cell === `'${cells[index]}`)).not.toContain(false);
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test("every file of an export has its type", () => {
  const types = Object.fromEntries(exportFiles.map((name): [ExportFile, string] => [name, exportFileType(name)]));
  expect(types).toMatchObject({
    "sidestack.jsonl": "application/jsonl; charset=utf-8",
    "sidestack.jsonl.gz": "application/gzip",
    "licences.csv": "text/csv; charset=utf-8",
  });
});
