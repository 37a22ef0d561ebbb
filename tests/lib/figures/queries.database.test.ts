import { beforeEach, expect, test } from "vitest";
import { listStarReadings } from "@/lib/figures/queries";
import { emptyDatabase } from "@/tests/support/database";
import { createSource, createTool } from "@/tests/support/fixtures";
import { takeTags } from "@/tests/support/next-cache";

beforeEach(async () => {
  await emptyDatabase();
  takeTags();
});

test("gives the dated snapshots of stars, oldest first, each source once", async () => {
  const star = { metric: "stars", role: "snapshot" } as const;
  await createTool({
    slug: "tool-a",
    figures: [
      { ...star, value: 30, asOf: "2026-03-01", source: "Source B" },
      { ...star, value: 10, asOf: "2024-01-31" },
      { ...star, value: 20, asOf: "2025-02-01" },
      { ...star, value: 99, asOf: "2025", source: "Source C" },
      { ...star, value: 98, asOf: "2025-02", source: "Source C" },
      { metric: "forks", role: "snapshot", value: 1, asOf: "2025-02-01" },
      { metric: "stars", role: "imported", value: 2, asOf: "2025-02-01" },
    ],
  });
  await createTool({ slug: "tool-b", figures: [{ ...star, value: 5, asOf: "2025-02-01" }] });
  const series = await listStarReadings("tool-a");
  expect(series.readings).toEqual([
    { on: "2024-01-31", value: 10 },
    { on: "2025-02-01", value: 20 },
    { on: "2026-03-01", value: 30 },
  ]);
  expect(series.sources.map((source) => source.id)).toEqual([await createSource(), await createSource("Source B")]);
  expect(takeTags()).toEqual(["tool:tool-a"]);
});

test("gives nothing for a tool without readings", async () => {
  await createTool({ slug: "tool-a" });
  expect(await listStarReadings("tool-a")).toEqual({ readings: [], sources: [] });
  expect(await listStarReadings("tool-x")).toEqual({ readings: [], sources: [] });
});
