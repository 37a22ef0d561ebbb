import "server-only";
import { revalidateTag } from "next/cache";

/**
 * Tags that may be cleared at once in a rush, and the milliseconds after which there is room for one more. Each clearing makes the
 * next reader of every page with this tag wait until the page is rendered anew; in a rush, writers share one. While nobody reads,
 * there is nothing to render, and each clears by itself.
 */
const BURST = 5;
const SPACING = 300;

/** How long a clearing waits for the views under way, in milliseconds. A reader who wrote may be given what a longer one makes. */
const LONGEST_VIEW = 1000;

type Rush = {
  /** The moment from which on the tag has all its room again. */
  restsAt: number;
  /** The clearing that all who come until then share. */
  next: Promise<void> | null;
  /** How many views there had been when the tag was cleared last. */
  views: number | null;
};
const rushes = new Map<string, Rush>();

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** How many views of pages this process was asked for and had not in its memory; null where nobody counts them. */
function countViews(): number | null {
  // Set by scripts/server.ts.
  const count: unknown = Reflect.get(globalThis, Symbol.for("sidestack.views-begun"));
  return typeof count === "function" ? Number(count()) : null;
}

/** Resolves when this tag may be cleared: at once while there is room, else together with all who wait for the same. */
async function awaitRoom(tag: string, now: number): Promise<void> {
  const rush = rushes.get(tag) ?? { restsAt: now, next: null, views: null };
  rushes.set(tag, rush);
  if (rush.next) return rush.next;
  const views = countViews();
  if (views !== null && views === rush.views) return;
  const delay = rush.restsAt - now - (BURST - 1) * SPACING;
  rush.restsAt = Math.max(rush.restsAt, now) + SPACING;
  if (delay <= 0) return;
  rush.next = wait(delay).then(() => {
    rush.next = null;
  });
  return rush.next;
}

/** Resolves when the views under way are answered: whoever asks for the same page meanwhile is given the same rendering. */
async function awaitViews(): Promise<void> {
  // Set by scripts/server.ts.
  const viewsUnderWay: unknown = Reflect.get(globalThis, Symbol.for("sidestack.views-under-way"));
  if (typeof viewsUnderWay === "function") await Promise.race([viewsUnderWay(), wait(LONGEST_VIEW)]);
}

/** Makes the memory of pages that go out again forget them, and once more when the answer to this request begins. */
function forgetPages(): void {
  // Set by scripts/page-store.ts.
  const forget: unknown = Reflect.get(globalThis, Symbol.for("sidestack.forget-pages"));
  if (typeof forget === "function") forget();
}

/**
 * Clears what is stored under some tags; in a rush on one of them, together with others. Resolves once the next view of a page
 * cannot be older than this call.
 */
export async function clearCached(tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return;
  const now = Date.now();
  for (const [tag, rush] of rushes) if (rush.restsAt < now && !rush.next) rushes.delete(tag);
  await Promise.all(tags.map((tag) => awaitRoom(tag, now)));
  await awaitViews();
  for (const tag of tags) {
    const rush = rushes.get(tag);
    if (rush) rush.views = countViews();
    revalidateTag(tag, { expire: 0 });
  }
  forgetPages();
}
