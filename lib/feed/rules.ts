import { Feed } from "feed";
import {
  type FeedCursor,
  type FeedEntry,
  type FeedFormat,
  type FeedKind,
  type FeedRow,
  feedFormats,
} from "@/lib/feed/schema";
import { formatList, formatNumberOf, formatWholeNumber } from "@/lib/format";
import { absoluteUrl, site } from "@/lib/site";

/** How an entry's kind is named. */
export const FEED_LABELS: Record<FeedKind, string> = {
  stack: "Stack",
  decision: "Decision",
  lifecycle: "Lifecycle",
  stackup: "Stackup",
  votes: "Votes",
};

/** The scores that are news when a statement reaches them. */
export const MILESTONES = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/** At most so many names stand in one sentence. */
const MOST_NAMES = 6;

function listNames(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return formatList(names);
  return `${names.slice(0, MOST_NAMES - 1).join(", ")} and ${formatWholeNumber(names.length - MOST_NAMES + 1)} more`;
}

/** What came and went in a stack, in a sentence; null when the tools stayed the same. */
export function describeStackChange(added: readonly string[], removed: readonly string[]): string | null {
  const parts = [
    ...(added.length > 0 ? [`added ${listNames(added)}`] : []),
    ...(removed.length > 0 ? [`removed ${listNames(removed)}`] : []),
  ];
  const text = parts.join("; ");
  return text ? `${text.charAt(0).toUpperCase()}${text.slice(1)}.` : null;
}

/** What the feed says of a change. `nameOf` gives the name of a tool that a stack's version knows by its key. */
export function describeEntry(
  row: FeedRow,
  { key, at }: FeedCursor,
  nameOf: (toolKey: string) => string = (toolKey) => toolKey.replace(/^name:/, ""),
): FeedEntry {
  const base = { key, kind: row.kind, at: at.toISOString(), by: "by" in row ? row.by : null };
  switch (row.kind) {
    case "stack": {
      const isNew = row.number === 1;
      return {
        ...base,
        title: isNew ? `New stack: ${row.name}` : `${row.name} changed its stack`,
        detail: isNew
          ? `${formatNumberOf(row.toolCount, "tool")} of the catalog.`
          : describeStackChange(row.added.map(nameOf), row.removed.map(nameOf)),
        path: isNew ? `/stacks/${row.slug}` : `/stacks/${row.slug}/history`,
      };
    }
    case "decision": {
      const chosen = row.options.filter((option) => option.isChosen).map(({ name }) => name);
      const others = row.options.filter((option) => !option.isChosen).map(({ name }) => name);
      return {
        ...base,
        title: `Decision: ${row.title}`,
        detail: `${formatList(chosen)} over ${formatList(others)}.`,
        path: `/decisions/${row.slug}`,
      };
    }
    case "lifecycle":
      return { ...base, title: row.tool.name, detail: row.text, path: `/tools/${row.tool.slug}` };
    case "stackup": {
      const names = row.tools.map(({ name }) => name).join(" vs ");
      return {
        ...base,
        title: row.reason === null ? `New stackup: ${names}` : `${names} was changed`,
        detail: row.reason,
        path: row.reason === null ? `/stackups/${row.slug}` : `/stackups/${row.slug}/history`,
      };
    }
    case "votes":
      return {
        ...base,
        title: `A ${row.of} of ${row.tool.name} reached ${formatWholeNumber(row.votes)} votes`,
        detail: `“${row.text}”`,
        path: `/tools/${row.tool.slug}#statement-${row.statement}`,
      };
  }
}

/** A cursor as it stands in an address; feedCursorSchema reads it. */
export function formatFeedCursor({ at, key }: FeedCursor): string {
  return `${at.getTime()}-${key}`;
}

/** Entries by the day (UTC) on which they happened, in the order given. */
export function groupByDay(entries: readonly FeedEntry[]): { day: string; entries: FeedEntry[] }[] {
  const days = new Map<string, FeedEntry[]>();
  for (const entry of entries) {
    const day = entry.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, list]) => ({ day, entries: list }));
}

/** What the feed is called, of all or of a category by its name. */
export function feedTitle(category?: string): string {
  return category ? `Feed of ${category}` : "Feed";
}

/** The address of the feed, of a category's (by its path) or of all. */
export function feedPath(category: string): string {
  return category ? `/feed/${category}` : "/feed";
}

const FILES: Record<FeedFormat, string> = { atom: "atom.xml", json: "feed.json" };

/** The address under which programs read it. */
export function feedFilePath(category: string, format: FeedFormat): string {
  return `${feedPath(category)}/${FILES[format]}`;
}

/** Where a feed of its own kind stands: its page and its files. */
export type FeedAddress = { page: string; files: Record<FeedFormat, string> };

/** Where the feed of the tools that a member follows stands, by the token that its files are read with. */
export function followedFeedAddress(token: string): FeedAddress {
  const file = (format: FeedFormat) => `/following/feed/${token}/${FILES[format]}`;
  return { page: "/following/feed", files: { atom: file("atom"), json: file("json") } };
}

/** The format of a file of a feed by its name; undefined for a name that is none. */
export function formatOfFile(name: string): FeedFormat | undefined {
  return feedFormats.find((format) => FILES[format] === name);
}

/** Until when an address made now is good: a year at least, and the same for all that are made in a year, so that it stays. */
export function feedTokenUntil(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear() + 2, 0, 1));
}

/** The feed as a file for programs; `updated` stands for it while it is empty. */
export function writeFeed(
  entries: readonly FeedEntry[],
  { category, title, format, address }: { category: string; title: string; format: FeedFormat; address?: FeedAddress },
): string {
  const { page: path, files } = address ?? {
    page: feedPath(category),
    files: { atom: feedFilePath(category, "atom"), json: feedFilePath(category, "json") },
  };
  const page = absoluteUrl(path);
  const feed = new Feed({
    title,
    description: "New and changed stacks, decisions, lifecycles, stackups and votes, each real change once.",
    id: page,
    link: page,
    language: "en",
    updated: new Date(entries[0]?.at ?? 0),
    generator: site.name,
    copyright: "",
    feedLinks: {
      atom: absoluteUrl(files.atom),
      json: absoluteUrl(files.json),
    },
  });
  for (const { key, kind, title: words, detail, path, at, by } of entries) {
    feed.addItem({
      title: words,
      id: `${absoluteUrl("/feed")}#${key}`,
      link: absoluteUrl(path),
      date: new Date(at),
      published: new Date(at),
      content: escapeHtml(detail ?? words),
      description: detail ?? words,
      category: [{ name: FEED_LABELS[kind] }],
      author: [{ name: by ?? site.name, ...(by ? { link: absoluteUrl(`/members/${by}`) } : {}) }],
    });
  }
  return format === "atom" ? feed.atom1() : feed.json1();
}

/** Contents of entries are HTML to their readers. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
