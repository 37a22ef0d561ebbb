import "server-only";
import { getDraft } from "@/lib/edits/queries";
import { type EditedStackup, getEditedStackup, getStackupVersion } from "@/lib/stackups/documents/queries";
import { emptyTyped, readTyped, toDocument, toTyped } from "@/lib/stackups/documents/rules";
import type { EditedForm, StackupDocument } from "@/lib/stackups/documents/schema";

/** A member's form of a stackup, what stands now, and (`conflict`) the version on which the form was opened where that is another. */
export type StackupForm = {
  form: EditedForm;
  written: EditedStackup | null;
  conflict: { before: StackupDocument | null; theirs: StackupDocument; yours: StackupDocument } | null;
};

/**
 * The form of a stackup for one member: the draft that they kept, else the version of this number (for restoring it), else what stands
 * now. Not cached: it is the member's own.
 */
export async function getStackupForm(
  memberId: string,
  slug: string,
  tools: string[],
  version: number | null,
): Promise<StackupForm> {
  const [written, draft] = await Promise.all([getEditedStackup(slug), getDraft(memberId, "stackup", slug)]);
  const revision = written?.revision ?? 0;
  if (draft) {
    const { base, reason, faults, savedAt } = draft;
    const typed = readTyped(draft.typed, tools.length);
    const form = { typed, base, reason, faults, savedAt };
    if (base === revision || !written) return { form: { ...form, base: revision }, written, conflict: null };
    const before = await getStackupVersion(slug, base);
    return {
      form,
      written,
      conflict: { before, theirs: written.document, yours: toDocument(typed, written.document.tools) },
    };
  }
  const restored = version === null ? null : await getStackupVersion(slug, version);
  const document = restored ?? written?.document;
  return {
    form: {
      typed: document ? toTyped(document) : emptyTyped(tools.length),
      base: revision,
      reason: restored ? `Version ${version} restored` : "",
      faults: {},
      savedAt: null,
    },
    written,
    conflict: null,
  };
}
