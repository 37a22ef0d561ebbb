import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clearCached } from "@/lib/cache";
import { FORGET_PAGES } from "@/scripts/page-store";
import { VIEWS_BEGUN, VIEWS_UNDER_WAY } from "@/scripts/server";
import { takeCleared } from "@/tests/support/next-cache";

beforeEach(() => {
  vi.useFakeTimers();
  takeCleared();
});
afterEach(() => {
  vi.useRealTimers();
  for (const hook of [VIEWS_BEGUN, VIEWS_UNDER_WAY, FORGET_PAGES]) Reflect.deleteProperty(globalThis, hook);
});

/** Clears a tag this often at one moment and returns how many are done after each 50 ms. */
async function rush(tag: string, writers: number): Promise<number[]> {
  let done = 0;
  const all = Array.from({ length: writers }, () => clearCached([tag]).then(() => void done++));
  const counts: number[] = [];
  for (let step = 0; step < 8; step++) {
    await vi.advanceTimersByTimeAsync(step === 0 ? 0 : 50);
    counts.push(done);
  }
  await Promise.all(all);
  return counts;
}

test("a few writers clear at once; in a rush the rest share the next clearing", async () => {
  expect(await rush("statements:a", 5)).toEqual([5, 5, 5, 5, 5, 5, 5, 5]);
  expect(await rush("statements:b", 60)).toEqual([5, 5, 5, 5, 5, 5, 60, 60]);
});

test("while nobody reads, all clear at once; once somebody has read, writers share again", async () => {
  let views = 7;
  Reflect.set(globalThis, VIEWS_BEGUN, () => views);
  await clearCached(["statements:quiet"]);
  expect(await rush("statements:quiet", 60)).toEqual([60, 60, 60, 60, 60, 60, 60, 60]);
  await vi.advanceTimersByTimeAsync(2000);
  const all = Array.from({ length: 60 }, () => {
    // A reader between each two writers.
    views += 1;
    return clearCached(["statements:quiet"]).then(() => 1);
  });
  const done: number[] = [];
  for (const one of all) void one.then((value) => done.push(value));
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toHaveLength(5);
  await vi.advanceTimersByTimeAsync(400);
  expect(done).toHaveLength(60);
});

test("a view that was under way while others cleared counts as one to spare", async () => {
  let views = 0;
  let finish = () => {};
  Reflect.set(globalThis, VIEWS_BEGUN, () => views);
  await clearCached(["statements:h"]);
  views += 1;
  const view = new Promise<void>((resolve) => {
    finish = resolve;
  });
  Reflect.set(globalThis, VIEWS_UNDER_WAY, () => view);
  let done = 0;
  for (let writer = 0; writer < 60; writer++) void clearCached(["statements:h"]).then(() => void done++);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toBe(4);
  await vi.advanceTimersByTimeAsync(400);
  expect(done).toBe(60);
});

test("a tag has all its room again after a rest, and tags do not wait for each other", async () => {
  await rush("statements:c", 60);
  expect((await rush("statements:d", 5))[0]).toBe(5);
  await vi.advanceTimersByTimeAsync(2000);
  expect((await rush("statements:c", 5))[0]).toBe(5);
});

test("a clearing waits for the pages that are being rendered, and clears what it was given", async () => {
  let finish = () => {};
  const view = new Promise<void>((resolve) => {
    finish = resolve;
  });
  Reflect.set(globalThis, VIEWS_UNDER_WAY, () => view);
  const clearing = clearCached(["statements:e", "member:ann"]);
  await vi.advanceTimersByTimeAsync(100);
  expect(takeCleared()).toEqual([]);
  finish();
  await clearing;
  expect(takeCleared()).toEqual(["statements:e", "member:ann"]);
});

test("but not for a page that never comes to an end", async () => {
  Reflect.set(globalThis, VIEWS_UNDER_WAY, () => new Promise(() => {}));
  const clearing = clearCached(["statements:f"]);
  await vi.advanceTimersByTimeAsync(1000);
  await clearing;
  expect(takeCleared()).toEqual(["statements:f"]);
});

test("pages kept in memory are forgotten with what is cleared, and only then", async () => {
  const cleared: string[][] = [];
  Reflect.set(globalThis, FORGET_PAGES, () => cleared.push(takeCleared()));
  await clearCached([]);
  expect(cleared).toEqual([]);
  await clearCached(["statements:g"]);
  expect(cleared).toEqual([["statements:g"]]);
});
