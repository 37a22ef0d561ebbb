import { z } from "zod";

/** Tools side by side as the server answers them: `cells` stand in the order of `tools`, null where nothing is known. */
export const stackupAnswerSchema = z.object({
  slug: z.string().max(400),
  url: z.string().max(600),
  tools: z
    .array(
      z.object({ slug: z.string(), name: z.string(), kind: z.string().optional(), tagline: z.string().optional() }),
    )
    .min(2)
    .max(4),
  summary: z.string().optional(),
  /** Facts and figures: licence, stars, votes. */
  rows: z
    .array(z.object({ label: z.string(), cells: z.array(z.union([z.string(), z.number(), z.null()])) }))
    .default([]),
  /** Numbered differences. */
  claims: z.array(z.object({ topic: z.string(), cells: z.array(z.string().nullable()) })).default([]),
});
export type StackupAnswer = z.infer<typeof stackupAnswerSchema>;
