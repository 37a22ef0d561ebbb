import { keyOfTool, type StackTool } from "@/cli/src/formats/sidestack";

/** What came, went and changed between two lists. */
export type Changes<Entry> = { added: Entry[]; removed: Entry[]; changed: { before: Entry; after: Entry }[] };

/** Compares two lists by key; the order of the entries means nothing, and of two with one key the first counts. */
export function compareByKey<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  keyOf: (entry: Entry) => string,
  isSame: (before: Entry, after: Entry) => boolean,
): Changes<Entry> {
  const index = (entries: readonly Entry[]) => {
    const map = new Map<string, Entry>();
    for (const entry of entries) if (!map.has(keyOf(entry))) map.set(keyOf(entry), entry);
    return map;
  };
  const old = index(before);
  const now = index(after);
  return {
    added: [...now].flatMap(([key, entry]) => (old.has(key) ? [] : [entry])),
    removed: [...old].flatMap(([key, entry]) => (now.has(key) ? [] : [entry])),
    changed: [...now].flatMap(([key, entry]) => {
      const was = old.get(key);
      return was && !isSame(was, entry) ? [{ before: was, after: entry }] : [];
    }),
  };
}

/** What came, went and has another version between two versions of a stack. */
export function compareStacks(before: readonly StackTool[], after: readonly StackTool[]): Changes<StackTool> {
  return compareByKey(before, after, keyOfTool, (a, b) => a.version === b.version);
}
