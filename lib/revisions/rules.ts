import { diffArrays, diffWordsWithSpace } from "diff";
import { isBranch } from "@/lib/edits/rules";
import { capitalise, formatPartialDate } from "@/lib/format";
import { CATALOG_AUTHOR } from "@/lib/revisions/schema";
import { FACT_LABELS } from "@/lib/tools/rules";

// Documents of all subjects are compared as plain JSON, so that what is kept for ever can be shown for ever, whatever became of
// its rules meanwhile.

/** A part of a text: in both versions, in the earlier alone, or in the later alone. */
export type Piece = { text: string; kind: "same" | "gone" | "new" /** Its place among the pieces. */; at: number };
/** A place of a document that changed, as readers call it. */
export type Difference = {
  key: string;
  label: string;
  pieces: Piece[] /** What stands between the pieces. */;
  joint: string;
};

/** How the parts of documents are called; what is not listed is called by its own name. */
const LABELS: Record<string, string> = {
  ...FACT_LABELS,
  aliases: "Other slugs",
  function: "Category",
  sourceUrl: "Source",
  successors: "successors",
  source: "source",
  since: "since",
  note: "note",
  features: "Feature",
  links: "Link",
  pinned: "Pinned alternative",
  excluded: "Excluded alternative",
  claims: "Difference",
  choices: "Choose it if",
};
/** Parts that say nothing to a reader: what is inside them speaks for itself. */
const SILENT = new Set(["value", "facts", "alternatives", "state", "url", "reason", "text", "cells", "set"]);
/** What tells the entries of a list apart. */
const IDENTITIES = ["name", "label", "slug", "topic"] as const;

/** The order in which the fields of documents are told; jsonb keeps another one. */
const FIELDS =
  "name kind function tagline description tools summary claims choices neither text note version sourceUrl status lifecycle facts features links aliases integrations alternatives logo".split(
    " ",
  );

/** A document, or a part of one that has names in it. */
export type Branch = Record<string, unknown>;
type Line = { key: string; label: string; value: string | string[] };

/** True for a revision of the built-in catalog: it tells what stood there before anybody changed it here. */
export function isByCatalog({ authorId, author }: { authorId: string | null; author: string }): boolean {
  return authorId === null && author === CATALOG_AUTHOR.name;
}

/** How readers call a place of a document, by the names on the way to it. */
export function labelOf(parts: readonly string[]): string {
  const telling = parts.filter((part) => !SILENT.has(part));
  const [first = "", ...rest] = (telling.length > 0 ? telling : parts.slice(-1)).map((part) => LABELS[part] ?? part);
  return capitalise([first, ...rest].join(": "));
}

function sourceText({ url, title, checked }: Branch): string {
  return `${title} (${url}), checked ${formatPartialDate(String(checked))}`;
}

function listEntries(list: unknown[], parts: readonly string[]): Line[] {
  const [named, ...inside] = [...parts].reverse();
  const places = inside.reverse();
  return list.flatMap((entry, place) => {
    if (!isBranch(entry)) return listLines(entry, [...parts, String(place + 1)]);
    const identity = IDENTITIES.find((name) => typeof entry[name] === "string");
    const name = identity ? String(entry[identity]) : String(place + 1);
    const rest = Object.fromEntries(Object.entries(entry).filter(([key]) => key !== identity));
    return listLines(rest, [...places, `${LABELS[named ?? ""] ?? named ?? ""} ${name}`]);
  });
}

/** Every place of a document where something stands, in the document's order. */
function listLines(value: unknown, parts: readonly string[]): Line[] {
  const line = (text: string | string[]): Line[] => [{ key: parts.join("."), label: labelOf(parts), value: text }];
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (value.every((entry) => typeof entry === "string")) return line(value);
    const order = value.map((entry, place) => {
      const identity = isBranch(entry) ? IDENTITIES.find((name) => typeof entry[name] === "string") : undefined;
      return identity && isBranch(entry) ? String(entry[identity]) : String(place);
    });
    const key = [...parts, ORDER].join(".");
    return [...listEntries(value, parts), { key, label: `Order: ${labelOf(parts).toLowerCase()}s`, value: order }];
  }
  if (!isBranch(value)) return line(String(value));
  if (typeof value.url === "string" && typeof value.title === "string") return line(sourceText(value));
  const place = (key: string) => (FIELDS.indexOf(key) + 1 || FIELDS.length + 1) * (parts.length === 0 ? 1 : 0);
  const entries = Object.entries(value).sort(([a], [b]) => place(a) - place(b));
  return entries.flatMap(([key, child]) => listLines(child, [...parts, key]));
}

/** The last part of the key of a line that says in which order the entries of a list stand. */
const ORDER = "#order";

/** Two texts that share less than this part of their letters are two texts, not one that was changed. */
const ALIKE = 0.4;
/** Texts of fewer words than this are shown whole, before and after: single words picked out of them say little. */
const MANY_WORDS = 4;

type Value = string | string[] | undefined;
type Part<Text> = { value: Text; added?: boolean; removed?: boolean };

function toPieces(parts: readonly Part<string>[], joint: string): Pick<Difference, "pieces" | "joint"> {
  const pieces = parts.map(({ value, added, removed }, at) => {
    return { text: value, kind: added ? ("new" as const) : removed ? ("gone" as const) : ("same" as const), at };
  });
  return { pieces, joint };
}

/** Two versions of a text or of a list, cut into what stayed, what went and what came. */
export function comparePieces(before: Value, after: Value): Pick<Difference, "pieces" | "joint"> {
  if (Array.isArray(before) || Array.isArray(after)) {
    const toList = (value: Value) => (typeof value === "string" ? [value] : (value ?? []));
    const parts: Part<string[]>[] = diffArrays(toList(before), toList(after));
    return toPieces(
      parts.flatMap((part) => part.value.map((value) => ({ ...part, value }))),
      ", ",
    );
  }
  const isLong = (text: string) => text.trim().split(/\s+/).length >= MANY_WORDS;
  if (before !== undefined && after !== undefined && isLong(before) && isLong(after)) {
    const parts = diffWordsWithSpace(before, after);
    const shared = parts.reduce((sum, part) => sum + (part.added || part.removed ? 0 : part.value.trim().length), 0);
    if (shared >= Math.max(before.length, after.length) * ALIKE) return toPieces(parts, "");
  }
  return toPieces(
    [
      ...(before === undefined ? [] : [{ value: before, removed: true }]),
      ...(after === undefined ? [] : [{ value: after, added: true }]),
    ],
    " ",
  );
}

function sameText(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** True when the entries that both lists have stand in one order: what came or went is told by its own line. */
function sameOrder(before: Value, after: Value): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return true;
  const both = (list: string[], other: string[]) => list.filter((entry) => other.includes(entry));
  return sameText(both(before, after), both(after, before));
}

/** What stands in a part of a document, place by place, as readers call it. */
export function listTexts(key: string, value: unknown): { label: string; text: string }[] {
  return listLines(value, key.split("."))
    .filter((line) => !line.key.endsWith(ORDER))
    .map(({ label, value: text }) => ({ label, text: typeof text === "string" ? text : text.join(", ") }));
}

/** What differs between two versions of one part of a document. */
export function listPartDifferences(key: string, before: unknown, after: unknown): Difference[] {
  const nest = (value: unknown) => key.split(".").reduceRight<unknown>((inside, part) => ({ [part]: inside }), value);
  return listDifferences(nest(before), nest(after));
}

/** What differs between two versions of a document, in the document's order; `null` stands for no version at all. */
export function listDifferences(before: unknown, after: unknown): Difference[] {
  const [old, now] = [listLines(before, []), listLines(after, [])];
  const oldByKey = new Map(old.map((line) => [line.key, line]));
  const nowByKey = new Map(now.map((line) => [line.key, line]));
  const all = [...now, ...old.filter((line) => !nowByKey.has(line.key))];
  return all.flatMap(({ key, label }) => {
    const [was, is] = [oldByKey.get(key)?.value, nowByKey.get(key)?.value];
    if (key.endsWith(ORDER) ? sameOrder(was, is) : sameText(was, is)) return [];
    return [{ key, label, ...comparePieces(was, is) }];
  });
}

/** A value as text in which the order of keys does not matter: jsonb keeps another order than was written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isBranch(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
