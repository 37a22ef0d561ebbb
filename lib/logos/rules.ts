/** How many logos one sprite may hold. */
export const MAX_SPRITE = 64;

/** The logos of a page: where the file with all of them is, how many it holds, and the place of each tool's in it. */
export type Sprite = { url: string; size: number; placeOf: (slug: string) => number | null };

/**
 * Gathers the logos of a page into one SVG file, so that a page with many logos makes one request. Tools without a logo
 * are passed over; null when none has one.
 */
export function createSprite(tools: readonly { slug: string; logo: object | null }[]): Sprite | null {
  const slugs = [...new Set(tools.filter((tool) => tool.logo !== null).map((tool) => tool.slug))]
    .sort()
    .slice(0, MAX_SPRITE);
  if (slugs.length === 0) return null;
  return {
    url: `/logos/${slugs.join("~")}.svg`,
    size: slugs.length,
    placeOf: (slug) => {
      const place = slugs.indexOf(slug);
      return place < 0 ? null : place;
    },
  };
}
