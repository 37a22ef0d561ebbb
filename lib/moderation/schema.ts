import { z } from "zod";
import { rowIdSchema } from "@/lib/fields/schema";
import type { ReportReason, StatementKind } from "@/lib/statements/schema";

/** How many entries the queue shows at once. */
export const QUEUE_SHOWN = 100;

/** The id of the form for several entries, to which their boxes belong. */
export const BULK_FORM = "several";

const keySchema = z.string().regex(/^(?:waiting|reported)-[1-9]\d{0,9}$/);
const PICK = "pick-";

/** The name of the box that picks an entry for a decision on several. */
export function pickEntry(key: string): string {
  return `${PICK}${key}`;
}

/**
 * An editor's decision on entries of the queue, one (`entry`) or several picked ones. `accept` publishes what waits and follows a
 * report; `decline` refuses what waits and dismisses a report; `merge` follows a report of a duplicate.
 */
export const queueDecisionSchema = z
  .record(z.string(), z.unknown())
  .transform((fields): unknown => ({
    decision: fields.decision,
    into: fields.into === "" ? undefined : fields.into,
    entries: [
      ...(fields.entry === undefined ? [] : [fields.entry]),
      ...Object.keys(fields)
        .filter((name) => name.startsWith(PICK))
        .map((name) => name.slice(PICK.length)),
    ],
  }))
  .pipe(
    z.object({
      decision: z.enum(["accept", "decline", "merge"], "Choose what to do."),
      into: rowIdSchema.optional(),
      entries: z.array(keySchema).min(1, "Pick at least one entry.").max(QUEUE_SHOWN),
    }),
  )
  .refine(({ decision, into, entries }) => decision !== "merge" || (into !== undefined && entries.length === 1), {
    path: ["into"],
    message: "Choose the one statement that says the same.",
  });

/** A statement that waits for an editor, or that members reported. */
export type QueueEntry = {
  key: string;
  kind: "waiting" | "reported";
  id: number;
  tool: { slug: string; name: string };
  side: StatementKind;
  text: string;
  note: string | null;
  version: string | null;
  sourceUrl: string | null;
  score: number;
  /** The author's handle; null for the catalog and deleted members. */
  author: string | null;
  since: Date;
  reports: { reason: ReportReason; by: string }[];
  /** Published statements of the same side in near words. */
  near: { id: number; text: string }[];
};
