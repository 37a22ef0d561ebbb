/** How many logos one sprite may hold. */
export const MAX_SPRITE = 64;

/**
 * The address of one SVG file that holds the logos of the given tools, so that a page with many logos makes one request.
 * Tools without a logo are passed over; null when none has one.
 */
export function spritePath(tools: readonly { slug: string; logo: object | null }[]): string | null {
  const slugs = [...new Set(tools.filter((tool) => tool.logo !== null).map((tool) => tool.slug))].sort();
  return slugs.length === 0 ? null : `/logos/${slugs.slice(0, MAX_SPRITE).join("~")}.svg`;
}
