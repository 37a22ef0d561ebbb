import { z } from "zod";
import { slugSchema, type ToolCard, type ToolName, webUrlSchema } from "@/lib/tools/schema";

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
    .transform((text) => text.replaceAll("\r\n", "\n").trim())
    .pipe(
      z
        .string()
        .max(most, `must have at most ${most} characters`)
        .refine((text) => !UNREADABLE_IN_PROSE.test(text), "must have no control characters"),
    );
}

/** The slug of a stack as it stands in its address. */
export const stackSlugSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be a slug: small letters, digits and hyphens");
const commitSchema = z.string().regex(/^[0-9a-f]{40}$/, "must be a commit of 40 hexadecimal digits");
const monthSchema = z
  .string()
  .regex(/^(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?$/, "must be a year or a month: 2024 or 2024-05");

/** A path inside the project: relative and never upwards. */
const pathSchema = line(300).refine(
  (file) => !/^(?:[/\\]|[a-z]:)/i.test(file) && !file.split(/[/\\]/).includes(".."),
  "must be a path inside the project",
);

export const evidenceSchema = z.strictObject({
  file: pathSchema,
  line: z.number().int().min(1).max(10_000_000).optional(),
  commit: commitSchema.optional(),
});
/** Where in the project's files a tool was seen. */
export type StackEvidence = z.infer<typeof evidenceSchema>;

export const stackToolSchema = z.strictObject({
  /** The slug in the catalog; missing for a tool that the catalog does not have. */
  tool: stackSlugSchema.optional(),
  name: line(80),
  layer: stackSlugSchema.optional(),
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
/** A tool in a stack as its owner sends it. */
export type SharedTool = z.infer<typeof stackToolSchema>;

export const stackKinds = ["member", "company", "project"] as const;
export type StackKind = (typeof stackKinds)[number];
export const visibilities = ["public", "unlisted"] as const;
export type Visibility = (typeof visibilities)[number];
/** How a stack came here: shared by a member, shipped with the catalog, or extracted from a data set. */
export type StackOrigin = "shared" | "catalog" | "extracted";

/** What is sent to make or to change a stack: the form, the command line and the API speak it. */
export const stackSchema = z.strictObject({
  name: line(80),
  kind: z.enum(stackKinds),
  url: webUrlSchema.max(300).optional(),
  description: prose(2000).optional(),
  visibility: z.enum(visibilities),
  commit: commitSchema.optional(),
  tools: z
    .array(stackToolSchema)
    .min(1, "a stack has at least one tool")
    .max(MOST_TOOLS, `a stack has at most ${MOST_TOOLS.toLocaleString("en")} tools`),
});
export type SharedStack = z.infer<typeof stackSchema>;

/** What became of a share. `added` and `removed` are names of tools; `pending` those that the catalog does not have yet. */
export type ShareOutcome = {
  slug: string;
  version: number;
  tools: number;
  added: string[];
  removed: string[];
  pending: string[];
  /** True when the same content was shared before and nothing became of it. */
  unchanged: boolean;
};

/** A stack in a list. `tools` are its best-known ones, `toolCount` all that the catalog has. */
export type StackCard = {
  slug: string;
  name: string;
  kind: StackKind;
  origin: StackOrigin;
  toolCount: number;
  /** The day on which it was last shared, `YYYY-MM-DD`. */
  updatedOn: string;
  owner: string | null;
  tools: ToolName[];
};

/** A tool of a stack as its page shows it; `tool` is null for one that the catalog does not have. */
export type StackRow = Omit<SharedTool, "tool" | "evidence" | "confidence"> & {
  tool: Pick<ToolCard, "slug" | "name" | "kind" | "logo" | "lifecycle"> | null;
  /** The layer that it stands under: the owner's choice, else the catalog's. */
  layer: string | undefined;
  layerName: string | null;
  evidence: StackEvidence[];
};

/** All that a stack's page shows. */
export type StackPage = {
  slug: string;
  name: string;
  kind: StackKind;
  origin: StackOrigin;
  visibility: Visibility;
  owner: { handle: string; name: string } | null;
  dataset: { name: string; url: string } | null;
  url: string | null;
  description: string;
  commit: string | null;
  /** Day as of which it held, `YYYY-MM-DD`. */
  asOf: string;
  version: number;
  versions: number;
  rows: StackRow[];
};

/** A tool that came or went; `slug` is null for one that the catalog did not have. */
export type ChangedTool = { slug: string | null; name: string };
/** One version in a stack's history. */
export type StackChange = {
  number: number;
  on: string;
  added: ChangedTool[];
  removed: ChangedTool[];
  moves: { from: ToolName; to: ToolName; reason: string | null }[];
};

/** Sizes of stacks by their tools, as lists offer them. */
export const stackSizes = ["small", "medium", "large"] as const;
export type StackSize = (typeof stackSizes)[number];
export const stackSorts = ["newest", "largest"] as const;
export type StackSort = (typeof stackSorts)[number];

const any = <Shape extends z.ZodType>(shape: Shape) => z.union([z.literal("any").transform(() => null), shape]);

/** The segments behind a stored list of stacks; `any` and `start` stand for what was not asked for. */
export const stackListParamsSchema = z.object({
  sort: z.enum(stackSorts),
  kind: any(z.enum(stackKinds)),
  size: any(z.enum(stackSizes)),
  tool: z
    .string()
    .max(100)
    .transform((text) => (text === "any" ? "" : text)),
  category: z.union([z.literal("any").transform(() => ""), slugSchema]),
  after: z.union([z.literal("start").transform(() => ""), stackSlugSchema]),
});
/** What a list of stacks is asked for: null and empty texts stand for “any”, an empty `after` for the first page. */
export type StackListParams = z.infer<typeof stackListParamsSchema>;
