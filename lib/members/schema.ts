import { z } from "zod";

/** Names that could be taken for the site itself, its staff or its addresses. */
const RESERVED = new Set(
  "about abuse account admin administrator api app auth billing blog catalog category categories compare contact cli deleted dev docs editor editors feed following help home info legal login logout mail me member members missing moderator new none null official owner postmaster privacy root search security settings share sidestack sign-in sign-up signin signup site staff stack stacks stackup stackups status support system team terms test tool tools undefined user users webmaster www".split(
    " ",
  ),
);

/** Letters that pass for each other at a glance are folded into one, so that `adm1n` or `sup-port` is as reserved as the word itself. */
function fold(handle: string): string {
  return handle
    .replaceAll("-", "")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replace(/[01i358]/g, (letter) => ({ "0": "o", "1": "l", i: "l", "3": "e", "5": "s", "8": "b" })[letter] ?? letter);
}

const RESERVED_FOLDED = new Set([...RESERVED].map(fold));

/**
 * A member's name in addresses: 3 to 30 of a to z, 0 to 9 and single dashes. Letters of other scripts are refused before lower
 * case is made, which would turn some of them into the Latin letters that they look like.
 */
export const handleSchema = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9](?:-?[A-Za-z0-9]){2,29}$/,
    "A handle has 3 to 30 characters: a to z, 0 to 9 and single dashes between them.",
  )
  .toLowerCase()
  .refine((handle) => !RESERVED_FOLDED.has(fold(handle)), "This handle is reserved. Choose another.");

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
/** A form whose button says it all. */
export const emptySchema = z.object({});
export const githubSchema = z.object({ next: returnPathSchema });
export const forgotPasswordSchema = z.object({ email: emailSchema });
export const verifyAgainSchema = z.object({ email: emailSchema, next: returnPathSchema });
export const resetPasswordSchema = z.object({ token: z.string().min(1).max(200), password: newPasswordSchema });

/** The name shown on a profile: one line without control or direction marks, which could make it read as something else. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(60, "A name has at most 60 characters.")
  .regex(/^\P{C}*$/u, "This name has characters that cannot be shown.");

/** The password asked for again before a change that could lock its owner out; members without one leave it out. */
const passwordAgainSchema = z.string().max(PASSWORD_MAX).optional();
/** A checkbox of a form, or a boolean of a script. */
const checkboxSchema = z
  .union([z.literal("on"), z.boolean()])
  .optional()
  .transform((value) => value === "on" || value === true);

export const renameSchema = z.object({ handle: handleSchema });
export const profileSchema = z.object({ name: nameSchema });
export const emailChangeSchema = z.object({ email: emailSchema, password: passwordAgainSchema });
export const passwordChangeSchema = z.object({
  current: z.string().min(1, "Enter your present password.").max(PASSWORD_MAX),
  password: newPasswordSchema,
});
export const noticesSchema = z.object({ wantsDigest: checkboxSchema, showsVotes: checkboxSchema });
export const deleteSchema = z.object({
  password: passwordAgainSchema,
  statements: z.enum(["keep", "remove"], "Say what shall happen to your statements."),
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

/** A member as everybody sees them at /members/[handle]. `votes` is null unless the member made them public. */
export type MemberPage = {
  handle: string;
  name: string;
  /** The day on which the account was made, as YYYY-MM-DD. */
  since: string;
  follows: { slug: string; name: string }[];
  /** All they follow; `follows` holds the newest of them. */
  followCount: number;
  statements: MemberStatement[];
  statementCount: number;
  votes: MemberStatement[] | null;
  voteCount: number;
};
export type MemberStatement = {
  id: number;
  kind: "pro" | "con";
  text: string;
  score: number;
  tool: { slug: string; name: string };
};

/** One place where a member is signed in. */
export type MemberSession = { id: string; device: string; address: string; since: Date };

/** What /settings shows of the member's own account. */
export type MemberSettings = {
  name: string;
  wantsDigest: boolean;
  showsVotes: boolean;
  hasPassword: boolean;
  hasGithub: boolean;
  formerHandles: string[];
  sessions: MemberSession[];
};
