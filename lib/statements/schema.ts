import { z } from "zod";
import { rowIdSchema } from "@/lib/fields/schema";
import type { ImportedFigure } from "@/lib/tools/schema";

/** What a member's statement says of itself; the built-in catalog's own statements have none of it. */
export type StatementOrigin = {
  /** The author's handle; null when the account was deleted. */
  author: string | null;
  /** The day it was written, `YYYY-MM-DD`. */
  writtenOn: string;
};

/** A pro or a con with its votes: what a source outside counted plus what members gave here. */
export type Statement = {
  id: number;
  text: string;
  score: number;
  imported: ImportedFigure | null;
  origin: StatementOrigin | null;
  /** Longer text in a subset of Markdown. */
  note: string | null;
  /** Version of the tool that it is about. */
  version: string | null;
  sourceUrl: string | null;
};

export type ToolStatements = { pros: Statement[]; cons: Statement[] };

export const statementKindSchema = z.enum(["pro", "con"]);
export type StatementKind = z.infer<typeof statementKindSchema>;

/** Why a member says that something is wrong with a statement, in the order in which forms list them. */
export const reportReasons = ["wrong", "duplicate", "spam", "outdated", "abusive"] as const;
export const reportReasonSchema = z.enum(reportReasons, "Choose a reason.");
export type ReportReason = z.infer<typeof reportReasonSchema>;

/** A write that names one statement and nothing else. */
export const statementIdSchema = z.object({ statement: rowIdSchema });

/** A vote, its withdrawal, or (from a page without JavaScript, which cannot know) whichever of the two applies. */
export const voteSchema = z.preprocess(
  // A button without a script sends its statement under the name of what it does.
  (sent) =>
    typeof sent === "object" && sent !== null && "toggle" in sent ? { statement: sent.toggle, want: "toggle" } : sent,
  statementIdSchema.extend({ want: z.enum(["vote", "withdraw", "toggle"]) }),
);

/** A report of a statement. */
export const reportSchema = statementIdSchema.extend({ reason: reportReasonSchema });

/** The answer of /api/viewer: who is signed in, and what of the asked-for page is theirs. */
export const viewerStateSchema = z.object({
  member: z
    .object({ handle: z.string(), isVerified: z.boolean(), role: z.enum(["member", "editor", "admin"]) })
    .nullable(),
  votes: z.array(z.number().int()),
  follows: z.array(z.string()),
});
export type ViewerState = z.infer<typeof viewerStateSchema>;
