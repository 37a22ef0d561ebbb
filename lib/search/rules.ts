import { MAX_TOOLS, MIN_TOOLS } from "@/lib/stackups/rules";

/** The names in a search such as `mesos vs nomad` or `a versus b`: 2 to 4 of them, or null for an ordinary search. */
export function parseVersus(query: string): string[] | null {
  const names = query.split(/\s+(?:vs\.?|versus)\s+/i).map((name) => name.trim());
  if (names.length < MIN_TOOLS || names.length > MAX_TOOLS || names.some((name) => name === "")) return null;
  return names;
}
