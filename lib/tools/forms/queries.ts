import "server-only";
import { getDraft } from "@/lib/edits/queries";
import type { EditDraft } from "@/lib/edits/schema";
import { formatMoment } from "@/lib/format";
import { listUnits, mergeVersions, type Unit } from "@/lib/revisions/versions/rules";
import { getWaitingSuggestion } from "@/lib/suggestions/queries";
import { getStandingTool, getToolVersion } from "@/lib/tools/documents/queries";
import { comparable, emptyDocument, readTyped, toDocument, toTyped } from "@/lib/tools/documents/rules";
import { storedToolSchema, type ToolDocument, type TypedTool } from "@/lib/tools/documents/schema";
import { draftKey } from "@/lib/tools/forms/rules";
import type { ToolFormState } from "@/lib/tools/forms/schema";

type Place = Pick<ToolFormState, "tool" | "suggestion" | "mode">;

/** The form of a tool for one member; or, when another editor was faster than the member's draft, both versions part by part. */
export type ToolFormView =
  | { kind: "form"; state: ToolFormState }
  | { kind: "conflict"; tool: string; base: number; suggestion: number; reason: string; units: Unit[] };

function stateOf(place: Place, base: number, typed: TypedTool, draft: EditDraft | null): ToolFormState {
  const { reason = "", faults = {} } = draft ?? {};
  const draftOf = draft && formatMoment(new Date(draft.savedAt));
  return { ...place, base, typed, reason, faults, draftOf };
}

async function readConflict(
  draft: EditDraft,
  slug: string,
  now: { id: number; document: ToolDocument },
): Promise<Unit[]> {
  const was = (await getToolVersion(now.id, draft.base)) ?? now.document;
  const version = (typed: Record<string, unknown>) => toDocument(comparable(typed, slug), slug);
  return listUnits(version(toTyped(was)), version(toTyped(now.document)), version(draft.typed));
}

/** What is in the form when its member opens it; null for a tool that there is not. Not cached: the draft is the member's own. */
export async function getToolForm(memberId: string, place: Place): Promise<ToolFormView | null> {
  const draft = await getDraft(memberId, "tool", draftKey(place));
  if (place.tool === "") {
    const typed = draft ? readTyped(draft.typed) : toTyped(emptyDocument(""));
    return { kind: "form", state: stateOf(place, 0, typed, draft) };
  }
  const now = await getStandingTool(place.tool);
  if (!now) return null;
  if (!draft) return { kind: "form", state: stateOf(place, now.revision, toTyped(now.document), null) };
  if (place.mode === "edit" && draft.base !== now.revision) {
    const units = await readConflict(draft, place.tool, now);
    if (units.some((unit) => unit.changedBy !== "them")) {
      const { suggestion } = place;
      return { kind: "conflict", tool: place.tool, base: now.revision, suggestion, reason: draft.reason, units };
    }
    // Nothing of the draft is new: the form shows what stands there now.
    return { kind: "form", state: stateOf(place, now.revision, toTyped(now.document), draft) };
  }
  return { kind: "form", state: stateOf(place, draft.base, readTyped(draft.typed), draft) };
}

/** The form in which an editor changes a suggestion before it is approved; null when it does not wait any more. Not cached. */
export async function getSuggestionForm(
  memberId: string,
  suggestion: number,
): Promise<{ view: ToolFormView; member: string } | null> {
  const found = await getWaitingSuggestion(suggestion);
  if (found?.subject !== "tool") return null;
  const place = { tool: found.subjectKey, suggestion, mode: "edit" as const };
  const [view, now] = await Promise.all([getToolForm(memberId, place), getStandingTool(found.subjectKey)]);
  if (!view || !now) return null;
  if (view.kind === "conflict" || view.state.draftOf) return { view, member: found.member };
  const was = (await getToolVersion(now.id, found.base)) ?? now.document;
  // Where both changed a part, the suggestion stands in the form: the editor sees what stands there beside it.
  const { merged, open } = mergeVersions(was, now.document, found.content);
  const choices = Object.fromEntries(open.map((unit) => [unit, "yours" as const]));
  const content = open.length > 0 ? mergeVersions(was, now.document, found.content, choices).merged : merged;
  const document = storedToolSchema.safeParse({ ...content, slug: now.document.slug }).data ?? now.document;
  const typed = toTyped(document);
  return {
    view: { kind: "form", state: { ...view.state, typed, reason: found.reason } },
    member: found.member,
  };
}
