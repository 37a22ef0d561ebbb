import type { Ecosystem, Scope, Signal } from "@/cli/src/detect/finding";
import type { MappedTool } from "@/cli/src/detect/mapping";
import type { Place } from "@/cli/src/detect/places";

// How sure one may be of a tool. The rule, in full: the best piece of evidence decides; its worth is that of its kind below, times
// that of its place; up to two more files that say the same add 0.02 each. Nothing is ever certain: 0.99 is the most.

/** What is reported unless one asks for more or less. */
export const LEAST_CONFIDENCE = 0.6;

const PACKAGE: Record<Scope, number> = { run: 0.95, peer: 0.8, optional: 0.7, dev: 0.45, ci: 0.45 };
/** A tool of building and testing is as well proved by a development dependency. */
const BUILD_PACKAGE: Record<Scope, number> = { run: 0.95, peer: 0.7, optional: 0.7, dev: 0.9, ci: 0.7 };
const OTHERS: Partial<Record<Ecosystem, Partial<Record<Scope, number>>>> = {
  image: { run: 0.9, dev: 0.75, ci: 0.7 },
  action: { ci: 0.8 },
  terraform: { run: 0.9 },
  file: { run: 0.9 },
  env: { run: 0.65 },
};

const PLACE: Record<Place, number> = { project: 1, tests: 0.5, docs: 0.4, examples: 0.4, vendored: 0.2 };
/** Tools of testing live in the folders of tests. */
const TEST_PLACE: Record<Place, number> = { ...PLACE, tests: 0.9 };

/** How sure one piece of evidence is, 0 to 1. */
export function confidenceOf(signal: Signal, place: Place, tool: MappedTool): number {
  const isBuild = tool.use !== "run";
  const isHome = place === "docs" && signal.inDocs === true;
  const inPlace = isHome ? 1 : (tool.use === "test" ? TEST_PLACE : PLACE)[place];
  if (signal.confidence !== undefined) return round(signal.confidence * inPlace);
  if (signal.ecosystem === "tool") return round(0.95 * inPlace);
  // A pipeline that sets a tool up may need it for a neighbour's sake: half a proof.
  if (signal.ecosystem === "action" && /(?:^|[/-])setup\b/.test(signal.name)) return round(0.5 * inPlace);
  const others = OTHERS[signal.ecosystem];
  const kind = others ? (others[signal.scope] ?? 0.5) : (isBuild ? BUILD_PACKAGE : PACKAGE)[signal.scope];
  return round(kind * inPlace);
}

/** How sure a tool is, from its pieces of evidence: the best one, and a little for each of two more files. */
export function combine(evidence: { file: string; confidence: number }[]): number {
  const best = evidence.reduce((most, piece) => Math.max(most, piece.confidence), 0);
  const files = new Set(evidence.filter((piece) => piece.confidence >= best / 2).map((piece) => piece.file)).size;
  return Math.min(0.99, round(best + 0.02 * Math.min(2, Math.max(0, files - 1))));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
