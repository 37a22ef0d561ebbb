import type { ExportFile, ExportLine, ExportTable } from "@/lib/exports/schema";

/** Cells that a spreadsheet would run as formulas: they begin with one of these. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell of a CSV file: quoted where it must be, and never a formula. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return "";
  const text = String(value);
  const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A row of a CSV file (RFC 4180). */
export function csvRow(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** The tables of an export: their columns, and the row of a line that belongs there. */
export const EXPORT_TABLES: Record<
  ExportTable,
  { columns: string[]; rowOf: (line: ExportLine) => (string | number | boolean | null)[] | null }
> = {
  "tools.csv": {
    columns: [
      "slug",
      "name",
      "kind",
      "function",
      "tagline",
      "description",
      "lifecycle",
      "since",
      "website",
      "repository",
      "licence",
      "checked_on",
      "text_sources",
    ],
    rowOf: (line) => {
      if (line.is !== "tool") return null;
      const { document, origins, checkedOn } = line;
      const fact = (key: "website" | "repository" | "licence") => document.facts[key]?.value ?? "";
      const texts = [origins.tagline, origins.description].filter(Boolean).join(" ");
      return [
        ...[document.slug, document.name, document.kind, document.function, document.tagline, document.description],
        ...[document.lifecycle.state, document.lifecycle.since, fact("website"), fact("repository"), fact("licence")],
        ...[checkedOn, texts],
      ];
    },
  },
  "statements.csv": {
    columns: ["tool", "kind", "text", "votes", "votes_as_of", "votes_source"],
    rowOf: (line) =>
      line.is === "statement"
        ? [line.tool, line.kind, line.text, line.votes, line.asOf, line.source?.url ?? null]
        : null,
  },
  "figures.csv": {
    columns: ["tool", "metric", "role", "value", "as_of", "source"],
    rowOf: (line) =>
      line.is === "figure" ? [line.tool, line.metric, line.role, line.value, line.asOf, line.source.url] : null,
  },
  "licences.csv": {
    columns: ["dataset", "name", "url", "licence", "licence_url", "attribution", "version"],
    rowOf: (line) =>
      line.is === "dataset"
        ? [line.key, line.name, line.url, line.licence, line.licenceUrl, line.attribution, line.version]
        : null,
  },
};

/** What a file of an export is, for the program that takes it. */
export function exportFileType(name: ExportFile): string {
  if (name.endsWith(".csv")) return "text/csv; charset=utf-8";
  return name.endsWith(".gz") ? "application/gzip" : "application/jsonl; charset=utf-8";
}
