import { z } from "zod";
import { statementKindSchema } from "@/lib/statements/schema";

/** A statement as its revisions keep it. */
export const statementDocumentSchema = z.object({
  kind: statementKindSchema,
  text: z.string(),
  note: z.string().nullable(),
  version: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  status: z.enum(["published", "waiting", "withdrawn", "refused", "merged"]),
});
export type StatementDocument = z.infer<typeof statementDocumentSchema>;
