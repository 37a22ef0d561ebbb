import pg from "pg";
import { vi } from "vitest";

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  return typeof query === "object" && query !== null && "text" in query ? String(query.text) : "";
}

/** Runs work and returns its result with the text of every SQL query that reached the database driver meanwhile. */
export async function recordQueries<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; queries: string[] }> {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  try {
    const result = await work();
    return { result, queries: spy.mock.calls.map((call: unknown[]) => textOf(call[0])) };
  } finally {
    spy.mockRestore();
  }
}
