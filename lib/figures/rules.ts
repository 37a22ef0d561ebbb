import { formatPartialDate, formatWholeNumber } from "@/lib/format";
import type { SyncMetric } from "@/lib/sync/schema";
import type { ImportedFigure, SourceRef, SummedFigure } from "@/lib/tools/schema";

/** Adds an imported baseline to what was counted here. Without a baseline and with nothing counted there is no figure. */
export function sumFigure(imported: ImportedFigure | null, here: number): SummedFigure {
  return { imported, here, total: imported === null && here === 0 ? null : (imported?.value ?? 0) + here };
}

/** The breakdown behind a summed figure: `306 = 306 imported, Reference page, 2025, + 0 here`. */
export function describeSum(figure: SummedFigure): string {
  if (figure.total === null) return "no figure with a source";
  const { imported } = figure;
  if (imported === null) return `${formatWholeNumber(figure.total)} counted here`;
  const source = `${imported.source.title}, ${formatPartialDate(imported.asOf)}`;
  return `${formatWholeNumber(figure.total)} = ${formatWholeNumber(imported.value)} imported (${source}) + ${formatWholeNumber(figure.here)} here`;
}

/** What a tool's votes are made of: what a data set counted for the tool as a whole, and what came since. */
export function describeVotes(votes: number, imported: ImportedFigure | null): string {
  if (imported === null) return "the sum of the votes on its pros";
  return describeSum(sumFigure(imported, votes - imported.value));
}

/** One reading in a series: a day (`YYYY-MM-DD`) and a count. */
export type Reading = { on: string; value: number };

/** A series of readings with the sources that they were taken from. */
export type Series = { readings: Reading[]; sources: SourceRef[] };

const DAY = 86_400_000;

/**
 * Splits a series where its line must break: where readings are missing for over 200 days, or where the count fell by more
 * than 30 % at once (the repository moved or was replaced). Between such points nothing is known, so nothing is drawn.
 */
export function splitSeries(readings: readonly Reading[]): Reading[][] {
  const segments: Reading[][] = [];
  let last: Reading | null = null;
  for (const reading of readings) {
    const gap = last ? (Date.parse(reading.on) - Date.parse(last.on)) / DAY : 0;
    const isBreak = last === null || gap > 200 || reading.value < last.value * 0.7;
    if (isBreak) segments.push([reading]);
    else segments.at(-1)?.push(reading);
    last = reading;
  }
  return segments;
}

/** The readings that a chart needs: of each month the first, and the newest of all, oldest first. */
export function thinReadings(readings: readonly Reading[]): Reading[] {
  return readings.filter(
    ({ on }, index) => index === readings.length - 1 || readings[index - 1]?.on.slice(0, 7) !== on.slice(0, 7),
  );
}

/** How metrics that are counted elsewhere are called, and what exactly is counted. */
export const METRIC_LABELS: Record<SyncMetric, string> = {
  stars: "GitHub stars",
  forks: "GitHub forks",
  "npm-downloads": "npm downloads a month",
  "pypi-downloads": "PyPI downloads a month",
  "stack-overflow-questions": "Stack Overflow questions",
  "docker-pulls": "Docker pulls",
};
