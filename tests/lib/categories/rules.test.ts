import { describe, expect, test } from "vitest";
import { findTrail, sharedCategories } from "@/lib/categories/rules";
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
