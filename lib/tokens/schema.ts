import { z } from "zod";
import { nameSchema } from "@/lib/members/schema";

/** What a token may be used for. */
export const scopes = ["stacks:read", "stacks:write"] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = z.infer<typeof scopeSchema>;

/** Days after which a token ends; `none` for one that ends only when it is revoked. */
export const lifetimes = ["30", "90", "365", "none"] as const;

/** A checkbox in a form, or a boolean of a script. */
const checked = z.preprocess((value) => value === "on" || value === true, z.boolean());

/** A new token as the settings ask for it. A token that may write may read too. */
export const createTokenSchema = z.object({
  name: nameSchema,
  lifetime: z.enum(lifetimes),
  write: checked,
});

export const revokeTokenSchema = z.object({ token: z.coerce.number().int().positive() });

/** A token as its owner sees it: never the secret itself, which is shown once. */
export type OwnToken = {
  id: number;
  name: string;
  /** Its first letters. */
  prefix: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
};
