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

/**
 * What came, went and has another version between two versions of a stack. A tool that one of them knows by its name alone is the
 * one that bears this name in the other: a catalog may have it since.
 */
export function compareStacks(before: readonly StackTool[], after: readonly StackTool[]): Changes<StackTool> {
  const nameOf = ({ name }: StackTool) => name.trim().toLowerCase();
  const slugs = new Map([...before, ...after].flatMap((one) => (one.tool ? [[nameOf(one), one.tool]] : [])));
  const keyOf = (one: StackTool) => one.tool ?? slugs.get(nameOf(one)) ?? keyOfTool(one);
  return compareByKey(before, after, keyOf, (a, b) => a.version === b.version);
}
