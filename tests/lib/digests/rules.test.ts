import { describe, expect, test } from "vitest";
import { composeDigest, digestSince, dueBefore } from "@/lib/digests/rules";
import type { ToolEvent } from "@/lib/events/schema";
import { site } from "@/lib/site";

const now = new Date("2026-05-15T03:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe("when", () => {
  test("a digest of a week ago is no hindrance, also when tonight's run is some minutes early", () => {
    expect(daysAgo(7) < dueBefore(now)).toBe(true);
    expect(daysAgo(6.99) < dueBefore(now)).toBe(true);
    expect(daysAgo(6) < dueBefore(now)).toBe(false);
  });

  test("it tells of the last week, without what the last one told", () => {
    expect(digestSince(null, now)).toEqual(daysAgo(7));
    expect(digestSince(daysAgo(20), now)).toEqual(daysAgo(7));
    expect(digestSince(daysAgo(6.9), now)).toEqual(daysAgo(6.9));
  });
});

describe("composeDigest", () => {
  const event = (text: string, slug: string): ToolEvent => ({
    id: 1,
    kind: "lifecycle",
    text,
    path: `/tools/${slug}`,
    at: "2026-05-14T10:00:00.000Z",
    tool: { slug, name: slug.toUpperCase() },
  });
  const digest = composeDigest([event("Now archived.", "one"), event("Now retired.", "two")], 2, daysAgo(7), "a.b");

  test("tells each change with its day and the address where it can be seen", () => {
    expect(digest.subject).toBe("2 changes in the tools that you follow");
    expect(digest.text).toContain("since 8 May 2026");
    expect(digest.text).toContain(`ONE\n- Lifecycle, 14 May 2026: Now archived.\n  ${site.url}/tools/one\n\nTWO\n`);
    expect(digest.text).toContain(`${site.url}/unsubscribe?token=a.b`);
    expect(digest.text).not.toContain("more change");
  });

  test("says how many it leaves out", () => {
    expect(composeDigest([event("Now archived.", "one")], 4, daysAgo(7), "a.b").text).toContain("And 3 more changes.");
  });

  test("carries the headers of RFC 8058", () => {
    expect(digest.headers).toEqual({
      "List-Unsubscribe": `<${site.url}/unsubscribe?token=a.b>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
  });
});
