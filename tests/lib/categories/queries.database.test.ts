import { beforeEach, expect, test } from "vitest";
import { listCategories } from "@/lib/categories/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createPlace, createTools } from "@/tests/support/fixtures";
import { takeTags } from "@/tests/support/next-cache";
import { recordQueries } from "@/tests/support/record-queries";

beforeEach(async () => {
  await emptyDatabase();
  takeTags();
});

test("an empty catalog has an empty tree", async () => {
  expect(await listCategories()).toEqual([]);
  expect(takeTags()).toEqual(["categories", "tools"]);
});

test("the tree stands in the order of its positions, each node with the tools at and below it, in one SQL query", async () => {
  await createPlace("layer-b/category-z/empty");
  await createTools(
    { slug: "tool-a", place: "layer-b/category-a/function-b" },
    { slug: "tool-b", place: "layer-b/category-a/function-b" },
    { slug: "tool-c", place: "layer-b/category-a/function-a" },
    { slug: "tool-d", place: "layer-a/category-a/function-a" },
  );
  // Against the order in which they were written.
  await database.category.update({ where: { path: "layer-b" }, data: { position: 7 } });
  const { result, queries } = await recordQueries(listCategories);
  const node = (name: string, path: string, tools: number, ...children: object[]) => ({ name, path, tools, children });
  expect(result).toEqual([
    node(
      "Layer A",
      "layer-a",
      1,
      node("Category A", "layer-a/category-a", 1, node("Function A", "layer-a/category-a/function-a", 1)),
    ),
    node(
      "Layer B",
      "layer-b",
      3,
      node("Category Z", "layer-b/category-z", 0, node("Empty", "layer-b/category-z/empty", 0)),
      node(
        "Category A",
        "layer-b/category-a",
        3,
        node("Function B", "layer-b/category-a/function-b", 2),
        node("Function A", "layer-b/category-a/function-a", 1),
      ),
    ),
  ]);
  expect(queries).toHaveLength(1);
});
