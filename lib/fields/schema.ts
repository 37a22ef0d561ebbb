import { z } from "zod";

/** The largest number that a column of 32 bits holds. */
const LARGEST = 2_147_483_647;

/** The id of a row, or the number of a revision, as a form or an address names it. */
export const rowIdSchema = z.coerce.number().int().positive().max(LARGEST);

/** The same where 0 stands for none. */
export const rowIdOrNoneSchema = z.coerce.number().int().min(0).max(LARGEST);

/** What a schema makes of a search parameter; of one that is given several times, of the first. */
export function firstOf<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess((value) => (Array.isArray(value) ? value[0] : value), shape);
}
