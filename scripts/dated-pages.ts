import { createRequire } from "node:module";

// Next's own store of rendered pages, but for one thing: Next dates a page by the end of its rendering, so that one which was being
// rendered with what held before a write would pass for newer than the write. Here a page is as old as the oldest view that was
// under way when its rendering began: what that one read, this one may have been given.

type Store = typeof import("next/dist/server/lib/incremental-cache/file-system-cache");
type Tags = typeof import("next/dist/server/lib/incremental-cache/tags-manifest.external");

// Next's own instances of both: a bundled copy would not know what was cleared.
const require = createRequire(import.meta.url);
const { default: FileSystemCache }: Store = require("next/dist/server/lib/incremental-cache/file-system-cache");
const { areTagsExpired }: Tags = require("next/dist/server/lib/incremental-cache/tags-manifest.external");

type Get = InstanceType<typeof FileSystemCache>["get"];
type Set = InstanceType<typeof FileSystemCache>["set"];
type Found = Awaited<ReturnType<Get>>;

/**
 * Under this key of globalThis stands how to find when the oldest view began that was under way with any that is now, in milliseconds
 * since 1970; scripts/server.ts sets it.
 */
export const OLDEST_VIEW = Symbol.for("sidestack.oldest-view");

/** The header in which Next keeps the tags of a page. */
const TAGS = "x-next-cache-tags";

const dates = new Map<string, number>();
/** When the page that was found last may have begun to be rendered anew, in the background. */
const begun = new Map<string, number>();

function oldestView(): number {
  const oldest: unknown = Reflect.get(globalThis, OLDEST_VIEW);
  // One earlier, since a view may begin and a tag be cleared in one millisecond.
  return (typeof oldest === "function" ? Number(oldest()) : Date.now()) - 1;
}

function tagsOf(found: Found): string[] {
  const headers = found?.value && "headers" in found.value ? found.value.headers : undefined;
  const tags = headers?.[TAGS];
  return typeof tags === "string" ? tags.split(",") : [];
}

/** Next's store of pages, by its interface for stores of one's own. */
export class DatedPages extends FileSystemCache {
  /** What is stored under a key; null when nothing is, or when a tag of it was cleared after its rendering began. */
  override async get(...args: Parameters<Get>): Promise<Found> {
    const [key] = args;
    const now = oldestView();
    const found = await super.get(...args);
    const isOutdated = areTagsExpired(tagsOf(found), dates.get(key) ?? Number.POSITIVE_INFINITY);
    if (found && !isOutdated) {
      begun.set(key, now);
      return found;
    }
    for (const known of [dates, begun]) known.delete(key);
    return null;
  }

  override async set(...args: Parameters<Set>): Promise<void> {
    const [key] = args;
    dates.set(key, Math.min(begun.get(key) ?? Number.POSITIVE_INFINITY, oldestView()));
    await super.set(...args);
  }
}

/**
 * Makes Next keep its pages here. The setting `cacheHandler` would do the same, but Next then imports the file anew for each
 * request, twice, which is a twentieth of what a vote costs; under this key it finds the class itself.
 */
export function keepDatedPages(): void {
  Reflect.set(globalThis, Symbol.for("@next/cache-handlers"), { FetchCache: DatedPages });
}
