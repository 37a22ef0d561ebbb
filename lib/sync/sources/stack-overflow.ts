import { z } from "zod";
import { describeFault, inBatches } from "@/lib/sync/rules";
import type { Adapter } from "@/lib/sync/schema";

/** So many tags may stand in one address. */
const BATCH = 20;
const DAY = 86_400_000;

const tagsSchema = z.object({
  items: z.array(z.object({ name: z.string(), count: z.number().int().nonnegative() })),
  /** Seconds before which the same must not be asked again. */
  backoff: z.number().nonnegative().optional(),
  quota_remaining: z.number().optional(),
});

/** Questions under a tag, counted since Stack Overflow began. Tags that it does not know are missing from its answer. */
export const stackOverflow: Adapter = {
  source: "stack-overflow",
  async *read(targets, { ask, rest, today }) {
    for (const batch of inBatches(targets, BATCH)) {
      const path = batch.map(({ key }) => encodeURIComponent(key.toLowerCase())).join(";");
      const answer = await ask(`/2.3/tags/${path}/info?site=stackoverflow&pagesize=100`);
      const tags = tagsSchema.safeParse(answer.json);
      const counts = new Map(tags.data?.items.map(({ name, count }) => [name.toLowerCase(), count]));
      for (const target of batch) {
        const count = counts.get(target.key.toLowerCase());
        if (answer.status !== 200) yield [target, { kind: "failed", reason: describeFault("Stack Overflow", answer) }];
        else if (!tags.success) yield [target, { kind: "failed", reason: "Stack Overflow's answer lacks the tags" }];
        else if (count === undefined) yield [target, { kind: "gone", reason: "Stack Overflow has no such tag" }];
        else
          yield [
            target,
            {
              kind: "read",
              figures: [{ metric: "stack-overflow-questions", value: count, asOf: today }],
              source: {
                url: `https://stackoverflow.com/questions/tagged/${encodeURIComponent(target.key.toLowerCase())}`,
                title: `Stack Overflow: questions tagged ${target.key.toLowerCase()}`,
              },
            },
          ];
      }
      if (tags.data?.backoff) rest(tags.data.backoff * 1000);
      if (tags.data?.quota_remaining === 0) rest(DAY);
    }
  },
};
