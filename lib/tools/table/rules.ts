import type { TableParams } from "@/lib/tools/table/schema";

/** The address of the table with something of its state changed; what is as it begins is left out. */
export function tablePath(params: TableParams, changes: Partial<TableParams> = {}): string {
  const state = Object.entries({ ...params, after: null, ...changes });
  const pairs = state.flatMap(([name, value]): [string, string][] =>
    value === "" || value === null || (name === "sort" && value === "name") ? [] : [[name, String(value)]],
  );
  return pairs.length > 0 ? `/admin/tools?${new URLSearchParams(pairs)}` : "/admin/tools";
}
