import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import { firstOf } from "@/lib/fields/schema";
import { statementIdSchema, statementKindSchema } from "@/lib/statements/schema";
import { storedSlugSchema, webUrlSchema } from "@/lib/tools/schema";

export const TEXT_MIN = 3;
export const TEXT_MAX = 120;
export const NOTE_MAX = 2000;
export const VERSION_MAX = 40;

/** Letters that cannot be seen or that reorder others, separators of lines, halves of letters, private letters. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;
/** The same for longer texts, where some scripts need joiners, and control characters but tab and line feed. */
const UNSEEN_IN_NOTE = /[\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}|(?![\t\n])\p{Cc}/u;
/** Marks piled up on one letter, which cover the lines above and below. */
const PILED_MARKS = /\p{M}{5}/u;
/** More than four quotes and list marks at the start of one line, or a list mark far to the right. */
const DEEP_NESTING = /^(?:[\t ]*(?:(?:>|[-+*][\t ]|\d{1,9}[.)][\t ])[\t ]*){5}|[\t ]{13,}[-+*\d])/m;
/** Reading Markdown takes longer with each mark that may open something, so a note may have this many. */
const MARKS_MAX = 200;

function plainLine(min: number, max: number, noun: string) {
  return z
    .string()
    .transform((text) =>
      text
        .normalize("NFC")
        .replace(/\p{Zs}+/gu, " ")
        .trim(),
    )
    .pipe(
      z
        .string()
        .refine((text) => [...text].length >= min, `${noun} has at least ${min} characters.`)
        .max(max, `${noun} has at most ${max} characters.`),
    )
    .refine(
      (text) => lineSchema(min, max).safeParse(text).success && !UNSEEN.test(text) && !PILED_MARKS.test(text),
      `${noun} is one line of plain text, without control characters and letters that cannot be seen.`,
    );
}

/** A field that may stay empty: blanks alone are nothing. */
function optional<Shape extends z.ZodType<string, string>>(shape: Shape) {
  const nothing = (value: unknown) =>
    typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() || null : (value ?? null);
  return z.preprocess(nothing, shape.nullable());
}

/** The words of a statement. */
export const statementTextSchema = plainLine(TEXT_MIN, TEXT_MAX, "A statement").refine(
  (text) => /[\p{L}\p{N}]/u.test(text),
  "A statement is made of words.",
);

const noteSchema = z
  .string()
  .max(NOTE_MAX, `A note has at most ${NOTE_MAX} characters.`)
  .refine(
    (text) => !UNSEEN_IN_NOTE.test(text) && !PILED_MARKS.test(text),
    "A note is plain text, without control characters and letters that cannot be seen.",
  )
  .refine(
    (text) => text.split(/[[*_`<&]/).length <= MARKS_MAX + 1,
    `A note has at most ${MARKS_MAX} marks such as * _ [ and backticks.`,
  )
  .refine((text) => !DEEP_NESTING.test(text), "A note has lists of at most four levels.");

const sourceSchema = webUrlSchema
  .transform((text) => new URL(text).href)
  .refine((text) => text.length <= 500, "This link is too long.");

/** What a member writes of a statement, checked: empty fields are null. */
export const draftSchema = z.object({
  text: statementTextSchema,
  note: optional(noteSchema),
  version: optional(plainLine(1, VERSION_MAX, "A version")),
  source: optional(sourceSchema),
});
export type Draft = z.infer<typeof draftSchema>;

/** What a member typed, as it goes back into the form when something is not right: only its size is checked. */
export const typedSchema = z.object({
  text: z.string().max(4000).default(""),
  note: z.string().max(20_000).default(""),
  version: z.string().max(4000).default(""),
  source: z.string().max(4000).default(""),
});
export type Typed = z.infer<typeof typedSchema>;

/** A new statement as a form or a script sends it; `anyway` says that the near-duplicates were seen. */
export const addSchema = typedSchema.extend({
  tool: storedSlugSchema,
  kind: statementKindSchema,
  anyway: z.preprocess((value) => value === "on" || value === true, z.boolean()),
});

/** A change of one's own statement. */
export const editSchema = typedSchema.extend(statementIdSchema.shape);

const text = firstOf(z.string().max(20_000).catch(""));

/** The search parameters of the forms: what was typed, and whether it was sent once (`checked`). */
export const formParamsSchema = z.object({
  kind: firstOf(statementKindSchema.catch("pro")),
  checked: text.transform((value) => value === "1"),
  text,
  note: text,
  version: text,
  source: text,
  /** Set when a statement of the same words waits for an editor or was refused. */
  refused: text.transform((value) => value === "twin"),
  /** Set when the note was too long to come back in the address. */
  lost: text.transform((value) => value === "note"),
});

/** The search parameters of the list of near-duplicates. */
export const nearParamsSchema = z.object({
  tool: storedSlugSchema,
  kind: statementKindSchema.catch("pro"),
  text: statementTextSchema,
});

/** A statement of the same tool whose words are near to what is typed. */
export type NearStatement = {
  id: number;
  kind: "pro" | "con";
  text: string;
  score: number;
  /** The same words under the same kind, in any case of letters. */
  isSame: boolean;
};

/** An editor's word on a statement that waits. */
export const decisionSchema = statementIdSchema.extend({ decision: z.enum(["publish", "refuse"]) });

/** A published, waiting, withdrawn or refused statement, or one that became one with another. */
export type StatementStatus = "published" | "waiting" | "withdrawn" | "refused" | "merged";

type WrittenStatement = {
  id: number;
  tool: { slug: string; name: string };
  kind: "pro" | "con";
  text: string;
  note: string | null;
  version: string | null;
  sourceUrl: string | null;
  /** `YYYY-MM-DD` */
  writtenOn: string;
};

/** A member's own statement, in whatever state it is. */
export type OwnStatement = WrittenStatement & { score: number; status: StatementStatus; isEditable: boolean };
