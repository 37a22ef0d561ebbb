import { MAX_TOOLS, MIN_TOOLS } from "@/lib/stackups/rules";

/** The names in a search such as `mesos vs nomad` or `a versus b`: 2 to 4 of them, or null for an ordinary search. */
export function parseVersus(query: string): string[] | null {
  const names = query.split(/\s+(?:vs\.?|versus)\s+/i).map((name) => name.trim());
  if (names.length < MIN_TOOLS || names.length > MAX_TOOLS || names.some((name) => name === "")) return null;
  return names;
}

/** Makes a text safe inside a LIKE pattern. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** What an address that leads nowhere was about, and the names in it, for looking up what is near them. */
export function readMissingPath(path: unknown): {
  kind: "stackups" | "tools" | "categories" | "other";
  names: string[];
} {
  const parts = typeof path === "string" ? path.slice(0, 300).split("/").filter(Boolean) : [];
  const [kind] = parts;
  const last = parts.filter((part) => part !== "alternatives").at(-1) ?? "";
  const names = last
    .split(/-vs-/i)
    .slice(0, 5)
    .map((name) =>
      name
        .replaceAll(/[-_.+]+/g, " ")
        .trim()
        .slice(0, 64),
    )
    .filter(Boolean);
  if (kind === "stackups" || kind === "tools" || kind === "categories")
    return { kind, names: parts.length > 1 ? names : [] };
  return { kind: "other", names };
}
