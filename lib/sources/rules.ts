import type { SourceRef } from "@/lib/tools/schema";

/** The sources of a page, each with the number under which its marks stand. */
export type SourceIndex = { list: SourceRef[]; numberOf: (source: SourceRef) => number };

function isSource(value: object): value is SourceRef {
  return "url" in value && "title" in value && "checkedOn" in value && "id" in value;
}

function walk(value: unknown, found: Map<number, SourceRef>): void {
  if (value === null || typeof value !== "object") return;
  if (isSource(value)) {
    if (!found.has(value.id)) found.set(value.id, value);
    return;
  }
  for (const child of Object.values(value)) walk(child, found);
}

/**
 * Numbers the sources that stand anywhere inside the given data, from 1, in the order of their first appearance. Pages hand
 * over their data in the order in which they print it.
 */
export function indexSources(...data: unknown[]): SourceIndex {
  const found = new Map<number, SourceRef>();
  for (const value of data) walk(value, found);
  const numbers = new Map([...found.keys()].map((id, index) => [id, index + 1]));
  return {
    list: [...found.values()],
    numberOf: (source) => {
      const number = numbers.get(source.id);
      if (number === undefined) throw new Error(`source ${source.id} was not handed to indexSources`);
      return number;
    },
  };
}
