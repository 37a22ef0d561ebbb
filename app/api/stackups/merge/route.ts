import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { keepDraft } from "@/lib/edits/mutations";
import { DomainError } from "@/lib/errors";
import { assertIsEditor } from "@/lib/members/rules";
import { mergeVersions } from "@/lib/revisions/versions/rules";
import { getFormTarget, getStackupForm } from "@/lib/stackups/documents/forms/queries";
import { draftKey, stackupFormPath } from "@/lib/stackups/documents/forms/rules";
import { stackupMergeSchema } from "@/lib/stackups/documents/forms/schema";
import { fromParts, listTopics, toParts, toTyped } from "@/lib/stackups/documents/rules";

/**
 * Makes one version of two after two members changed one stackup: the choices made part by part are applied to the newest revision, and
 * what comes of it is the member's draft on that revision.
 */
export const POST = memberRoute(stackupMergeSchema, "edit", async ({ input, viewer }) => {
  const { slug, tools } = await getFormTarget(input.pair, "");
  const { suggestion } = input;
  const path = stackupFormPath(slug, input);
  // Only editors look into what others suggest.
  if (suggestion > 0) assertIsEditor(viewer);
  const { form: opened, written, conflict } = await getStackupForm(viewer.id, slug, tools, { suggestion });
  // Somebody changed it once more, or the draft is gone: the page shows what stands there now.
  if (!conflict || !written || written.revision !== input.base) return { goTo: path };
  const { before, theirs, yours } = conflict;
  const topics = listTopics(theirs, yours, ...(before ? [before] : []));
  const parts = [before ?? { ...theirs, claims: [] }, theirs, yours].map((version) => toParts(version, topics));
  const [was = {}, standing = {}, own = {}] = parts;
  const { merged, open } = mergeVersions(before ? was : {}, standing, own, input.choices);
  if (open.length > 0) throw new DomainError("invalid", "Choose a version of every part that both of you changed.");
  const typed = toTyped(fromParts(merged, topics, theirs));
  const place = { memberId: viewer.id, subject: "stackup" as const, subjectKey: draftKey(slug, suggestion) };
  await keepDraft(db(), place, { base: written.revision, content: { typed, reason: opened.reason, faults: {} } });
  return { goTo: `${path}#preview` };
});
