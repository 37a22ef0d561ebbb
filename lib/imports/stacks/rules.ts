import { foldName } from "@/lib/imports/rules";

/** What finding a tool by the name in a stack needs. */
export type StackNames = {
  byName: Map<string, number[]>;
  bySlug: Map<string, number>;
  /** Reviewed: a word → the slug of a tool. */
  words: Record<string, string>;
  stopWords: ReadonlySet<string>;
};

/**
 * The tool that a name in a stack means: a reviewed word, the very name of one tool, or its slug or alias. Null for ordinary
 * words, for names that several tools have and for names of none.
 */
export function findToolByName(name: string, names: StackNames): number | null {
  const word = foldName(name);
  const slug = names.words[word];
  if (slug !== undefined) return names.bySlug.get(slug.toLowerCase()) ?? null;
  if (names.stopWords.has(word)) return null;
  const same = names.byName.get(word) ?? [];
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null;
  return /^[a-z0-9-]{3,}$/.test(word) ? (names.bySlug.get(word) ?? null) : null;
}
