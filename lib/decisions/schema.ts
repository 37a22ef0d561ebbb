import { z } from "zod";
import { line, prose, stackSlugSchema, visibilities } from "@/lib/stacks/schema";
import { slugSchema, type ToolName } from "@/lib/tools/schema";

/** How long the texts of a decision may be. */
export const TITLE_MAX = 120;
export const TEXT_MAX = 4000;
export const NOTE_MAX = 600;

/** The slug of a decision as it stands in its address. */
export const decisionSlugSchema = stackSlugSchema;

const daySchema = z.iso.date("must be a day").refine((day) => day >= "1990-01-01" && day < "2100-01-01", {
  message: "must be a day between 1990 and 2099",
});

/** A text that has to be there. */
const needed = (most: number) => prose(most).refine((text) => text !== "", "must not be empty");

/** What is sent to record or to change a decision. */
export const decisionSchema = z
  .strictObject({
    title: line(TITLE_MAX),
    context: needed(TEXT_MAX),
    /** The tools that were compared. */
    options: z
      .array(z.strictObject({ tool: slugSchema, note: prose(NOTE_MAX) }))
      .min(2, "a decision compares at least two tools")
      .max(4, "a decision compares at most four tools"),
    /** Slug of the option that was chosen. */
    chosen: slugSchema,
    reasons: needed(TEXT_MAX),
    decidedOn: daySchema,
    revisitOn: daySchema.nullable(),
    visibility: z.enum(visibilities),
    /** Slug of the stack of one's own that it belongs to. */
    stack: stackSlugSchema.nullable(),
  })
  .refine(({ options, chosen }) => options.some(({ tool }) => tool === chosen), {
    path: ["chosen"],
    message: "must be one of the options",
  })
  .refine(({ options }) => new Set(options.map(({ tool }) => tool)).size === options.length, {
    path: ["options"],
    message: "must name each tool once",
  })
  .refine(({ decidedOn, revisitOn }) => revisitOn === null || revisitOn > decidedOn, {
    path: ["revisitOn"],
    message: "must be after the day of the decision",
  });
export type DecisionContent = z.infer<typeof decisionSchema>;

/** What one's form of a decision sends: its stackup, or the slug of the decision that is changed, and what was typed. */
export const decisionFormSchema = z.object({
  pair: z.string().max(400).default(""),
  slug: z.union([z.literal(""), decisionSlugSchema]).default(""),
  title: z.string().default(""),
  context: z.string().default(""),
  chosen: z.string().default(""),
  "note-0": z.string().default(""),
  "note-1": z.string().default(""),
  "note-2": z.string().default(""),
  "note-3": z.string().default(""),
  reasons: z.string().default(""),
  decidedOn: z.string().default(""),
  revisitOn: z.string().default(""),
  visibility: z.string().default(""),
  stack: z.string().default(""),
});
export type DecisionForm = z.infer<typeof decisionFormSchema>;

export const decisionSlugFormSchema = z.object({ slug: decisionSlugSchema });

/** An option as pages show it; `isShown` is false for a tool that was taken off the site since. */
export type DecisionOption = ToolName & { note: string; isChosen: boolean; isShown: boolean };

/** All that a decision's page shows; days as `YYYY-MM-DD`. */
export type DecisionPage = {
  slug: string;
  title: string;
  context: string;
  reasons: string;
  options: DecisionOption[];
  decidedOn: string;
  revisitOn: string | null;
  visibility: (typeof visibilities)[number];
  author: string | null;
  /** The stackup that compares the options. */
  stackup: string;
  /** Its stack, where everybody who sees the decision may see that. */
  stack: { slug: string; name: string } | null;
};

/** A decision in a list. */
export type DecisionCard = { slug: string; title: string; chosen: string; decidedOn: string; author: string | null };

/** The newest decisions of a list, and how many there are. */
export type DecisionList = { decisions: DecisionCard[]; total: number };

/** One of a member's own decisions, as their list of them shows it. */
export type OwnDecision = Pick<DecisionPage, "slug" | "title" | "visibility">;
