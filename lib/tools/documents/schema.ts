import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import {
  daySchema,
  factKeySchema,
  lifecycleStateSchema,
  partialDateSchema,
  slugSchema,
  webUrlSchema,
} from "@/lib/tools/schema";

// A tool's document: everything that editors may change about it, as one plain shape. Forms, suggestions, revisions, the diff,
// imports and the export speak it. The rules of the built-in catalog (lib/catalog/schema.ts) are stricter.

/** A page that somebody opened, with its title and the day on which that was. */
export const documentSourceSchema = z.strictObject({
  url: webUrlSchema,
  title: lineSchema(2, 140),
  checked: daySchema,
});
export type DocumentSource = z.infer<typeof documentSourceSchema>;

/** The place of a tool: the path of its function, `layer/category/function`. */
export const functionPathSchema = z
  .string()
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+$/, "a function is named by its path: layer/category/function");

const choiceSchema = z.strictObject({ slug: slugSchema, reason: lineSchema(5, 120) });

export const toolDocumentSchema = z.strictObject({
  slug: slugSchema,
  name: lineSchema(1, 60),
  aliases: z.array(slugSchema).max(20),
  function: functionPathSchema,
  kind: lineSchema(2, 60),
  tagline: z.union([z.literal(""), lineSchema(3, 200)]),
  description: z.string().max(2000),
  lifecycle: z.strictObject({
    state: lifecycleStateSchema,
    since: partialDateSchema.nullable(),
    note: lineSchema(8, 300).nullable(),
    successors: z.array(slugSchema).max(6),
    /** Null for an unknown lifecycle alone. */
    source: documentSourceSchema.nullable(),
  }),
  facts: z.partialRecord(
    factKeySchema,
    z.strictObject({ value: z.string().min(1).max(500), source: documentSourceSchema }),
  ),
  features: z
    .array(z.strictObject({ name: lineSchema(2, 40), value: lineSchema(1, 140), source: documentSourceSchema }))
    .max(20),
  links: z.array(z.strictObject({ label: lineSchema(2, 40), url: webUrlSchema })).max(12),
  integrations: z.array(slugSchema).max(100),
  alternatives: z.strictObject({ pinned: z.array(choiceSchema).max(6), excluded: z.array(choiceSchema).max(20) }),
  logo: z.strictObject({ set: z.string().min(1).max(40), icon: z.string().min(1).max(80) }).nullable(),
});
export type ToolDocument = z.infer<typeof toolDocumentSchema>;
