import { z } from "zod";
import {
  daySchema,
  factKeySchema,
  hostingModelSchema,
  lifecycleStateSchema,
  partialDateSchema,
  slugSchema,
  webUrlSchema,
} from "@/lib/tools/schema";

/** Control, zero-width and writing-direction characters. */
export const CONTROL_OR_BIDI = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u;

/** One line of plain text: trimmed, without control characters, zero-width characters or marks that turn the writing direction. */
export function lineSchema(min: number, max: number) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((text) => text === text.trim(), "text must not begin or end with blanks")
    .refine(
      (text) => !CONTROL_OR_BIDI.test(text),
      "text must not hold control, zero-width or writing-direction characters",
    );
}

/** Number of words in a text: runs of characters between blanks. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

const sourceKeySchema = z.string().regex(/^[a-z0-9-]+$/);

const sourcesSchema = z.record(
  sourceKeySchema,
  z.strictObject({ url: webUrlSchema, title: lineSchema(2, 140), checked: daySchema }),
);

const factSchema = z.strictObject({ value: z.union([z.string(), z.number()]), source: sourceKeySchema });

/** What each fact may hold: links are links, a licence is an SPDX expression or “Proprietary”, a first release is a year. */
export const factValueSchemas: Record<z.infer<typeof factKeySchema>, z.ZodType> = {
  website: webUrlSchema,
  repository: webUrlSchema,
  licence: z.string().regex(/^[A-Za-z0-9.+() -]{2,80}$/, "a licence is an SPDX expression or Proprietary"),
  language: lineSchema(1, 40),
  organisation: lineSchema(2, 80),
  "first-release": z.number().int().min(1950).max(2100),
  hosting: hostingModelSchema,
  "latest-release": lineSchema(1, 80),
  "end-of-life": lineSchema(1, 80),
};

const factsSchema = z.partialRecord(factKeySchema, factSchema).superRefine((facts, context) => {
  for (const [key, fact] of Object.entries(facts)) {
    const checked = factValueSchemas[factKeySchema.parse(key)].safeParse(fact.value);
    for (const issue of checked.error?.issues ?? []) {
      context.addIssue({ code: "custom", path: [key, "value"], message: issue.message });
    }
  }
});

/** A check that no two items of a list have the same key, in any case of letters; `what` stands before the key in the message. */
export function noRepeats<Item>(keyOf: (item: Item) => string, what: string) {
  return (items: Item[], context: z.RefinementCtx) => {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      const key = keyOf(item).toLowerCase();
      if (seen.has(key))
        context.addIssue({ code: "custom", path: [index], message: `${what} “${keyOf(item)}” stands twice` });
      seen.add(key);
    });
  };
}

const lifecycleSchema = z
  .strictObject({
    // A file says what was checked: what nobody knows is left out with its tool.
    state: lifecycleStateSchema.exclude(["unknown"]),
    since: partialDateSchema.optional(),
    note: lineSchema(8, 300).optional(),
    successors: z
      .array(slugSchema)
      .max(6)
      .default([])
      .superRefine(noRepeats((slug) => slug, "the successor")),
    source: sourceKeySchema,
  })
  .refine((lifecycle) => lifecycle.state === "active" || lifecycle.note, {
    message: "a lifecycle other than active needs a note",
    path: ["note"],
  })
  .refine((lifecycle) => ["active", "feature-complete"].includes(lifecycle.state) || lifecycle.since, {
    message: "maintenance, deprecated, archived and retired need the date since when",
    path: ["since"],
  });

const statementTextSchema = lineSchema(3, 120);

/** A pro or a con: its text, or its text with votes that a source outside counted. */
const statementSchema = z.union([
  statementTextSchema.transform((text) => ({ text, votes: 0 })),
  z.strictObject({ text: statementTextSchema, votes: z.number().int().min(0) }),
]);

const statementsSchema = z
  .array(statementSchema)
  .max(12)
  .superRefine(noRepeats((statement) => statement.text, "the statement"));

/** One file of `prisma/catalog/tools/`. */
export const toolFileSchema = z.strictObject({
  slug: slugSchema,
  name: lineSchema(1, 60),
  aliases: z.array(slugSchema).max(8).default([]),
  function: slugSchema,
  kind: lineSchema(3, 48),
  tagline: lineSchema(10, 120),
  description: z
    .string()
    .trim()
    .refine(
      (text) => !CONTROL_OR_BIDI.test(text.replaceAll("\n", " ")),
      "text must not hold control, zero-width or writing-direction characters",
    )
    .refine((text) => text.split(/\s+/).every((word) => word.length <= 60), "no word has more than 60 characters")
    .refine((text) => countWords(text) >= 40 && countWords(text) <= 90, {
      error: (issue) => `a description has 40 to 90 words, this one ${countWords(String(issue.input))}`,
    }),
  lifecycle: lifecycleSchema,
  sources: sourcesSchema,
  facts: factsSchema.default({}),
  features: z
    .array(z.strictObject({ name: lineSchema(2, 40), value: lineSchema(1, 140), source: sourceKeySchema }))
    .min(1)
    .max(7)
    .superRefine(noRepeats((feature) => feature.name, "the feature")),
  pros: statementsSchema,
  cons: statementsSchema,
  integrations: z
    .array(slugSchema)
    .max(12)
    .default([])
    .superRefine(noRepeats((slug) => slug, "the integration")),
  links: z
    .array(z.strictObject({ label: lineSchema(2, 40), url: webUrlSchema }))
    .max(6)
    .default([]),
  alternatives: z
    .strictObject({
      pinned: z
        .array(z.strictObject({ slug: slugSchema, reason: lineSchema(5, 120) }))
        .max(6)
        .default([]),
      excluded: z
        .array(z.strictObject({ slug: slugSchema, reason: lineSchema(5, 120) }))
        .max(20)
        .default([]),
    })
    .superRefine((choices, context) =>
      noRepeats<{ slug: string }>((choice) => choice.slug, "the alternative")(
        [...choices.pinned, ...choices.excluded],
        context,
      ),
    )
    .prefault({}),
});
export type ToolFile = z.infer<typeof toolFileSchema>;

const claimCellSchema = z.strictObject({ text: lineSchema(10, 400), source: sourceKeySchema });

/** One file of `prisma/catalog/stackups/`: the written differences of 2 to 4 tools. */
export const stackupFileSchema = z
  .strictObject({
    tools: z.array(slugSchema).min(2).max(4),
    sources: sourcesSchema,
    claims: z
      .array(z.strictObject({ topic: lineSchema(3, 40), holds: z.record(slugSchema, claimCellSchema) }))
      .min(4)
      .max(7)
      .superRefine(noRepeats((claim) => claim.topic, "the topic")),
    summary: lineSchema(40, 700),
    choose: z.record(slugSchema, lineSchema(8, 240)),
  })
  .superRefine((stackup, context) => {
    const sorted = [...new Set(stackup.tools)].sort();
    if (sorted.join() !== stackup.tools.join()) {
      context.addIssue({ code: "custom", path: ["tools"], message: "tools stand in alphabetical order, each once" });
    }
    stackup.claims.forEach((claim, index) => {
      for (const tool of stackup.tools) {
        if (!Object.hasOwn(claim.holds, tool)) {
          context.addIssue({ code: "custom", path: ["claims", index, "holds"], message: `no text for ${tool}` });
        }
      }
      for (const tool of Object.keys(claim.holds)) {
        if (!stackup.tools.includes(tool)) {
          context.addIssue({
            code: "custom",
            path: ["claims", index, "holds", tool],
            message: `${tool} is not compared here`,
          });
        }
      }
    });
    for (const tool of stackup.tools) {
      if (!Object.hasOwn(stackup.choose, tool)) {
        context.addIssue({ code: "custom", path: ["choose"], message: `no “choose ${tool} if …”` });
      }
    }
    for (const tool of Object.keys(stackup.choose)) {
      if (tool !== "neither" && !stackup.tools.includes(tool)) {
        context.addIssue({ code: "custom", path: ["choose", tool], message: `${tool} is not compared here` });
      }
    }
  });
export type StackupFile = z.infer<typeof stackupFileSchema>;

const functionSchema = z.strictObject({ slug: slugSchema, name: lineSchema(2, 60) });

/** `prisma/catalog/categories.yaml`: layers, their categories, their functions. */
export const categoriesFileSchema = z
  .array(
    z.strictObject({
      slug: slugSchema,
      name: lineSchema(2, 60),
      categories: z.array(
        z.strictObject({ slug: slugSchema, name: lineSchema(2, 60), functions: z.array(functionSchema).min(1) }),
      ),
    }),
  )
  .superRefine((layers, context) => {
    const functions = layers.flatMap((layer) => layer.categories.flatMap((category) => category.functions));
    noRepeats<z.infer<typeof functionSchema>>((entry) => entry.slug, "the function")(functions, context);
  });
export type CategoriesFile = z.infer<typeof categoriesFileSchema>;

/** `prisma/catalog/logos.yaml`: which icon of which set stands for a tool. */
export const logosFileSchema = z.record(
  slugSchema,
  z.strictObject({
    set: z.enum(["simple-icons", "logos", "devicon"]),
    icon: z.string().regex(/^[a-z0-9-]+$/),
  }),
);
export type LogosFile = z.infer<typeof logosFileSchema>;

/** `prisma/catalog/figures.yaml`: figures counted elsewhere, each with its source and the date as of which it held. */
export const figuresFileSchema = z.strictObject({
  sources: sourcesSchema,
  figures: z.array(
    z.strictObject({
      tool: slugSchema,
      metric: z.enum(["stacks", "followers", "votes", "stars", "forks"]),
      value: z.number().int().min(0).max(2_000_000_000),
      asOf: partialDateSchema,
      source: sourceKeySchema,
    }),
  ),
  statementVotes: z.strictObject({ source: sourceKeySchema, asOf: partialDateSchema }),
});
export type FiguresFile = z.infer<typeof figuresFileSchema>;

/** A count as CSV writes it; an empty field is no count. */
const countSchema = z
  .string()
  .regex(/^\d{1,9}$/, "a count is a whole number in digits")
  .transform(Number);

/** A row of `prisma/catalog/github-stars.csv`: one reading of a repository's stars and forks. */
export const starRowSchema = z.strictObject({
  slug: slugSchema,
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  date: daySchema,
  stars: countSchema,
  forks: countSchema,
});
export type StarRow = z.infer<typeof starRowSchema>;
