import { z } from "zod";
import { describeFault, inBatches } from "@/lib/sync/rules";
import type { Adapter, Finding } from "@/lib/sync/schema";

/** npm answers for at most this many packages at once, and for those with a scope only one at a time. */
const BATCH = 128;

const pointSchema = z.object({ downloads: z.number().int().nonnegative(), end: z.iso.date(), package: z.string() });
const bulkSchema = z.record(z.string(), z.unknown());

function toFinding(key: string, point: unknown): Finding {
  if (point === null) return { kind: "gone", reason: "npm has no such package" };
  const read = pointSchema.safeParse(point);
  if (!read.success || read.data.package !== key) return { kind: "failed", reason: "npm's answer lacks the downloads" };
  return {
    kind: "read",
    figures: [{ metric: "npm-downloads", value: read.data.downloads, asOf: read.data.end }],
    source: {
      url: `https://api.npmjs.org/downloads/point/last-month/${key}`,
      title: `npm: downloads of ${key} in 30 days`,
    },
  };
}

/** Downloads over npm's last month: 30 days to the newest day that it has counted. */
export const npm: Adapter = {
  source: "npm",
  async *read(targets, { ask }) {
    const scoped = targets.filter(({ key }) => key.startsWith("@"));
    const plain = inBatches(
      targets.filter(({ key }) => !key.startsWith("@")),
      BATCH,
    );
    for (const batch of [...plain, ...scoped.map((target) => [target])]) {
      const [only] = batch;
      const answer = await ask(`/downloads/point/last-month/${batch.map(({ key }) => key).join(",")}`);
      // Asked for one package, npm answers with that one alone and not with a list.
      const points = batch.length === 1 && only ? { [only.key]: answer.json } : answer.json;
      const read = bulkSchema.safeParse(points);
      for (const target of batch) {
        if (answer.status === 404) yield [target, { kind: "gone", reason: "npm has no such package (404)" }];
        else if (answer.status !== 200) yield [target, { kind: "failed", reason: describeFault("npm", answer) }];
        else if (!read.success) yield [target, { kind: "failed", reason: "npm's answer is no list of packages" }];
        else yield [target, toFinding(target.key, read.data[target.key])];
      }
    }
  },
};
