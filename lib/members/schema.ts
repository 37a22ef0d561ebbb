import { z } from "zod";

/** Names that could be taken for the site itself, its staff or its addresses. */
const RESERVED = new Set(
  "about abuse account admin administrator api app auth billing blog catalog category categories compare contact cli deleted dev docs editor editors feed following help home info legal login logout mail me member members missing moderator new none null official owner postmaster privacy root search security settings share sidestack sign-in sign-up signin signup site staff stack stacks stackup stackups status support system team terms test tool tools undefined user users webmaster www".split(
    " ",
  ),
);

/** A member's name in addresses: 3 to 30 of a to z, 0 to 9 and single dashes; no letters of other scripts, which could look alike. */
export const handleSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9](?:-?[a-z0-9]){2,29}$/,
    "A handle has 3 to 30 characters: a to z, 0 to 9 and single dashes between them.",
  )
  .refine((handle) => !RESERVED.has(handle), "This handle is reserved. Choose another.");

export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email("This is not an e-mail address."));

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

/** A new password by its length; whether it is a known one is checked on the server (isKnownPassword). */
export const newPasswordSchema = z
  .string()
  .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `A password has at most ${PASSWORD_MAX} characters.`);

/** Where to go after signing in: a path of this site and nothing else. */
export const returnPathSchema = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .catch("/");

export const signUpSchema = z.object({
  email: emailSchema,
  handle: handleSchema,
  password: newPasswordSchema,
  next: returnPathSchema,
});
export const signInSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, "Enter your password.").max(PASSWORD_MAX),
  next: returnPathSchema,
});

/** Who looks: the signed-in member as pages and rules need it. */
export type Viewer = {
  id: string;
  handle: string;
  email: string;
  emailVerified: boolean;
  role: "member" | "editor" | "admin";
  bannedAt: Date | null;
  createdAt: Date;
};
