import { z } from "zod";

/** The header by which a program says that two requests are one: printable characters, most programs send a UUID. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "Idempotency-Key has 1 to 200 printable characters without blanks");

/** What was answered to a request, as it is answered again. */
export type KeptAnswer = { requestHash: string; status: number; body: unknown };
