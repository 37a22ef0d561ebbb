import { z } from "zod";

// The one shape of a stack: what the command line sends, what the API takes and answers, what the site stores.

/** At most so many tools stand in one stack. */
export const MOST_TOOLS = 1000;
/** At most so many places are kept for a tool. */
export const MOST_EVIDENCE = 20;

/** Control characters, halves of letters, and marks that turn the writing direction: none of them can be read. */
const UNREADABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
const UNREADABLE_IN_PROSE = /(?![\n\t])\p{Cc}|[\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Text of one line, trimmed. */
export function line(most: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(most, `must have at most ${most} characters`)
    .refine((text) => !UNREADABLE.test(text), "must be one line without control characters");
}

/** Text of several lines, trimmed. */
export function prose(most: number) {
  return z
    .string()
    .overwrite((text) => text.replaceAll("\r\n", "\n").trim())
    .max(most, `must have at most ${most} characters`)
    .refine((text) => !UNREADABLE_IN_PROSE.test(text), "must have no control characters");
}

/** The slug of a stack, a tool or a layer. */
export const slugSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be a slug: small letters, digits and hyphens");
const commitSchema = z.string().regex(/^[0-9a-f]{40}$/, "must be a commit of 40 hexadecimal digits");
const monthSchema = z
  .string()
  .regex(/^(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?$/, "must be a year or a month: 2024 or 2024-05");

/** A path inside the project: relative, with forward slashes, never upwards. */
const pathSchema = line(300).refine(
  (file) => !/^(?:[/\\]|[a-z]:)/i.test(file) && !file.split(/[/\\]/).includes(".."),
  "must be a path inside the project",
);

/** An address that may be linked: `javascript:` and its kin are refused, and so is one with a password. */
const webUrlSchema = z
  .url({ protocol: /^https?$/, error: "must be an address that begins with http:// or https://" })
  .max(300)
  .refine((text) => {
    if (!URL.canParse(text) || /[\s<>"]/.test(text)) return false;
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "must be a plain address without a name or a password in it");

export const evidenceSchema = z.strictObject({
  file: pathSchema,
  line: z.number().int().min(1).max(10_000_000).optional(),
  commit: commitSchema.optional(),
});
export type StackEvidence = z.infer<typeof evidenceSchema>;

export const stackToolSchema = z.strictObject({
  /** The slug in the catalog; missing for a tool that the catalog does not have. */
  tool: slugSchema.optional(),
  name: line(80),
  layer: slugSchema.optional(),
  version: line(40).optional(),
  role: line(80).optional(),
  /** Why it was chosen. */
  reason: prose(600).optional(),
  /** What it replaced: a name or a slug. */
  replaced: line(200).optional(),
  /** What would be chosen today. */
  today: prose(600).optional(),
  since: monthSchema.optional(),
  until: monthSchema.optional(),
  confidence: z.number().min(0).max(1).optional(),
  evidence: z.array(evidenceSchema).max(MOST_EVIDENCE, `must have at most ${MOST_EVIDENCE} places`).optional(),
});
export type StackTool = z.infer<typeof stackToolSchema>;

/** What is sent to make or to change a stack. */
export const stackSchema = z.strictObject({
  name: line(80),
  kind: z.enum(["member", "company", "project"]),
  url: webUrlSchema.optional(),
  description: prose(2000).optional(),
  visibility: z.enum(["public", "unlisted"]),
  commit: commitSchema.optional(),
  tools: z
    .array(stackToolSchema)
    .min(1, "a stack has at least one tool")
    .max(MOST_TOOLS, `a stack has at most ${MOST_TOOLS.toLocaleString("en")} tools`),
});
export type Stack = z.infer<typeof stackSchema>;

/** What the server answers when it has taken a stack. `added` and `removed` are names; `pending` are tools that editors will look at. */
export const shareAnswerSchema = z.object({
  slug: slugSchema,
  url: z.string().max(500),
  version: z.number().int().min(1),
  tools: z.number().int().min(0),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  pending: z.array(z.string()),
  unchanged: z.boolean(),
});
export type ShareAnswer = z.infer<typeof shareAnswerSchema>;

/** A stack as the server answers it. */
export const storedStackSchema = z.object({
  ...stackSchema.shape,
  tools: z.array(z.object(stackToolSchema.shape)).max(MOST_TOOLS),
  slug: slugSchema,
  version: z.number().int().min(1),
  updatedAt: z.string(),
});
export type StoredStack = z.infer<typeof storedStackSchema>;

/** What a refusal says: application/problem+json. `fields` names what is wrong where. */
export const problemSchema = z.object({
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** What names a tool in a stack: its slug, else its name without regard to case. */
export function keyOfTool({ tool, name }: Pick<StackTool, "tool" | "name">): string {
  return tool ?? `name:${name.trim().toLowerCase()}`;
}
