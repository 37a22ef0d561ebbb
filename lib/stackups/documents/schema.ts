import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import { documentSourceSchema } from "@/lib/tools/documents/schema";
import { slugSchema } from "@/lib/tools/schema";

/** A stackup's document: its written differences as forms, suggestions, revisions and the export speak them. */
export const stackupDocumentSchema = z.strictObject({
  /** Slugs in canonical, alphabetical order; cells and choices stand in the same order. */
  tools: z.array(slugSchema).min(2).max(4),
  summary: lineSchema(40, 700),
  claims: z
    .array(
      z.strictObject({
        topic: lineSchema(3, 40),
        cells: z
          .array(z.strictObject({ text: lineSchema(10, 400), source: documentSourceSchema }))
          .min(2)
          .max(4),
      }),
    )
    .min(1)
    .max(12),
  /** “Choose X if …”, one for each tool. */
  choices: z.array(lineSchema(8, 240)).min(2).max(4),
  neither: lineSchema(8, 240).nullable(),
});
export type StackupDocument = z.infer<typeof stackupDocumentSchema>;
