import { createRequire } from "node:module";
import { setTimeout as wait } from "node:timers/promises";
import { nodeFs } from "next/dist/server/lib/node-fs-methods";
import type { CachedRouteKind, IncrementalCacheKind } from "next/dist/server/response-cache/types";
import { afterEach, expect, test } from "vitest";
import { DatedPages, keepDatedPages, OLDEST_VIEW } from "@/scripts/dated-pages";

type Kinds = {
  CachedRouteKind: { APP_PAGE: CachedRouteKind.APP_PAGE };
  IncrementalCacheKind: { APP_PAGE: IncrementalCacheKind.APP_PAGE };
};
// Enums that TypeScript knows as constants only, which this project's settings leave to the module itself.
const kinds: Kinds = createRequire(import.meta.url)("next/dist/server/response-cache/types");

// Next makes one of these for each request; what they hold in memory is shared.
const store = new DatedPages({
  fs: nodeFs,
  serverDistDir: "/nowhere",
  revalidatedTags: [],
  maxMemoryCacheSize: 1024 * 1024,
  _requestHeaders: {},
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, OLDEST_VIEW);
});

const read = async (key: string) => {
  const found = await store.get(key, { kind: kinds.IncrementalCacheKind.APP_PAGE, isFallback: false });
  return found?.value?.kind === kinds.CachedRouteKind.APP_PAGE ? found.value.html : null;
};
const write = (key: string, html: string, tags: string) =>
  store.set(
    key,
    {
      kind: kinds.CachedRouteKind.APP_PAGE,
      html,
      headers: { "x-next-cache-tags": tags },
      rscData: undefined,
      postponed: undefined,
      status: 200,
      segmentData: undefined,
    },
    { isFallback: false, cacheControl: { revalidate: 3600, expire: undefined } },
  );

/** Clears a tag and lets a moment pass, before and after. */
const clear = async (tag: string) => {
  await wait(3);
  await store.revalidateTag(tag, { expire: 0 });
  await wait(3);
};
const viewsSince = (began: number) => Reflect.set(globalThis, OLDEST_VIEW, () => began);

test("a page is kept until one of its tags is cleared", async () => {
  await write("/a", "a", "one,two");
  await clear("three");
  expect(await read("/a")).toBe("a");
  await clear("two");
  expect(await read("/a")).toBeNull();
});

test("a page whose rendering began before a clearing is outdated by it, and the next one is kept", async () => {
  viewsSince(Date.now());
  await clear("one");
  await write("/b", "with what held before", "one");
  expect(await read("/b")).toBeNull();
  viewsSince(Date.now());
  await write("/b", "with what holds", "one");
  expect(await read("/b")).toBe("with what holds");
  expect(await read("/b")).toBe("with what holds");
});

test("a page that is rendered anew behind its readers began when the first of them found it", async () => {
  await write("/c", "stored", "one");
  await wait(3);
  expect(await read("/c")).toBe("stored");
  // Nobody waits for it, so no view is under way.
  await store.revalidateTag("one", { expire: 0 });
  await write("/c", "with what held before", "one");
  expect(await read("/c")).toBeNull();
});

test("Next keeps its pages here", () => {
  keepDatedPages();
  const { IncrementalCache }: typeof import("next/dist/server/lib/incremental-cache") = createRequire(import.meta.url)(
    "next/dist/server/lib/incremental-cache",
  );
  const cache = new IncrementalCache({
    fs: nodeFs,
    dev: false,
    minimalMode: false,
    serverDistDir: "/nowhere",
    requestHeaders: {},
    previewProps: { previewModeId: "", previewModeEncryptionKey: "", previewModeSigningKey: "" },
    prerenderManifest: {
      version: 4,
      routes: {},
      dynamicRoutes: {},
      notFoundRoutes: [],
      preview: { previewModeId: "", previewModeEncryptionKey: "", previewModeSigningKey: "" },
    },
  });
  expect(cache.cacheHandler).toBeInstanceOf(DatedPages);
});
