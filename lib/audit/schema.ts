import { z } from "zod";
import { firstOf, rowIdSchema } from "@/lib/fields/schema";

/** How many entries a page of the log lists. */
export const ENTRIES_PER_PAGE = 50;

const text = firstOf(z.string().max(200).catch(""));

/** The search parameters of the log: an action, a part of an actor's name, and the entry that the page before ended with. */
export const auditParamsSchema = z.object({
  action: text,
  actor: text.transform((value) => value.trim()),
  before: firstOf(rowIdSchema.nullable().catch(null)),
});
export type AuditParams = z.infer<typeof auditParamsSchema>;

/** One thing that was done, as the log shows it. */
export type AuditLine = {
  id: number;
  /** Who did it, as they were called then. */
  actor: string;
  /** Their handle now; null for programs and for accounts that are gone. */
  handle: string | null;
  action: string;
  subject: string;
  details: Record<string, unknown>;
  createdAt: Date;
};

/** A page of the log; `next` is the entry after which the next page begins, null on the last. */
export type AuditPage = { entries: AuditLine[]; next: number | null };
