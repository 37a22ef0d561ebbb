import "server-only";
import { getDraft } from "@/lib/edits/queries";
import { DomainError } from "@/lib/errors";
import { draftKey } from "@/lib/stackups/documents/forms/rules";
import type { StackupFormView } from "@/lib/stackups/documents/forms/schema";
import { getCompared, getEditedStackup, getStackupVersion } from "@/lib/stackups/documents/queries";
import { emptyTyped, readTyped, toDocument, toTyped, typedFromComputed } from "@/lib/stackups/documents/rules";
import { storedStackupSchema, type TypedStackup } from "@/lib/stackups/documents/schema";
import { computeDifferences } from "@/lib/stackups/rules";
import { getWaitingSuggestion } from "@/lib/suggestions/queries";

/**
 * The form of a stackup for one member: the draft that they kept, else the suggestion or the version of this number (to change or to restore
 * it), else what stands now. Not cached: it is the member's own.
 */
export async function getStackupForm(
  memberId: string,
  slug: string,
  tools: string[],
  { version = 0, suggestion = 0 }: { version?: number; suggestion?: number },
): Promise<StackupFormView> {
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

/**
 * What a sent form of a stackup is about: its canonical slug and the slugs of its tools, with the computed claims when its button asks
 * for them. Throws “missing” for a text that names no stackup.
 */
export async function getFormTarget(
  pair: string,
  button: string,
): Promise<{ slug: string; tools: string[]; computed: TypedStackup["claims"] | null }> {
  const compared = await getCompared(pair);
  if (!compared) throw new DomainError("missing", "There is no such stackup.");
  const { slug, tools } = compared;
  const computed = button === "copy" ? typedFromComputed(computeDifferences(tools), tools.length) : null;
  return { slug, tools: tools.map((tool) => tool.slug), computed };
}
