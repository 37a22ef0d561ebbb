import { z } from "zod";
import { rowIdOrNoneSchema } from "@/lib/fields/schema";
import type { EditedStackup, StackupDocument, TypedStackup } from "@/lib/stackups/documents/schema";

/** The largest form of a stackup that is taken, in bytes. */
export const STACKUP_FORM_MAX = 192 * 1024;

/** The form of a stackup as it is shown: what is typed, on which revision it was opened, what was wrong when it was sent last. */
export type EditedForm = {
  typed: TypedStackup;
  base: number;
  reason: string;
  faults: Record<string, string>;
  /** When the draft was kept (ISO 8601); null for a form that nobody has typed in. */
  savedAt: string | null;
};

/** A member's form of a stackup, what stands now, and (`conflict`) the version on which the form was opened where that is another. */
export type StackupFormView = {
  form: EditedForm;
  written: EditedStackup | null;
  conflict: { before: StackupDocument | null; theirs: StackupDocument; yours: StackupDocument } | null;
};

/**
 * What came of a sent form: a document to save, with its reason; or (null) what was typed is kept since `savedAt` (ISO 8601), and `place` says
 * where in the form to go on.
 */
export type TakenForm =
  | {
      ready: { document: StackupDocument; reason: string };
      draft: { memberId: string; subject: "stackup"; subjectKey: string };
    }
  | { ready: null; place: string; savedAt: string | null; faults: Record<string, string> };

const pairSchema = z.string().max(300);

/** The form of a stackup as it is sent: what it is for, which button sent it, and its fields by name. */
export const stackupFormSchema = z
  .looseObject({
    pair: pairSchema,
    /** Revision on which it was opened; 0 where nobody had written. */
    base: rowIdOrNoneSchema.catch(0),
    /** Number of the suggestion that is being changed; 0 for none. */
    suggestion: rowIdOrNoneSchema.catch(0),
    reason: z.string().max(2000).default(""),
    do: z.string().max(60).default("keep"),
  })
  .transform(({ pair, base, suggestion, reason, do: button, ...fields }) => ({
    pair,
    base,
    suggestion,
    reason,
    do: button,
    fields,
  }));

/** Whose of each part is taken when two members changed one stackup; `base` is the newest revision that was compared with. */
export const stackupMergeSchema = z
  .looseObject({
    pair: pairSchema,
    base: rowIdOrNoneSchema,
    suggestion: rowIdOrNoneSchema.catch(0),
    mode: z.enum(["edit", "suggest"]).catch("edit"),
  })
  .transform(({ pair, base, suggestion, mode, ...fields }) => ({
    pair,
    base,
    suggestion,
    mode,
    choices: Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]): [string, "theirs" | "yours"][] =>
        name.startsWith("choice:") && (value === "theirs" || value === "yours")
          ? [[name.slice("choice:".length), value]]
          : [],
      ),
    ),
  }));
