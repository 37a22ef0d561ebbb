import "server-only";
import type { Database } from "@/lib/db";
import { discardDraft, keepDraft } from "@/lib/edits/mutations";
import { nestFields } from "@/lib/edits/rules";
import { reasonSchema, rowCommandSchema } from "@/lib/edits/schema";
import { draftKey } from "@/lib/stackups/documents/forms/rules";
import type { TakenForm } from "@/lib/stackups/documents/forms/schema";
import { changeClaims, checkStackup, readTyped, toDocument, withoutBlankClaims } from "@/lib/stackups/documents/rules";
import type { TypedStackup } from "@/lib/stackups/documents/schema";

/** What a form of a stackup was sent with: its fields as they came, the button that sent it, and whose it is. */
export type SentForm = {
  memberId: string;
  slug: string;
  tools: string[];
  base: number;
  /** Number of the suggestion that is being changed; 0 for none. */
  suggestion: number;
  /** Which button sent it. */
  do: string;
  reason: string;
  fields: Record<string, unknown>;
  /** Claims to put in place of those typed, when that is what the button asks for. */
  computed: TypedStackup["claims"] | null;
};

/**
 * Keeps what was typed as the member's draft, changed as the button asks. When the button asks for saving and all is right, answers
 * the document; the draft stays until the caller has saved it.
 */
export async function takeStackupForm(database: Database, sent: SentForm): Promise<TakenForm> {
  const { memberId, slug, tools, base, do: button, reason, computed } = sent;
  const place = { memberId, subject: "stackup" as const, subjectKey: draftKey(slug, sent.suggestion) };
  if (button === "discard") {
    await discardDraft(database, place);
    return { ready: null, place: "", savedAt: null, faults: {} };
  }
  const typed = readTyped(nestFields(sent.fields), tools.length);
  const keep = (content: TypedStackup, faults: Record<string, string> = {}) =>
    keepDraft(database, place, { base, content: { typed: content, reason, faults } });
  const command = rowCommandSchema.safeParse(button);
  if (command.success && command.data.list.join(".") === "claims") {
    const changed = changeClaims(typed, command.data);
    const savedAt = await keep(changed);
    const { act: move, row } = command.data;
    const target =
      move === "add" ? changed.claims.length - 1 : move === "up" ? row - 1 : move === "down" ? row + 1 : row;
    return {
      ready: null,
      place: `#claim-${Math.max(0, Math.min(target, changed.claims.length - 1))}`,
      savedAt,
      faults: {},
    };
  }
  if (computed) {
    const savedAt = await keep({ ...typed, claims: computed });
    return { ready: null, place: "#claim-0", savedAt, faults: {} };
  }
  if (button !== "save") {
    const savedAt = await keep(typed);
    return { ready: null, place: button === "preview" ? "#preview" : "#form", savedAt, faults: {} };
  }
  // What is wrong with a row is told by its number, so rows in which nothing was typed go first.
  const filled = withoutBlankClaims(typed);
  const checked = checkStackup(toDocument(filled, tools));
  const why = reasonSchema.safeParse(reason);
  const faults = {
    ...checked.faults,
    ...(why.success ? {} : { reason: why.error.issues[0]?.message ?? "Say why." }),
  };
  const savedAt = await keep(filled.claims.length > 0 ? filled : typed, faults);
  if (!checked.document || !why.success) return { ready: null, place: "#form", savedAt, faults };
  return { ready: { document: checked.document, reason: why.data }, draft: place };
}
