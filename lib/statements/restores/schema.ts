import { z } from "zod";
import { statementIdSchema } from "@/lib/statements/schema";

/** The revision, by its number, as which a statement shall stand again. */
export const statementRestoreSchema = statementIdSchema.extend({
  number: z.coerce.number().int().positive().max(2_147_483_647),
});
