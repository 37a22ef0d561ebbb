import { z } from "zod";
import { describeFault, sumNewestDays } from "@/lib/sync/rules";
import type { Adapter, Ask, Finding } from "@/lib/sync/schema";

const DAYS = 30;

const overallSchema = z.object({
  data: z.array(
    z.object({ category: z.string(), date: z.iso.date(), downloads: z.number().int().nonnegative().nullable() }),
  ),
});

async function readPackage(key: string, ask: Ask): Promise<Finding> {
  const answer = await ask(`/api/packages/${encodeURIComponent(key.toLowerCase())}/overall?mirrors=false`);
  if (answer.status === 404) return { kind: "gone", reason: "pypistats.org has no such package (404)" };
  if (answer.status !== 200) return { kind: "failed", reason: describeFault("pypistats.org", answer) };
  const overall = overallSchema.safeParse(answer.json);
  if (!overall.success) return { kind: "failed", reason: "the answer of pypistats.org lacks the days" };
  // A day that stands there twice counts once, and downloads by mirrors are no downloads by people.
  const days = new Map<string, number>();
  for (const { category, date, downloads } of overall.data.data) {
    if (category === "without_mirrors" && downloads !== null) days.set(date, downloads);
  }
  const sum = sumNewestDays(days, DAYS);
  if (!sum) return { kind: "failed", reason: `there are no ${DAYS} days in a row of which each has a count` };
  return {
    kind: "read",
    figures: [{ metric: "pypi-downloads", ...sum }],
    source: {
      url: `https://pypistats.org/packages/${key.toLowerCase()}`,
      title: `pypistats.org: downloads of ${key} in ${DAYS} days, without mirrors`,
    },
  };
}

/** Downloads from PyPI over the newest 30 days in a row, one package at a time. */
export const pypi: Adapter = {
  source: "pypi",
  async *read(targets, { ask }) {
    for (const target of targets) yield [target, await readPackage(target.key, ask)];
  },
};
