// Stands in for next/cache outside Next: remembers tags, so that tests can see what a read was tagged with.

const seen = new Set<string>();

/** Tags that reads set since the last call. */
export function takeTags(): string[] {
  const tags = [...seen];
  seen.clear();
  return tags;
}

export function cacheTag(...tags: string[]): void {
  for (const tag of tags) seen.add(tag);
}

export function cacheLife(): void {}
export function updateTag(): void {}
export function revalidateTag(): void {}
