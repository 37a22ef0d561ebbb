import { beforeEach, describe, expect, test } from "vitest";
import { recordFigures } from "@/lib/events/mutations";
import { keepFigures, type NewFigure } from "@/lib/figures/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTool } from "@/tests/support/fixtures";

beforeEach(emptyDatabase);

const npm = (toolId: number, asOf: string, value: number): NewFigure => ({
  ...{ toolId, metric: "npm-downloads", asOf, value },
  source: { url: "https://example.org/npm", title: "npm" },
});

/** Reads a figure on a day as a job would, and returns what followers hear of it. The event is dated by that day. */
async function read(figure: NewFigure): Promise<string[]> {
  const last = await database.toolEvent.aggregate({ _max: { id: true } });
  await database.$transaction(async (tx) => {
    await recordFigures(tx, [figure]);
    await keepFigures(tx, [figure], figure.asOf);
  });
  const where = { id: { gt: last._max.id ?? 0 } };
  await database.toolEvent.updateMany({ where, data: { happenedAt: new Date(`${figure.asOf}T05:00:00Z`) } });
  return (await database.toolEvent.findMany({ where, orderBy: { id: "asc" } })).map((event) => event.text);
}

describe("news of a figure", () => {
  test("slow growth is news once it adds up to a fifth, and then begins anew", async () => {
    const id = await createTool({ slug: "tool-a" });
    const heard: Record<string, string[]> = {};
    for (let day = 1; day <= 28; day++) {
      const asOf = `2026-02-${String(day).padStart(2, "0")}`;
      const news = await read(npm(id, asOf, 1000 + (day - 1) * 20));
      if (news.length > 0) heard[asOf] = news;
    }
    expect(heard).toEqual({
      "2026-02-12": ["npm downloads a month: 1,220 as of 12 Feb 2026, 22 % more than 1,000 as of 1 Feb 2026."],
      "2026-02-25": ["npm downloads a month: 1,480 as of 25 Feb 2026, 21 % more than 1,220 as of 12 Feb 2026."],
    });
  });

  test.each<[string, [string, number][], number]>([
    ["the first reading", [["2026-02-01", 1000]], 0],
    [
      "a jump",
      [
        ["2026-02-01", 1000],
        ["2026-02-02", 1300],
      ],
      1,
    ],
    [
      "a fall",
      [
        ["2026-02-01", 1000],
        ["2026-02-02", 700],
      ],
      1,
    ],
    [
      "a jump that is read twice",
      [
        ["2026-02-01", 1000],
        ["2026-02-02", 1300],
        ["2026-02-02", 1300],
      ],
      1,
    ],
    [
      "a jump and back",
      [
        ["2026-02-01", 1000],
        ["2026-02-02", 1300],
        ["2026-02-03", 1000],
      ],
      2,
    ],
    [
      "little",
      [
        ["2026-02-01", 1000],
        ["2026-02-02", 1200],
      ],
      0,
    ],
    [
      "a reading of more than a year ago",
      [
        ["2024-02-01", 1000],
        ["2026-02-02", 5000],
      ],
      0,
    ],
    [
      "an older day than the last",
      [
        ["2026-02-02", 1000],
        ["2026-02-01", 5000],
      ],
      0,
    ],
  ])("%s", async (_name, readings, count) => {
    const id = await createTool({ slug: "tool-a" });
    for (const [asOf, value] of readings) await read(npm(id, asOf, value));
    expect(await database.toolEvent.count()).toBe(count);
  });
});
