import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  describeEntry,
  describeStackChange,
  feedFilePath,
  feedPath,
  formatFeedCursor,
  groupByDay,
  writeFeed,
} from "@/lib/feed/rules";
import { type FeedEntry, feedCursorSchema } from "@/lib/feed/schema";

const entry = (more: Partial<FeedEntry> = {}): FeedEntry => ({
  ...{ key: "s1.1", kind: "stack", title: "New stack: A", detail: "2 tools of the catalog.", path: "/stacks/a" },
  ...{ at: "2026-05-02T10:00:00.000Z", by: null },
  ...more,
});

test.each([
  [[], [], null],
  [["Redis"], [], "Added Redis."],
  [[], ["Redis", "React"], "Removed Redis and React."],
  [["A"], ["B"], "Added A; removed B."],
  [["A", "B", "C", "D", "E", "F", "G"], [], "Added A, B, C, D, E and 2 more."],
])("what came %j and went %j is said as %j", (added, removed, text) => {
  expect(describeStackChange(added, removed)).toBe(text);
});

test("a tool that the catalog does not have is called as its owner calls it", () => {
  const row = { kind: "stack", slug: "a", name: "A", number: 2, toolCount: 1, by: null } as const;
  const at = { at: new Date("2026-05-02T10:00:00Z"), key: "s1.2" };
  expect(describeEntry({ ...row, added: ["name:Our own"], removed: [] }, at).detail).toBe("Added Our own.");
});

test("entries stand under the day on which they happened", () => {
  const days = groupByDay([entry(), entry({ key: "s1.2", at: "2026-05-01T23:59:59.999Z" }), entry({ key: "d1" })]);
  expect(days.map(({ day, entries }) => [day, entries.length])).toEqual([
    ["2026-05-02", 2],
    ["2026-05-01", 1],
  ]);
});

test.each([
  ["", "/feed", "/feed/atom.xml", "/feed/feed.json"],
  ["data/caches", "/feed/data/caches", "/feed/data/caches/atom.xml", "/feed/data/caches/feed.json"],
])("the feed of %j is found at %s", (category, page, atom, json) => {
  const files = [feedFilePath(category, "atom"), feedFilePath(category, "json")];
  expect([feedPath(category), ...files]).toEqual([page, atom, json]);
});

describe("feedCursorSchema", () => {
  test.each(["s12.3", "d4", "v9.1000"])("reads what formatFeedCursor writes of %s", (key) => {
    const cursor = { at: new Date("2026-05-02T10:00:00.123Z"), key };
    expect(feedCursorSchema.parse(formatFeedCursor(cursor))).toEqual(cursor);
  });

  test.each(["", "_", "1", "1-", "x-s1", "1-s", "1-ss1", "1-s1.2.3", "1-s1' OR 1=1", "99999999999999-s1"])(
    "refuses %j",
    (text) => {
      expect(feedCursorSchema.safeParse(text).success).toBe(false);
    },
  );
});

describe("writeFeed", () => {
  const hard = `<b>&"'</b> ]]> \u00fc`;
  const entries = [
    entry({ title: hard, detail: hard, by: "anna" }),
    entry({ key: "d1", kind: "decision", detail: null }),
  ];
  const asked = { category: "data", title: "Sidestack: Feed" };

  test("writes Atom with all that the format asks for", () => {
    const text = writeFeed(entries, { ...asked, format: "atom" });
    expect(XMLValidator.validate(text)).toBe(true);
    const { feed } = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === "entry" }).parse(text);
    expect(feed["@_xmlns"]).toBe("http://www.w3.org/2005/Atom");
    expect(feed).toMatchObject({ title: "Sidestack: Feed", updated: "2026-05-02T10:00:00.000Z" });
    expect(feed.id).toMatch(/\/feed\/data$/);
    const links = feed.link.map((link: Record<string, string>) => [
      link["@_rel"],
      new URL(link["@_href"] ?? "").pathname,
    ]);
    expect(links).toEqual(expect.arrayContaining([["self", "/feed/data/atom.xml"]]));
    expect(feed.entry).toHaveLength(2);
    for (const one of feed.entry) {
      expect(one.id).toMatch(/\/feed#[sd]1/);
      expect(one).toMatchObject({ updated: "2026-05-02T10:00:00.000Z", published: "2026-05-02T10:00:00.000Z" });
      expect(one.author.name).toBeTruthy();
      expect(new URL(one.link["@_href"]).pathname).toBe("/stacks/a");
    }
    expect(new Set(feed.entry.map((one: { id: string }) => one.id)).size).toBe(2);
    expect(text).not.toContain("<b>&\"'</b> ]]> ü</");
  });

  test("writes JSON Feed 1 with all that the format asks for", () => {
    const shape = z.object({
      version: z.url().endsWith("/version/1"),
      title: z.string().min(1),
      feed_url: z.url(),
      home_page_url: z.url(),
      items: z.array(
        z.object({
          id: z.string().min(1),
          url: z.url(),
          title: z.string(),
          content_html: z.string(),
          date_published: z.iso.datetime(),
        }),
      ),
    });
    const feed = shape.parse(JSON.parse(writeFeed(entries, { ...asked, format: "json" })));
    expect(feed.items).toHaveLength(2);
    expect(feed.items[0]?.title).toBe(hard);
    expect(feed.items[0]?.content_html).not.toContain("<b>");
    expect(new URL(feed.feed_url).pathname).toBe("/feed/data/feed.json");
  });

  test.each(["atom", "json"] as const)("writes an empty one as %s", (format) => {
    const text = writeFeed([], { ...asked, format });
    if (format === "atom") expect(XMLValidator.validate(text)).toBe(true);
    else expect(JSON.parse(text).items).toEqual([]);
  });
});
