import { z } from "zod";

/** What was typed into a form, as it is laid out in the names of its fields. */
export type Typed = { [name: string]: unknown };

/** What a draft keeps: what was typed, the reason given for the change, and what was wrong with it when it was sent last. */
export const draftContentSchema = z.object({
  typed: z.record(z.string(), z.unknown()),
  reason: z.string().catch(""),
  faults: z.record(z.string(), z.string()).catch({}),
});
export type DraftContent = z.infer<typeof draftContentSchema>;

/** A form that somebody filled in and did not send yet, with the revision on which it was opened and the moment (ISO 8601). */
export type EditDraft = DraftContent & { base: number; savedAt: string };

/** Why a change is made, in a sentence that stands in the history. */
export const reasonSchema = z
  .string()
  .trim()
  .min(5, "Say why in at least 5 characters: readers see it in the history.")
  .max(200, "A reason has at most 200 characters.")
  .regex(/^\P{C}*$/u, "A reason is one line of plain text.");

/** What a button of a form asks for besides saving: `up features 2`. */
export const rowCommandSchema = z
  .string()
  .regex(/^(?:add|remove|up|down) [a-z]+(?:\.[a-z]+)*(?: \d{1,3})?$/)
  .transform((text) => {
    const [act = "", list = "", row = "0"] = text.split(" ");
    return { act, list: list.split("."), row: Number(row) };
  });
export type RowCommand = z.infer<typeof rowCommandSchema>;
