import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import { rowIdSchema } from "@/lib/fields/schema";
import type { StatementKind } from "@/lib/statements/schema";
import { slugSchema } from "@/lib/tools/schema";

/** Why two become one, in the words of the editor who says so; stands in the history. */
export const mergeReasonSchema = z.string().trim().pipe(lineSchema(5, 200));

/** The tool of slug `loser` shall become one with that of slug `winner`. */
export const mergeToolsSchema = z
  .object({ winner: slugSchema, loser: slugSchema, reason: mergeReasonSchema })
  .refine(({ winner, loser }) => winner !== loser, { path: ["loser"], message: "Choose another tool." });

/** The statement of id `loser` shall become one with that of id `winner`. */
export const mergeStatementsSchema = z
  .object({ winner: rowIdSchema, loser: rowIdSchema, reason: mergeReasonSchema })
  .refine(({ winner, loser }) => winner !== loser, { path: ["loser"], message: "Choose another statement." });

/** The revision in which two became one. */
export const undoMergeSchema = z.object({ revision: rowIdSchema });

/** Two statements of a tool as an address names them: what would become of them is shown, 0 for none chosen. */
export const statementPairSchema = z.object({ winner: rowIdSchema.catch(0), loser: rowIdSchema.catch(0) });

/** A statement that may become one with another of its tool. */
export type MergeableStatement = { id: number; kind: StatementKind; text: string; score: number };

/** Whether a merge was of tools or of statements. */
export type MergeKind = "tool" | "statement";

/** One line of a preview: what would move, and what becomes of it. */
export type PreviewLine = { what: string; count: number; becomes: string };

/** What a merge of two tools would do, as things stand now. */
export type MergePreview = {
  winner: { slug: string; name: string };
  loser: { slug: string; name: string };
  lines: PreviewLine[];
  /** Slugs of written stackups that stay behind, hidden. */
  stackupsLeft: string[];
  /** Statements that stay behind, hidden. */
  statementsLeft: number;
};

/** A merge that stands, with the revision by which it can be undone; only the newest into one tool or statement can. */
export type StandingMerge = {
  revision: number;
  name: string;
  reason: string;
  author: string;
  createdAt: Date;
  isNewest: boolean;
};
