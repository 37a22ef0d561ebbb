import colours from "picocolors";
import type { Detection, Warning } from "@/cli/src/detect/finding";
import { LAYERS } from "@/cli/src/detect/mapping";
import { clean } from "@/cli/src/terminal/clean";

/** Rows with columns of one width; the last column is as long as it is. */
export function alignColumns(rows: string[][]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.slice(0, -1).entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Where a tool was seen first: `Gemfile:12`. */
export function placeText({ file, line }: { file: string; line?: number }): string {
  return clean(line === undefined ? file : `${file}:${line}`);
}

/** The tools of a scan as a table, grouped by layer. */
export function toolTable(detections: readonly Detection[]): string {
  const groups = LAYERS.map((layer) => ({ layer, tools: detections.filter((one) => one.layer === layer.slug) }));
  const rows = (tools: Detection[]) =>
    alignColumns(
      tools.map(({ name, tool, version, confidence, evidence }) => {
        const [first] = evidence;
        const more = evidence.length > 1 ? ` and ${evidence.length - 1} more` : "";
        return [
          `  ${clean(name)}${tool ? "" : " *"}`,
          clean(version ?? ""),
          confidence.toFixed(2),
          first ? placeText(first) + more : "",
        ];
      }),
    );
  return groups
    .filter(({ tools }) => tools.length > 0)
    .map(({ layer, tools }) => `${colours.bold(layer.name)}\n${rows(tools).join("\n")}`)
    .join("\n\n");
}

/** All evidence of one tool, best first. */
export function explanation({ name, key, tool, version, confidence, evidence }: Detection): string {
  const rows = alignColumns(
    evidence.map((piece) => [`  ${piece.confidence.toFixed(2)}`, placeText(piece), clean(piece.what)]),
  );
  const place = tool ? `“${clean(key)}” in the catalog` : "not in the catalog";
  return [
    `${colours.bold(clean(name))} ${clean(version ?? "")}`.trimEnd(),
    `${confidence.toFixed(2)}, ${place}`,
    ...rows,
  ].join("\n");
}

/** One line for each file that was not read. */
export function warningLines(warnings: readonly Warning[]): string[] {
  return warnings.map(({ file, reason }) => `${colours.yellow("!")} ${clean(file)} ${clean(reason)}`);
}
