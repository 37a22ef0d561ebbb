import { z } from "zod";
import type { TypedStackup } from "@/lib/stackups/documents/schema";

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

const pairSchema = z.string().max(300);
const numberSchema = z.coerce.number().int().min(0).max(2_147_483_647);

/** The form of a stackup as it is sent: what it is for, which button sent it, and its fields by name. */
export const stackupFormSchema = z
  .looseObject({
    pair: pairSchema,
    /** Revision on which it was opened; 0 where nobody had written. */
    base: numberSchema.catch(0),
    /** Number of the suggestion that is being changed; 0 for none. */
    suggestion: numberSchema.catch(0),
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
    base: numberSchema,
    suggestion: numberSchema.catch(0),
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
