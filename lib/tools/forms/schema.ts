import { z } from "zod";
import { nestFields } from "@/lib/edits/rules";
import { rowIdOrNoneSchema, rowIdSchema } from "@/lib/fields/schema";
import { LOGO_MAX } from "@/lib/logos/files/schema";
import { readTyped } from "@/lib/tools/documents/rules";
import type { TypedTool } from "@/lib/tools/documents/schema";

/** The largest form of a tool that is taken, in bytes: all its fields, and one logo. */
export const TOOL_FORM_MAX = LOGO_MAX + 192 * 1024;

const controlSchema = z.object({
  /** Slug of the tool; empty for a new one. */
  tool: z.string().max(64).default(""),
  /** Revision of the tool on which the form was opened. */
  base: rowIdOrNoneSchema.catch(0),
  /** Number of the suggestion that is being changed; 0 for none. */
  suggestion: rowIdOrNoneSchema.catch(0),
  mode: z.enum(["edit", "suggest"]).catch("edit"),
  reason: z.string().max(2000).default(""),
  do: z.string().max(100).default("keep"),
  logoFile: z.instanceof(File).nullable().catch(null),
});

/** The form of a tool as it is sent: what it is for, and what was typed. */
export const toolFormSchema = z.record(z.string(), z.unknown()).transform((fields) => {
  const { logoFile, ...control } = controlSchema.parse(fields);
  // A browser sends an empty file when none was chosen.
  return {
    ...control,
    logoFile: logoFile && logoFile.size > 0 ? logoFile : null,
    typed: readTyped(nestFields(fields)),
  };
});
export type ToolForm = z.infer<typeof toolFormSchema>;

/** What stands in a form of a tool. */
export type ToolFormState = {
  /** Slug of the tool; empty for a new one. */
  tool: string;
  base: number;
  suggestion: number;
  mode: "edit" | "suggest";
  typed: TypedTool;
  reason: string;
  faults: Record<string, string>;
  /** When the draft in the form was kept, in words; null when the form shows what stands there. */
  draftOf: string | null;
};

/** Which version of each part is taken when two people changed one tool, and what happens then. */
export const mergeFormSchema = z.record(z.string(), z.unknown()).transform((fields) => {
  const choices = Object.entries(fields).flatMap(([name, value]): [string, "theirs" | "yours"][] =>
    name.startsWith("choice:") && (value === "theirs" || value === "yours")
      ? [[name.slice("choice:".length), value]]
      : [],
  );
  return { ...controlSchema.parse(fields), choices: Object.fromEntries(choices) };
});

/** An editor's wish to make a tool stand as it did in an earlier revision; `base` is the newest one that the editor saw. */
export const restoreSchema = z.object({
  tool: z.string().min(1).max(64),
  number: rowIdSchema,
  base: rowIdOrNoneSchema,
});
