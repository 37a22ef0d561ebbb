import { beforeEach, expect, test } from "vitest";
import { getLogoSprite } from "@/lib/logos/queries";
import { emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { takeTags } from "@/tests/support/next-cache";
import { recordQueries } from "@/tests/support/record-queries";

beforeEach(async () => {
  await emptyDatabase();
  await createTools(
    { slug: "tool-a", logo: { set: "logos", icon: "docker-icon" } },
    { slug: "tool-b" },
    { slug: "tool-c", logo: { set: "logos", icon: "react" } },
    { slug: "tool-d", logo: { set: "logos", icon: "no-such-icon" } },
  );
  takeTags();
});

/** The cells of a sprite: where each begins, in the order of the file. */
function cells(svg: string | null): string[] {
  return [...(svg ?? "").matchAll(/<svg y="(\d+)"/g)].map((match) => match[1] ?? "").sort();
}

test("draws each logo in the cell of its place, and leaves the cells of the others empty", async () => {
  const svg = await getLogoSprite("tool-b~tool-c~tool-d~tool-a");
  expect(cells(svg)).toEqual(["192", "64"]);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="64" height="256" viewBox="0 0 64 256">/);
  expect(svg?.match(/<svg\b/g)).toHaveLength(3);
  expect(svg?.match(/<\/svg>/g)).toHaveLength(3);
});

test("a logo is the same drawing at every place", async () => {
  const drawing = (svg: string | null) => /<svg y="\d+"[^>]*>(.*)<\/svg><\/svg>$/s.exec(svg ?? "")?.[1];
  const alone = drawing(await getLogoSprite("tool-c"));
  expect(alone).toBeTruthy();
  expect(drawing(await getLogoSprite("tool-b~tool-c"))).toBe(alone);
  expect(drawing(await getLogoSprite("tool-a"))).not.toBe(alone);
});

test.each(["tool-b", "tool-d", "tool-x", "", "~~", "' OR true --", "TOOL-A"])("has no logo for %j", async (slugs) => {
  expect(await getLogoSprite(slugs)).toBeNull();
});

test("takes one SQL query and is tagged with each tool", async () => {
  const { queries } = await recordQueries(() => getLogoSprite("tool-a~tool-b"));
  expect(queries).toHaveLength(1);
  expect(takeTags()).toEqual(["tool:tool-a", "tool:tool-b"]);
});
