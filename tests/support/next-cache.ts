// Stands in for next/cache outside Next: remembers tags, so that tests can see what a read was tagged with.

// Next's own limits. It drops what goes beyond them with a mere warning, and a dropped tag is a page that never changes.
const MAX_TAGS = 128;
const MAX_LENGTH = 256;

const seen = new Set<string>();
const cleared: string[] = [];

/** Tags that reads set since the last call, in alphabetical order. */
export function takeTags(): string[] {
  const tags = [...seen].sort();
  seen.clear();
  return tags;
}

/** Tags that were cleared since the last call, in the order of the clearing. */
export function takeCleared(): string[] {
  return cleared.splice(0);
}

export function cacheTag(...tags: string[]): void {
  if (tags.length > MAX_TAGS) throw new Error(`${tags.length} tags in one call: Next keeps the first ${MAX_TAGS}`);
  for (const tag of tags) {
    if (tag.length > MAX_LENGTH) throw new Error(`Next drops a tag of ${tag.length} characters`);
    seen.add(tag);
  }
}

export function cacheLife(): void {}
export function updateTag(): void {}
export function revalidateTag(tag: string): void {
  cleared.push(tag);
}
