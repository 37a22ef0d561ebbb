import { z } from "zod";
import { rowIdSchema } from "@/lib/fields/schema";
import type { Difference } from "@/lib/revisions/rules";

/** What members may suggest an edit of. */
export const suggestionSubjects = ["tool", "stackup"] as const;
export type SuggestionSubject = (typeof suggestionSubjects)[number];

export type SuggestionStatus = "waiting" | "approved" | "declined";

/** An editor's word on a suggestion: taken as it is, opened in the form to be changed first, or declined with a note. */
export const decisionSchema = z.object({
  suggestion: rowIdSchema,
  decision: z.enum(["approve", "decline"]),
  answer: z
    .string()
    .trim()
    .max(500, "A note has at most 500 characters.")
    .regex(/^(?:\P{C}|\s)*$/u, "A note is plain text.")
    .default(""),
});

export const suggestionIdSchema = z.object({ suggestion: rowIdSchema });

/** How many suggestions of one member may wait at a time. */
export const WAITING_MAX = 10;

/** A suggestion in a list: what it is about, what it would change, and what became of it. */
export type SuggestionItem = {
  id: number;
  subject: SuggestionSubject;
  /** The slug of the tool or stackup that it is about. */
  key: string;
  /** The page that it is about; null when that is gone. */
  about: { name: string; path: string } | null;
  /** The handle of who suggests it. */
  member: string;
  reason: string;
  /** `YYYY-MM-DD` */
  suggestedOn: string;
  status: SuggestionStatus;
  answer: string | null;
  decidedOn: string | null;
  differences: Difference[];
  /** Parts that somebody else changed meanwhile, so that it cannot be taken as it is. */
  contested: string[];
};
