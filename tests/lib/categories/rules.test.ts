import { describe, expect, test } from "vitest";
import { chooseLargest, describeChange, findTrail, sharedCategories } from "@/lib/categories/rules";
import type { CategoryNode } from "@/lib/categories/schema";
import { place, toolPage } from "@/tests/support/shapes";

const node = (path: string, ...children: CategoryNode[]): CategoryNode => ({ ...place(path), tools: 1, children });

describe("findTrail", () => {
  const tree = [
    node("devops", node("devops/monitoring", node("devops/monitoring/logs"), node("devops/monitoring/logs-two"))),
    node("dev", node("dev/ops", node("dev/ops/monitoring"))),
  ];

  test.each([
    ["devops", ["devops"]],
    ["devops/monitoring", ["devops", "devops/monitoring"]],
    ["devops/monitoring/logs", ["devops", "devops/monitoring", "devops/monitoring/logs"]],
    ["devops/monitoring/logs-two", ["devops", "devops/monitoring", "devops/monitoring/logs-two"]],
    ["dev/ops/monitoring", ["dev", "dev/ops", "dev/ops/monitoring"]],
  ])("%s is reached through its places", (path, trail) => {
    expect(findTrail(tree, path)?.map((place) => place.path)).toEqual(trail);
  });

  test.each(["", "ops", "devop", "devops/", "monitoring", "devops/logs", "devops/monitoring/logs/more"])(
    "%j leads nowhere",
    (path) => {
      expect(findTrail(tree, path)).toBeNull();
    },
  );
});

describe("chooseLargest", () => {
  const sized = (...sizes: number[]) => sizes.map((tools, nth) => ({ ...node(`place-${nth}`), tools }));

  test.each([
    ["the largest in the order of the tree", sized(1, 5, 0, 9, 2), 2, ["place-1", "place-3"], 3],
    ["of equal ones those that come first", sized(3, 3, 3, 3), 2, ["place-0", "place-1"], 2],
    ["all when one alone would be left", sized(1, 5, 0), 2, ["place-0", "place-1", "place-2"], 0],
    ["all when there is room", sized(1, 5), 10, ["place-0", "place-1"], 0],
    ["none of none", sized(), 10, [], 0],
  ])("%s", (_name, places, most, shown, left) => {
    const chosen = chooseLargest(places, most);
    expect(chosen.shown.map((place) => place.path)).toEqual(shown);
    expect(chosen.left).toBe(left);
  });
});

describe("sharedCategories", () => {
  const at = (path: string) => toolPage("tool", { function: place(path) });
  const paths = (...functions: string[]) => sharedCategories(functions.map(at)).map((place) => place.path);

  test.each([
    ["the same function", ["a/b/c", "a/b/c"], ["a", "a/b", "a/b/c"]],
    ["the same category", ["a/b/c", "a/b/d"], ["a", "a/b"]],
    ["the same layer", ["a/b/c", "a/d/c"], ["a"]],
    ["nothing", ["a/b/c", "d/b/c"], []],
    ["three tools, as far as all agree", ["a/b/c", "a/b/c", "a/b/d"], ["a", "a/b"]],
    ["one tool", ["a/b/c"], ["a", "a/b", "a/b/c"]],
    ["no tool", [], []],
  ])("%s", (_, functions, shared) => {
    expect(paths(...functions)).toEqual(shared);
  });
});

test.each([
  [{ do: "add", parent: "data", name: "Caches", slug: "caches" }, "Caches added"],
  [{ do: "rename", path: "data/kv", name: "Caches", slug: "caches" }, "Key-value renamed to Caches"],
  [{ do: "rename", path: "data/kv", name: "Key-value", slug: "caches" }, "Address of Key-value changed"],
  [{ do: "move", path: "data/kv", to: "web/servers" }, "Key-value moved to Servers"],
  [{ do: "merge", path: "data/kv", to: "web/servers" }, "Key-value became one with Servers"],
] as const)("%j in words", (change, words) => {
  expect(describeChange(change, "Key-value", "Servers")).toBe(words);
});
