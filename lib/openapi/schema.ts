import { z } from "zod";
import { mappingSchema } from "@/cli/src/detect/mapping";
import {
  evidenceSchema,
  problemSchema,
  shareAnswerSchema,
  slugSchema,
  stackSchema,
  stackToolSchema,
  storedStackSchema,
} from "@/cli/src/formats/sidestack";
import { stackupAnswerSchema } from "@/cli/src/formats/stackup";
import { stackKinds, stackSizes, stackSorts, visibilities } from "@/lib/stacks/schema";
import { factKeys, lifecycleStates, slugSchema as toolSlugSchema, toolSorts } from "@/lib/tools/schema";

// What the API takes and answers, said once: routes parse with it, the document is made of it, tests hold answers against it.

const pageUrl = z.string().describe("Address of its page.");
const cursor = z.string().nullable().describe("What to send as “after” for the next page; null on the last.");
const total = z.number().int().describe("How many there are; counting stops at 1001.");
const toolNameSchema = z.object({ slug: z.string(), name: z.string() });

export const slugParamsSchema = z.object({ slug: slugSchema });
export const toolParamsSchema = z.object({ slug: z.string().max(100).describe("A slug, or a former one.") });
export const pairParamsSchema = z.object({
  pair: z.string().max(400).describe("Two to four slugs joined by -vs-, in any order."),
});

export const stackQuerySchema = z.object({
  sort: z.enum(stackSorts).default("newest"),
  kind: z.enum(stackKinds).optional(),
  size: z.enum(stackSizes).optional().describe("Up to 9 tools, 10 to 29, 30 or more."),
  tool: toolSlugSchema.optional().describe("Those with this tool."),
  category: toolSlugSchema.optional().describe("Those with a tool of this layer, category or function."),
  after: slugSchema.optional(),
});
export const toolQuerySchema = z.object({
  sort: z.enum(toolSorts).default("votes"),
  category: z
    .string()
    .max(200)
    .regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+){0,2}$/, "must be a path of the category tree: devops, or devops/containers")
    .optional()
    .describe("Path of a layer, category or function."),
  after: toolSlugSchema.optional(),
});
export const stackAnswerSchema = storedStackSchema.extend({
  page: pageUrl,
  owner: z.string().nullable().describe("Handle of the member who shared it."),
});
export type StackAnswer = z.infer<typeof stackAnswerSchema>;

export const stackListSchema = z.object({
  stacks: z.array(
    z.object({
      slug: slugSchema,
      page: pageUrl,
      name: z.string(),
      kind: z.enum(stackKinds),
      origin: z.enum(["shared", "catalog", "extracted"]),
      owner: z.string().nullable(),
      asOf: z.iso.date().describe("Day as of which it holds."),
      toolCount: z.number().int(),
      tools: z.array(toolNameSchema).describe("The best-known ones."),
    }),
  ),
  next: cursor,
  total,
});

export const ownStackListSchema = z.object({
  stacks: z.array(
    z.object({
      slug: slugSchema,
      page: pageUrl,
      name: z.string(),
      kind: z.enum(stackKinds),
      visibility: z.enum(visibilities),
      toolCount: z.number().int(),
      isRemoved: z.boolean().describe("True when an editor took it off the site."),
    }),
  ),
});

/** At most so many files are looked through at once. */
const MOST_FILES = 200;
export const detectSchema = z.strictObject({
  files: z
    .array(
      z.strictObject({
        path: evidenceSchema.shape.file,
        text: z.string().describe("The whole text, at most 1 MB. It is read, not run, and not kept."),
      }),
    )
    .min(1, "send at least one file")
    .max(MOST_FILES, `at most ${MOST_FILES} files can be sent`),
});
export const detectAnswerSchema = z.object({
  tools: z.array(z.object(stackToolSchema.shape)),
  warnings: z.array(z.object({ file: z.string(), reason: z.string() })),
});

const lifecycleSchema = z.object({ state: z.enum(lifecycleStates), since: z.string().nullable() });
const toolCardSchema = z.object({
  slug: z.string(),
  page: pageUrl,
  name: z.string(),
  kind: z.string(),
  tagline: z.string(),
  textOrigins: z
    .array(
      z.object({
        fields: z.array(z.string()),
        dataset: z.string(),
        url: z.url(),
        licence: z.string(),
        licenceUrl: z.url().nullable(),
      }),
    )
    .describe("Texts that a data set wrote whose licence asks to say so; empty for the catalog’s own, which are CC0."),
  lifecycle: lifecycleSchema,
  category: z.string().describe("Path of the function that it stands in."),
  votes: z.number().int(),
  stars: z.number().int().nullable(),
});
export type ToolCardAnswer = z.infer<typeof toolCardSchema>;
export const toolListSchema = z.object({ tools: z.array(toolCardSchema), next: cursor, total: z.number().int() });

const sourceSchema = z.object({ url: z.string(), title: z.string(), checkedOn: z.iso.date() });
export const toolAnswerSchema = toolCardSchema.extend({
  description: z.string(),
  aliases: z.array(z.string()),
  successors: z.array(toolNameSchema),
  facts: z.array(z.object({ key: z.enum(factKeys), value: z.string(), source: sourceSchema })),
  features: z.array(z.object({ name: z.string(), value: z.string(), source: sourceSchema })),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  integrations: z.array(toolNameSchema),
  stacks: z.number().int().nullable(),
  followers: z.number().int().nullable(),
  checkedOn: z.iso.date(),
});
export type ToolAnswer = z.infer<typeof toolAnswerSchema>;

/** The schemas that the document names, and which way they go. */
export const namedSchemas = {
  Stack: { schema: stackSchema, io: "input" },
  StackFile: {
    schema: z.string().describe("The text of a techstack.yml, version 0.1. Names of persons in it are not read."),
    io: "input",
  },
  ShareAnswer: { schema: shareAnswerSchema, io: "output" },
  StoredStack: { schema: stackAnswerSchema, io: "output" },
  StackList: { schema: stackListSchema, io: "output" },
  OwnStackList: { schema: ownStackListSchema, io: "output" },
  Detect: { schema: detectSchema, io: "input" },
  Detected: { schema: detectAnswerSchema, io: "output" },
  Mapping: { schema: mappingSchema, io: "output" },
  Stackup: { schema: stackupAnswerSchema, io: "output" },
  ToolList: { schema: toolListSchema, io: "output" },
  Tool: { schema: toolAnswerSchema, io: "output" },
  Document: { schema: z.looseObject({ openapi: z.string() }), io: "output" },
  Problem: { schema: problemSchema, io: "output" },
} as const satisfies Record<string, { schema: z.ZodType; io: "input" | "output" }>;
export type SchemaName = keyof typeof namedSchemas;

/** A call as the document describes it, for its page. */
export type DocumentedCall = {
  id: string;
  server: string;
  method: string;
  path: string;
  summary: string;
  description: string | undefined;
  scopes: string[];
  parameters: { name: string; place: string; isRequired: boolean; meaning: string }[];
  bodies: { type: string; schema: string }[];
  answers: { status: string; meaning: string; schema: string }[];
};
