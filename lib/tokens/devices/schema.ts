import { z } from "zod";
import { scopeSchema } from "@/lib/tokens/schema";

/** The one program that may ask for a login by code. */
export const CLI_CLIENT = "sidestack-cli";

/** Scopes as RFC 6749 writes them, with blanks between; what is not asked for is to share stacks. */
const scopeListSchema = z
  .string()
  .max(200)
  .default("stacks:write")
  .transform((text) => text.split(" ").filter(Boolean))
  .pipe(z.array(scopeSchema).min(1));

/** A program asks for a code. */
export const deviceCodeSchema = z.object({ client_id: z.string().max(100), scope: scopeListSchema });

/** A program asks whether its code was confirmed. */
export const deviceTokenSchema = z.object({
  grant_type: z.literal("urn:ietf:params:oauth:grant-type:device_code"),
  device_code: z.string().min(1).max(200),
  client_id: z.string().max(100),
});

/** A code as a member types it: in any case, with dashes or blanks. */
export const userCodeSchema = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, "").toUpperCase())
  .pipe(z.string().regex(/^[A-Z2-9]{8}$/, "A code has eight letters and digits, as the program shows it."));

/** What a member answers to a program that asks. */
export const deviceDecisionSchema = z.object({ code: userCodeSchema, decision: z.enum(["approve", "deny"]) });

/** What the address of /device says. */
export const deviceQuerySchema = z.object({
  user_code: z.string().max(40).optional().catch(undefined),
  done: z.enum(["approve", "deny"]).optional().catch(undefined),
});
