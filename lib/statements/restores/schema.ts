import { rowIdSchema } from "@/lib/fields/schema";
import { statementIdSchema } from "@/lib/statements/schema";

/** The revision, by its number, as which a statement shall stand again. */
export const statementRestoreSchema = statementIdSchema.extend({
  number: rowIdSchema,
});
