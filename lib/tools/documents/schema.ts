import { z } from "zod";
import { CONTROL_OR_BIDI, factValueSchemas, lineSchema, noRepeats } from "@/lib/catalog/schema";
import {
  daySchema,
  factKeySchema,
  lifecycleStateSchema,
  partialDateSchema,
  storedSlugSchema,
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

const choiceSchema = z.strictObject({ slug: storedSlugSchema, reason: lineSchema(5, 120) });

export const toolDocumentSchema = z.strictObject({
  slug: storedSlugSchema,
  name: lineSchema(1, 100),
  aliases: z.array(storedSlugSchema).max(20),
  function: functionPathSchema,
  kind: lineSchema(2, 60),
  tagline: z.union([z.literal(""), lineSchema(3, 200)]),
  description: z.string().max(2000),
  lifecycle: z.strictObject({
    state: lifecycleStateSchema,
    since: partialDateSchema.nullable(),
    note: lineSchema(8, 300).nullable(),
    successors: z.array(storedSlugSchema).max(6),
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
  integrations: z.array(storedSlugSchema).max(100),
  alternatives: z.strictObject({ pinned: z.array(choiceSchema).max(6), excluded: z.array(choiceSchema).max(20) }),
  logo: z.strictObject({ set: z.string().min(1).max(40), icon: z.string().min(1).max(80) }).nullable(),
});
export type ToolDocument = z.infer<typeof toolDocumentSchema>;

const storedSourceSchema = z.object({ url: z.string(), title: z.string(), checked: z.string() });
const storedChoiceSchema = z.object({ slug: z.string(), reason: z.string() });

/** A document as a revision keeps it: the same shape without the limits, which were others when it was written. */
export const storedToolSchema: z.ZodType<ToolDocument> = z.object({
  slug: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  function: z.string(),
  kind: z.string(),
  tagline: z.string(),
  description: z.string(),
  lifecycle: z.object({
    state: lifecycleStateSchema,
    since: z.string().nullable(),
    note: z.string().nullable(),
    successors: z.array(z.string()),
    source: storedSourceSchema.nullable(),
  }),
  facts: z.partialRecord(factKeySchema, z.object({ value: z.string(), source: storedSourceSchema })),
  features: z.array(z.object({ name: z.string(), value: z.string(), source: storedSourceSchema })),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  integrations: z.array(z.string()),
  alternatives: z.object({ pinned: z.array(storedChoiceSchema), excluded: z.array(storedChoiceSchema) }),
  logo: z.object({ set: z.string(), icon: z.string() }).nullable(),
});

/** Lifecycles that hold from a day on which readers want to know. */
const DATED: readonly string[] = ["maintenance", "deprecated", "archived", "retired"];

function checkLifecycle({ state, since, source }: ToolDocument["lifecycle"], context: z.RefinementCtx): void {
  const add = (field: string[], message: string) =>
    context.addIssue({ code: "custom", path: ["lifecycle", ...field], message });
  if (state === "unknown" && source)
    add(["state"], "There is a source, so say what it says; or leave the source out and the lifecycle unknown.");
  if (state !== "unknown" && !source) add(["source", "url"], "Say where this can be read: a lifecycle needs a source.");
  if (DATED.includes(state) && !since) add(["since"], "Say since when: a year is enough.");
}

/** A document as an editor or a member may send it: each claim with its source, no entry twice. */
export const editedToolSchema = toolDocumentSchema.superRefine((document, context) => {
  checkLifecycle(document.lifecycle, context);
  if (CONTROL_OR_BIDI.test(document.description.replaceAll("\n", " ")))
    context.addIssue({ code: "custom", path: ["description"], message: "This holds characters that cannot be seen." });
  for (const key of factKeySchema.options) {
    const value = document.facts[key]?.value;
    if (value === undefined) continue;
    const [issue] =
      factValueSchemas[key].safeParse(key === "first-release" ? Number(value) : value).error?.issues ?? [];
    if (!issue) continue;
    const message = key === "first-release" ? "A first release is a year, such as 2015." : issue.message;
    context.addIssue({ code: "custom", path: ["facts", key, "value"], message });
  }
  const once = (path: string[], keys: string[], what: string) => {
    const found = z
      .array(z.string())
      .superRefine(noRepeats((key) => key, what))
      .safeParse(keys);
    for (const issue of found.error?.issues ?? [])
      context.addIssue({ code: "custom", path: [...path, ...issue.path], message: `${issue.message}.` });
  };
  once(["aliases"], document.aliases, "The slug");
  once(
    ["features"],
    document.features.map((feature) => feature.name),
    "The feature",
  );
  once(["integrations"], document.integrations, "The tool");
  once(["lifecycle", "successors"], document.lifecycle.successors, "The tool");
  const { pinned, excluded } = document.alternatives;
  once(
    ["alternatives", "pinned"],
    pinned.map((choice) => choice.slug),
    "The tool",
  );
  once(
    ["alternatives", "excluded"],
    excluded.map((choice) => choice.slug),
    "The tool",
  );
  excluded.forEach(({ slug }, place) => {
    if (pinned.some((choice) => choice.slug === slug))
      context.addIssue({
        code: "custom",
        path: ["alternatives", "excluded", place, "slug"],
        message: "This tool is pinned above.",
      });
  });
});

const text = z.string().catch("");
const list = <Row extends z.ZodType>(row: Row) => z.array(row).catch([]);
const typedSourceSchema = z
  .object({ url: text, title: text, checked: text })
  .catch({ url: "", title: "", checked: "" });
const typedSlugSchema = z.object({ slug: text });
const typedChoiceSchema = z.object({ slug: text, reason: text });

/** What was typed into the form of a tool: text in every field, whether or not it is right. */
export const typedToolSchema = z.object({
  /** Of a new tool; that of another is not changed here. */
  slug: text,
  name: text,
  kind: text,
  tagline: text,
  description: text,
  function: text,
  aliases: list(typedSlugSchema),
  lifecycle: z
    .object({ state: text, since: text, note: text, source: typedSourceSchema, successors: list(typedSlugSchema) })
    .catch({ state: "", since: "", note: "", source: { url: "", title: "", checked: "" }, successors: [] }),
  facts: z.partialRecord(factKeySchema, z.object({ value: text, source: typedSourceSchema })).catch({}),
  features: list(z.object({ name: text, value: text, source: typedSourceSchema })),
  links: list(z.object({ label: text, url: text })),
  integrations: list(typedSlugSchema),
  alternatives: z
    .object({ pinned: list(typedChoiceSchema), excluded: list(typedChoiceSchema) })
    .catch({ pinned: [], excluded: [] }),
  logo: z.object({ set: text, icon: text }).catch({ set: "", icon: "" }),
});
export type TypedTool = z.infer<typeof typedToolSchema>;

/** What a saved document changed besides the tool itself, for whoever clears what pages have stored. */
export type SavedTool = {
  id: number;
  slug: string;
  revision: number;
  /** Fields that changed: top-level ones of the document, and `facts.` with a key. Empty when nothing did. */
  changed: string[];
  /** Other tools whose documents changed with it: the other side of an integration. */
  others: string[];
};
