import { loadavg } from "node:os";

/** One line of the table: what was measured, what it has to be, and whether it is; `isMet` is null for lines that only inform. */
export type Figure = { name: string; measured: string; target: string; isMet: boolean | null };

/** What a part of the bench found: lines for the table, and remarks that are printed above it. */
export type Findings = { figures: Figure[]; remarks: string[] };

/** The middle of some numbers; NaN for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value below which the given percentage of the numbers lie, by the nearest rank; NaN for none. */
export function percentile(values: readonly number[], percentage: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  if (percentage === 50) return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return sorted[Math.max(0, Math.ceil((percentage / 100) * sorted.length) - 1)] ?? Number.NaN;
}

type Unit = "ms" | "s" | "KB" | "";

/** A number with its unit, with as many digits as tell something: `7.4 ms`, `126 KB`, `0.081`. */
export function format(value: number, unit: Unit = ""): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  const text = Number.isInteger(value) ? String(value) : value.toFixed(digits);
  return unit === "" ? text : `${text} ${unit}`;
}

/** A figure that must stay under a limit, or at it when `isInclusive`. */
export function atMost(name: string, value: number, limit: number, unit: Unit = "", isInclusive = false): Figure {
  return {
    name,
    measured: format(value, unit),
    target: `${isInclusive ? "≤" : "<"} ${format(limit, unit)}`,
    isMet: isInclusive ? value <= limit : value < limit,
  };
}

/** A figure that must reach a number. */
export function atLeast(name: string, value: number, least: number): Figure {
  return { name, measured: format(value), target: `≥ ${format(least)}`, isMet: value >= least };
}

/** Bytes as the issue counts them: 1 KB is 1,000 bytes. */
export function kilobytes(bytes: number): number {
  return bytes / 1000;
}

/** How busy the machine was over the last minute, in processes that wanted to run. */
export function describeLoad(): string {
  return `load average ${loadavg()[0]?.toFixed(2)}`;
}

/** Prints the findings of all parts as one table. */
export function printTable(figures: readonly Figure[]): void {
  const rows = figures.map(({ name, measured, target, isMet }) => [
    name,
    measured,
    target,
    isMet === null ? "" : isMet ? "met" : "NOT MET",
  ]);
  const head = ["Figure", "Measured", "Target", ""];
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const print = (row: string[]) =>
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  console.log("");
  print(head);
  print(widths.map((width) => "-".repeat(width)));
  for (const row of rows) print(row);
  const judged = figures.filter((figure) => figure.isMet !== null);
  console.log(`\n${judged.filter((figure) => figure.isMet).length} of ${judged.length} targets met`);
}
