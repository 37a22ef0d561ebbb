import { isBranch } from "@/lib/edits/rules";
import { type Branch, canonical, labelOf } from "@/lib/revisions/rules";

// Two versions made from one: what each changed, and one version made of both.

/** Parts of a document that are taken as a whole when two people changed it, save those inside `facts`, which are many. */
function splitUnits(content: Branch): Map<string, unknown> {
  return new Map(
    Object.entries(content).flatMap(([key, value]) =>
      key === "facts" && isBranch(value)
        ? Object.entries(value).map(([fact, entry]): [string, unknown] => [`${key}.${fact}`, entry])
        : [[key, value] satisfies [string, unknown]],
    ),
  );
}

function joinUnits(units: Map<string, unknown>, hasFacts: boolean): Branch {
  const joined: Branch = hasFacts ? { facts: {} } : {};
  for (const [unit, value] of units) {
    const [key = "", fact] = unit.split(".");
    if (value === undefined) continue;
    if (fact === undefined) joined[key] = value;
    else joined.facts = { ...(isBranch(joined.facts) ? joined.facts : {}), [fact]: value };
  }
  return joined;
}

/** A part of a document that at least one of two people changed: what it is called, and who did. */
export type Unit = {
  key: string;
  label: string;
  changedBy: "both" | "them" | "you";
  was: unknown;
  theirs: unknown;
  yours: unknown;
};

/** The parts in which two versions made from one are not both as it was. Parts that both changed alike are no question. */
export function listUnits(was: Branch, theirs: Branch, yours: Branch): Unit[] {
  const [old, them, you] = [splitUnits(was), splitUnits(theirs), splitUnits(yours)];
  return [...new Set([...old.keys(), ...them.keys(), ...you.keys()])].flatMap((key): Unit[] => {
    const values = { was: old.get(key), theirs: them.get(key), yours: you.get(key) };
    const [a, b, c] = [canonical(values.was), canonical(values.theirs), canonical(values.yours)];
    if (b === c) return [];
    const changedBy = a === c ? "them" : a === b ? "you" : "both";
    return [{ key, label: labelOf(key.split(".")), changedBy, ...values }];
  });
}

/**
 * One version made of two: their version with each part of yours that you chose, or that you alone changed. `choices` says for parts
 * whose is taken.
 */
export function mergeVersions(
  was: Branch,
  theirs: Branch,
  yours: Branch,
  choices: Readonly<Record<string, "theirs" | "yours">> = {},
): { merged: Branch; open: string[] } {
  const merged = splitUnits(theirs);
  const open: string[] = [];
  for (const { key, changedBy, yours: own } of listUnits(was, theirs, yours)) {
    const choice = choices[key] ?? (changedBy === "you" ? "yours" : changedBy === "them" ? "theirs" : null);
    if (choice === null) open.push(key);
    if (choice === "yours") merged.set(key, own);
  }
  return { merged: joinUnits(merged, Object.hasOwn(theirs, "facts")), open };
}
