import { z } from "zod";
import { decisionFormSchema } from "@/lib/decisions/schema";

/** A form of a decision that was refused: what was typed, why, and what is wrong by field. */
export const decisionDraftSchema = z.object({
  typed: decisionFormSchema,
  why: z.string(),
  faults: z.record(z.string(), z.string()),
});
export type DecisionDraft = z.infer<typeof decisionDraftSchema>;

/** What the address of a form says: that it was sent and refused. */
export const decisionQuerySchema = z.object({
  refused: z.literal("1").optional().catch(undefined).transform(Boolean),
});
