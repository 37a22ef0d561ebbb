import { formatPartialDate } from "@/lib/format";
import type { ImportCounts, ImportField, ImportRun, ImportSource, Place, ToolRecord } from "@/lib/imports/schema";
import { slugSchema } from "@/lib/tools/schema";

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]/g;

/** One line of text from outside: without invisible characters, blanks of any kind folded to one, trimmed. */
export function cleanLine(text: string): string {
  return text
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
}

/** Text of several paragraphs from outside: each line cleaned, at most one empty line between two. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map(cleanLine)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A tagline as pages print it: they end it with a full stop themselves. */
export function cleanTagline(text: string): string {
  const line = cleanLine(text);
  return /[^.]\.$/.test(line) ? line.slice(0, -1).trimEnd() : line;
}

/** Names are the same when they differ in the case of letters and in blanks alone: punctuation counts, so C, C# and C++ stay three. */
export function foldName(name: string): string {
  return cleanLine(name).normalize("NFC").toLowerCase();
}

/** A name without what people leave out or add: what is alike only so is doubtful, never the same. */
export function looseName(name: string): string {
  return foldName(name)
    .replaceAll("#", " sharp ")
    .replaceAll("+", " plus ")
    .replaceAll("&", " and ")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** A slug made from a name: `+`, `#` and `&` become words, other signs dashes. Null where nothing is left of it. */
export function slugFromName(name: string): string | null {
  const slug = foldName(name)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replaceAll("+", "-plus-")
    .replaceAll("#", "-sharp-")
    .replaceAll("&", "-and-")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "")
    .replace(/-vs(?=-|$)|^vs(?=-)/g, (match) => match.replace("vs", "versus"));
  return slugSchema.safeParse(slug).success ? slug : null;
}

/** The first slug that is not taken: the wanted one, else with a number behind it. Compares without regard to case. */
export function freeSlug(wanted: string, isTaken: (lowerCased: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted.slice(0, 60)}-${number}`;
    if (!isTaken(slug.toLowerCase())) return slug;
  }
}

/**
 * A repository's address in one form: https, host without www, path in lower case without `.git`. Null for what names none, such
 * as the page of an organisation.
 */
export function normaliseRepository(address: string): string | null {
  const text = address
    .trim()
    .replace(/^git\+/, "")
    .replace(/^git@([^:]+):/, "https://$1/");
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!/^(?:https?|git|ssh):$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  const parts = url.pathname
    .toLowerCase()
    .replace(/\.git\/?$/, "")
    .split("/")
    .filter(Boolean);
  const host = url.hostname.toLowerCase().replace(/^www\./, "");
  const isForge = /^(?:github\.com|codeberg\.org|bitbucket\.org)$/.test(host);
  if (parts.length < 2) return null;
  // On these hosts a repository is owner and name; what follows is a place inside it.
  return `https://${host}/${(isForge ? parts.slice(0, 2) : parts).join("/")}`;
}

/** The plain plural of a noun to its singular: `databases` → `database`, `libraries` → `library`. */
function singular(word: string): string {
  if (/(?:ss|us|is|[^aeiou]ics|ops)$/i.test(word) || !word.endsWith("s")) return word;
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:x|ch|sh|ss)es$/i.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** What a tool is, from the name of its function: `In-Memory Databases` → `in-memory database`, `Log Management` → `log management tool`. */
export function kindFromFunction(name: string): string {
  const plain = name
    .replace(/\s*\(.*\)$/, "")
    .replaceAll("&", "and")
    .trim();
  const words = plain.split(" ").map((word) => (/^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word));
  const last = words.at(-1) ?? "";
  const one = singular(last);
  const kind = [...words.slice(0, -1), one].join(" ");
  return (
    one === last && !/(?:tool|platform|framework|library|service|software|engine|system)$/i.test(last)
      ? `${kind} tool`
      : kind
  ).slice(0, 60);
}

const SMALL_WORDS: Record<string, string> = {
  and: "&",
  as: "as",
  a: "a",
  for: "for",
  of: "of",
  to: "to",
  with: "with",
};
const CAPITALS =
  /^(?:ai|api|apis|aws|bi|cdn|ci|cms|crm|css|db|dns|erp|etl|hr|html|ide|ip|it|log|ml|orm|os|pdf|php|qa|rest|sdk|sdks|seo|sms|sql|ssl|ui|url|ux|vpn|vr)$/;

/** A slug as a heading: `virtual-machine-platforms-and-containers` → `Virtual Machine Platforms & Containers`. */
export function nameFromSlug(slug: string): string {
  return slug
    .split("-")
    .map((word) => {
      if (CAPITALS.test(word) && word !== "log" && word !== "it")
        return word.toUpperCase().replace(/S$/, (s) => (/^(?:APIS|SDKS)$/i.test(word) ? "s" : s));
      return SMALL_WORDS[word] ?? word.charAt(0).toUpperCase() + word.slice(1);
    })
    .join(" ");
}

/** Which data set is believed before which, field by field, the first first. Editors and the built-in catalog come before all. */
const FACTS_FIRST: readonly ImportSource[] = [
  "sidestack",
  "cncf",
  "awesome-selfhosted",
  "endoflife",
  "explore",
  "stars",
  "stackshare",
];
const PRECEDENCE: Partial<Record<ImportField, readonly ImportSource[]>> = {
  name: ["sidestack", "stackshare", "explore", "cncf", "awesome-selfhosted", "endoflife"],
  place: ["sidestack", "stackshare", "cncf", "awesome-selfhosted"],
  kind: ["sidestack", "stackshare", "cncf", "awesome-selfhosted"],
  tagline: ["sidestack", "cncf", "explore", "awesome-selfhosted", "stackshare"],
  description: ["sidestack", "cncf", "explore", "awesome-selfhosted", "stackshare"],
  lifecycle: ["sidestack", "cncf", "endoflife", "awesome-selfhosted"],
  "latest-release": ["sidestack", "endoflife", "awesome-selfhosted"],
};

/** The place of a data set in the order in which it is believed for a field; one that is not listed comes last. */
export function rankOf(field: ImportField, dataset: ImportSource): number {
  const order = PRECEDENCE[field] ?? FACTS_FIRST;
  const at = order.indexOf(dataset);
  return at < 0 ? order.length : at;
}

/** Why rows stand elsewhere than their data set put them, and where. */
export type SettledPlaces = { placeOf: (place: Place) => Place; notes: string[] };

function majority<Node extends { slug: string }>(counts: Map<string, { node: Node; count: number }>): Node | null {
  return (
    [...counts.values()].sort((a, b) => b.count - a.count || (a.node.slug < b.node.slug ? -1 : 1))[0]?.node ?? null
  );
}

function tally<Node extends { slug: string }>(
  into: Map<string, Map<string, { node: Node; count: number }>>,
  key: string,
  node: Node,
) {
  const counts = into.get(key) ?? new Map<string, { node: Node; count: number }>();
  const known = counts.get(node.slug) ?? { node, count: 0 };
  counts.set(node.slug, { node: known.node, count: known.count + 1 });
  into.set(key, counts);
}

/**
 * Makes a tree of places that are none: a function or category that stands under several parents goes under the one that most of
 * its rows name. Rows keep their function; each that moved is noted.
 */
export function settlePlaces(records: readonly ToolRecord[]): SettledPlaces {
  const layers = new Map<string, Map<string, { node: Place["layer"]; count: number }>>();
  const categories = new Map<string, Map<string, { node: Place["category"]; count: number }>>();
  for (const { place } of records) {
    if (!place) continue;
    tally(layers, place.category.slug, place.layer);
    tally(categories, place.function.slug, place.category);
  }
  const layerOf = new Map([...layers].map(([slug, counts]) => [slug, majority(counts)]));
  const categoryOf = new Map([...categories].map(([slug, counts]) => [slug, majority(counts)]));
  const placeOf = (place: Place): Place => {
    const category = categoryOf.get(place.function.slug) ?? place.category;
    return { function: place.function, category, layer: layerOf.get(category.slug) ?? place.layer };
  };
  const notes = records.flatMap(({ place, at, name }) => {
    if (!place) return [];
    const settled = placeOf(place);
    const path = (of: Place) => `${of.layer.slug}/${of.category.slug}/${of.function.slug}`;
    return path(settled) === path(place) ? [] : [`${at}: ${name} stands under ${path(settled)}, not ${path(place)}`];
  });
  return { placeOf, notes };
}

/** The numbers of a run in a line: `9,072 read: 9,072 created, 0 updated, 0 unchanged, 0 skipped, 0 vanished`. */
export function describeCounts(counts: ImportCounts): string {
  const text = (key: keyof ImportCounts) => `${counts[key].toLocaleString("en")} ${key}`;
  return `${text("read")}: ${(["created", "updated", "unchanged", "skipped", "vanished"] as const).map(text).join(", ")}`;
}

/** The text of a whole number, or null for what is none. */
export function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text) : null;
}

/** How a run stands, in a word or two. */
export function runWord({ status, isDryRun }: { status: ImportRun["status"]; isDryRun: boolean }): string {
  if (status === "running") return "under way";
  if (status === "failed") return "failed";
  return isDryRun ? "tried out" : "done";
}

/** When a run began and how long it took: `26 Nov 2026, 12.4 s`. */
export function runTime({ startedAt, seconds }: { startedAt: string; seconds: number | null }): string {
  const day = formatPartialDate(startedAt.slice(0, 10));
  const time = `${day}, ${startedAt.slice(11, 16)} UTC`;
  return seconds === null ? time : `${time}, took ${seconds.toFixed(1)} s`;
}
