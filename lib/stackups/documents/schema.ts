import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import { reasonSchema } from "@/lib/edits/schema";
import { rowIdOrNoneSchema } from "@/lib/fields/schema";
import { documentSourceSchema } from "@/lib/tools/documents/schema";
import { storedSlugSchema } from "@/lib/tools/schema";

/** How many claims a stackup has at most. */
export const MAX_CLAIMS = 12;

/**
 * A stackup's document: its written differences as forms, suggestions, revisions and the export speak them. Texts of claims and the
 * summary may hold a subset of Markdown: emphasis, code and links.
 */
export const stackupDocumentSchema = z.strictObject({
  /** Slugs in canonical, alphabetical order; cells and choices stand in the same order. */
  tools: z.array(storedSlugSchema).min(2).max(4),
  summary: lineSchema(40, 700),
  claims: z
    .array(
      z.strictObject({
        topic: lineSchema(3, 40),
        cells: z
          .array(z.strictObject({ text: lineSchema(2, 400), source: documentSourceSchema }))
          .min(2)
          .max(4),
      }),
    )
    .min(1)
    .max(MAX_CLAIMS),
  /** “Choose X if …”, one for each tool. */
  choices: z.array(lineSchema(8, 240)).min(2).max(4),
  neither: lineSchema(8, 240).nullable(),
});
export type StackupDocument = z.infer<typeof stackupDocumentSchema>;

/** A document as an editor or a member may send it: a text and a choice for each tool, no topic twice. */
export const editedStackupSchema = stackupDocumentSchema.superRefine(({ tools, claims, choices }, context) => {
  const add = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
  if ([...new Set(tools)].sort().join() !== tools.join())
    add(["tools"], "Tools stand in alphabetical order, each once.");
  if (choices.length !== tools.length) add(["choices"], "There is one “choose” for each tool.");
  claims.forEach(({ topic, cells }, place) => {
    if (cells.length !== tools.length) add(["claims", place, "cells"], "There is one text for each tool.");
    const first = claims.findIndex((claim) => claim.topic.toLowerCase() === topic.toLowerCase());
    if (first < place) add(["claims", place, "topic"], `The topic “${topic}” stands twice.`);
  });
});

const storedSourceSchema = z.object({ url: z.string(), title: z.string(), checked: z.string() });

/** The cells of a claim as a revision keeps them. */
export const storedCellsSchema = z.array(z.object({ text: z.string(), source: storedSourceSchema }));

/** A document as a revision keeps it: the same shape without the limits, which were others when it was written. */
export const storedStackupSchema: z.ZodType<StackupDocument> = z.object({
  tools: z.array(z.string()),
  summary: z.string(),
  claims: z.array(z.object({ topic: z.string(), cells: storedCellsSchema })),
  choices: z.array(z.string()),
  neither: z.string().nullable(),
});

const text = z.string().catch("");
const typedCellSchema = z.object({ text, url: text, title: text, checked: text });
export type TypedCell = z.infer<typeof typedCellSchema>;

/** What was typed into the form of a stackup: text in every field, whether or not it is right. */
export const typedStackupSchema = z.object({
  summary: text,
  claims: z
    .array(z.object({ topic: text, cells: z.array(typedCellSchema).catch([]) }))
    .max(MAX_CLAIMS)
    .catch([]),
  choices: z.array(text).catch([]),
  neither: text,
});
export type TypedStackup = z.infer<typeof typedStackupSchema>;

/** An editor's wish to take written differences off the site, or to bring them back. */
export const stackupRemovalSchema = z.object({
  pair: z.string().max(300),
  base: rowIdOrNoneSchema,
  reason: reasonSchema,
  do: z.enum(["remove", "bring-back"]),
});

/** A written stackup as its form needs it: the number of its newest revision, and all that was written. */
export type EditedStackup = { id: number; revision: number; isRemoved: boolean; document: StackupDocument };

/** A written stackup in the list of the admin area. */
export type StackupEntry = {
  slug: string;
  tools: { slug: string; name: string }[];
  claims: number;
  checkedOn: string;
  /** Day of the oldest check among its claims. */
  oldestCheck: string | null;
  editedAt: string | null;
  isRemoved: boolean;
};

export const stackupFilters = ["all", "old", "edited", "removed"] as const;
export type StackupFilter = (typeof stackupFilters)[number];

/** What the list of written stackups is asked for in its address. */
export const stackupListParamsSchema = z.object({
  q: z
    .string()
    .trim()
    .max(100)
    .refine((words) => !words.includes("\0"))
    .catch(""),
  filter: z.enum(stackupFilters).catch("all"),
  /** Names that led to no tool. */
  unknown: z.string().max(400).optional().catch(undefined),
});
