import { z } from "zod";
import type { Difference } from "@/lib/revisions/rules";

/** What a revision is about. */
export const revisionSubjects = ["tool", "statement", "stackup", "category"] as const;
export type RevisionSubject = (typeof revisionSubjects)[number];

/** Who makes a change: a member by id and handle, or (`id` null) the catalog, an import or a job by its name. */
export type Author = { id: string | null; name: string };

/** The author of what the built-in catalog's files brought. */
export const CATALOG_AUTHOR: Author = { id: null, name: "built-in catalog" };

/** One line of a history: who, when, why, and what differs from the revision before. */
export type HistoryEntry = {
  id: number;
  number: number;
  subject: "tool" | "statement" | "stackup";
  /** The statement that it is about, while that stands on the tool's page. */
  statementId: number | null;
  /** The statement that an editor can make stand as this revision says; null where nothing is to be restored. */
  restorableId: number | null;
  /** Who it was, in words. */
  author: string;
  /** The handle of today of the member who made it; null for everybody without a profile. */
  handle: string | null;
  reason: string;
  /** ISO 8601 */
  at: string;
  /** Nothing is known of what was before. */
  isFirst: boolean;
  /** The statement was taken off the site, and its words with it. */
  isHidden: boolean;
  /** Set when the change took the subject off the site (true) or brought it back (false). */
  isRemoval: boolean | null;
  differences: Difference[];
};

/** A page of a history with the number of the subject's newest revision, and the cursor of the next page (null on the last). */
export type HistoryPage = { revision: number; entries: HistoryEntry[]; next: number | null };

/** The place in a history after which it goes on, as it stands in an address: the id of an entry, or `start`. */
export const historyCursorSchema = z.union([
  z.literal("start").transform(() => 0),
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
]);
