import { z } from "zod";
import type { RowCommand, Typed } from "@/lib/edits/schema";

const branchSchema = z.record(z.string(), z.unknown());
/** How deep the names of fields go, and how long a list in a form may be. */
const MAX_DEPTH = 5;
const MAX_ROWS = 200;

/** True for an object that is no list. */
export function isBranch(value: unknown): value is Typed {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Branches whose names are all numbers become lists in the order of these numbers. */
function toLists(value: unknown): unknown {
  if (!isBranch(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, toLists(child)] as const);
  if (entries.length === 0 || !entries.every(([key]) => /^\d{1,3}$/.test(key))) return Object.fromEntries(entries);
  return entries
    .sort(([a], [b]) => Number(a) - Number(b))
    .slice(0, MAX_ROWS)
    .map(([, child]) => child);
}

/**
 * The fields of a form by the parts of their names: `features.0.name` becomes `{ features: [{ name }] }`. Names that go too deep
 * and values that are no text are passed over.
 */
export function nestFields(fields: Record<string, unknown>): Typed {
  const root: Typed = {};
  for (const [name, value] of Object.entries(fields)) {
    const parts = name.split(".");
    if (typeof value !== "string" || parts.length > MAX_DEPTH || parts.some((part) => !/^[a-z0-9-]+$/i.test(part)))
      continue;
    let at = root;
    for (const part of parts.slice(0, -1)) {
      const next = Object.hasOwn(at, part) ? at[part] : undefined;
      const branch: Typed = isBranch(next) ? next : {};
      at[part] = branch;
      at = branch;
    }
    const last = parts.at(-1) ?? "";
    if (!Object.hasOwn(at, last)) at[last] = value;
  }
  const nested = toLists(root);
  return isBranch(nested) ? nested : {};
}

/** What was typed with a row added to one of its lists, removed, or moved up or down; `empty` is the new row. */
export function changeRows(typed: Typed, { act, list, row }: RowCommand, empty: unknown): Typed {
  const [head = "", ...rest] = list;
  if (rest.length > 0) {
    const branch = branchSchema.safeParse(typed[head]).data ?? {};
    return { ...typed, [head]: changeRows(branch, { act, list: rest, row }, empty) };
  }
  const value = typed[head];
  const rows: unknown[] = Array.isArray(value) ? value : [];
  return { ...typed, [head]: act === "add" ? [...rows, empty] : moveRow(rows, act, row) };
}

/** A list with one of its rows removed or moved up or down; at the ends nothing moves. */
export function moveRow<Row>(rows: readonly Row[], act: string, row: number): Row[] {
  const taken = rows[row];
  if (taken === undefined) return [...rows];
  const others = rows.filter((_, place) => place !== row);
  if (act === "remove") return others;
  return others.toSpliced(Math.max(0, act === "up" ? row - 1 : row + 1), 0, taken);
}
