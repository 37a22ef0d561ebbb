import { z } from "zod";
import {
  evidenceSchema,
  line,
  MOST_EVIDENCE,
  MOST_TOOLS,
  prose,
  type Stack,
  type StackEvidence,
  type StackTool,
  slugSchema,
  stackSchema,
  stackToolSchema,
} from "@/cli/src/formats/sidestack";
import { type ToolCard, type ToolName, slugSchema as toolSlugSchema } from "@/lib/tools/schema";

/** The slug of a stack as it stands in its address. */
export const stackSlugSchema = slugSchema;
/** A tool in a stack as its owner sends it. */
export type SharedTool = StackTool;
/** What is sent to make or to change a stack: the form, the command line and the API speak it. */
export type SharedStack = Stack;
export { evidenceSchema, line, MOST_EVIDENCE, MOST_TOOLS, prose, type StackEvidence, stackSchema, stackToolSchema };

export const stackKinds = stackSchema.shape.kind.options;
export type StackKind = SharedStack["kind"];
export const visibilities = stackSchema.shape.visibility.options;
export type Visibility = SharedStack["visibility"];
/** How a stack came here: shared by a member, shipped with the catalog, or extracted from a data set. */
export type StackOrigin = "shared" | "catalog" | "extracted";

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
  /** The day as of which it held, `YYYY-MM-DD`: of its last sharing, or of the commit that was read. */
  asOf: string;
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
  category: z.union([z.literal("any").transform(() => ""), toolSlugSchema]),
  after: z.union([z.literal("start").transform(() => ""), stackSlugSchema]),
});
/** What a list of stacks is asked for: null and empty texts stand for “any”, an empty `after` for the first page. */
export type StackListParams = z.infer<typeof stackListParamsSchema>;
