import { isBranch } from "@/lib/edits/rules";
import { type Branch, isByCatalog } from "@/lib/revisions/rules";
import { stackupFormPath } from "@/lib/stackups/documents/forms/rules";
import type { SuggestionSubject } from "@/lib/suggestions/schema";

/** The number of the revision that holds what a suggestion was made on: the first tells what stood before any. */
export function seenNumber(base: number): number {
  return Math.max(1, base);
}

/**
 * What a suggestion was made on, by the revision of that number: nothing at all for a stackup that its member found unwritten and
 * somebody wrote meanwhile. Null when the revision is not there.
 */
export function contentSeen(
  { subject, base }: { subject: SuggestionSubject; base: number },
  revision: { content: unknown; authorId: string | null; author: string } | null | undefined,
): Branch | null {
  if (!revision) return null;
  if (subject === "stackup" && base === 0 && !isByCatalog(revision)) return {};
  return isBranch(revision.content) ? revision.content : null;
}

/** Where an editor changes a suggestion before it is approved: there both versions stand side by side when somebody changed the same meanwhile. */
export function suggestionFormPath({ id, subject, key }: { id: number; subject: string; key: string }): string {
  if (subject === "stackup") return stackupFormPath(key, { mode: "edit", suggestion: id });
  return `/admin/suggestions/${id}/edit`;
}
