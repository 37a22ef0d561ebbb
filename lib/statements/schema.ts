import { z } from "zod";
import type { ImportedFigure } from "@/lib/tools/schema";

/** A pro or a con with its votes: what a source outside counted plus what members gave here. */
export type Statement = { id: number; text: string; score: number; imported: ImportedFigure | null };

export type ToolStatements = { pros: Statement[]; cons: Statement[] };

/** A vote, its withdrawal, or (from a page without JavaScript, which cannot know) whichever of the two applies. */
export const voteSchema = z.object({
  statement: z.coerce.number().int().positive(),
  want: z.enum(["vote", "withdraw", "toggle"]),
});

/** The answer of /api/viewer: who is signed in, and what of the asked-for page is theirs. */
export const viewerStateSchema = z.object({
  member: z.object({ handle: z.string(), isVerified: z.boolean() }).nullable(),
  votes: z.array(z.number().int()),
  follows: z.array(z.string()),
});
export type ViewerState = z.infer<typeof viewerStateSchema>;
