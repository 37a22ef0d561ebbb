import "server-only";
import { getDraft } from "@/lib/edits/queries";
import { draftKey } from "@/lib/stackups/documents/forms/rules";
import type { EditedForm } from "@/lib/stackups/documents/forms/schema";
import { type EditedStackup, getEditedStackup, getStackupVersion } from "@/lib/stackups/documents/queries";
import { emptyTyped, readTyped, toDocument, toTyped } from "@/lib/stackups/documents/rules";
import { type StackupDocument, storedStackupSchema } from "@/lib/stackups/documents/schema";
import { getWaitingSuggestion } from "@/lib/suggestions/queries";

/** A member's form of a stackup, what stands now, and (`conflict`) the version on which the form was opened where that is another. */
export type StackupForm = {
  form: EditedForm;
  written: EditedStackup | null;
  conflict: { before: StackupDocument | null; theirs: StackupDocument; yours: StackupDocument } | null;
};

/**
 * The form of a stackup for one member: the draft that they kept, else the suggestion or the version of this number (to change or to restore
 * it), else what stands now. Not cached: it is the member's own.
 */
export async function getStackupForm(
  memberId: string,
  slug: string,
  tools: string[],
  { version = 0, suggestion = 0 }: { version?: number; suggestion?: number },
): Promise<StackupForm> {
  const [written, draft, waiting] = await Promise.all([
    getEditedStackup(slug),
    getDraft(memberId, "stackup", draftKey(slug, suggestion)),
    suggestion > 0 ? getWaitingSuggestion(suggestion) : null,
  ]);
  const revision = written?.revision ?? 0;
  const suggested = storedStackupSchema.safeParse(waiting?.content).data;
  const opened = draft
    ? { ...draft, typed: readTyped(draft.typed, tools.length) }
    : suggested && waiting && { ...waiting, typed: toTyped(suggested), faults: {}, savedAt: null };
  if (opened) {
    const { base, reason, faults, savedAt, typed } = opened;
    const form = { typed, base, reason, faults, savedAt };
    if (base === revision || !written) return { form: { ...form, base: revision }, written, conflict: null };
    const before = await getStackupVersion(slug, base);
    const yours = toDocument(typed, written.document.tools);
    return { form, written, conflict: { before, theirs: written.document, yours } };
  }
  const restored = version > 0 ? await getStackupVersion(slug, version) : null;
  const document = restored ?? written?.document;
  return {
    form: {
      typed: document ? toTyped(document) : emptyTyped(tools.length),
      base: revision,
      reason: restored ? `Restored revision ${version}` : "",
      faults: {},
      savedAt: null,
    },
    written,
    conflict: null,
  };
}
