import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { discardDraft, keepDraft } from "@/lib/edits/mutations";
import { getDraft } from "@/lib/edits/queries";
import { reasonSchema } from "@/lib/edits/schema";
import { DomainError } from "@/lib/errors";
import { authorOf } from "@/lib/members/rules";
import { mergeVersions } from "@/lib/revisions/versions/rules";
import { tagsOfSavedTool } from "@/lib/tags";
import { getStandingTool, getToolVersion } from "@/lib/tools/documents/queries";
import { checkDocument, comparable, readTyped, toDocument, toTyped } from "@/lib/tools/documents/rules";
import { saveTool } from "@/lib/tools/documents/saving/mutations";
import { draftKey, formPath } from "@/lib/tools/forms/rules";
import { mergeFormSchema } from "@/lib/tools/forms/schema";

/**
 * Makes one version of two after two editors changed one tool: the choices made part by part are applied to the newest revision. What
 * comes of it is the editor's draft on that revision, and is saved at once when that was asked for and nothing is wrong with it.
 */
export const POST = editorRoute(mergeFormSchema, "edit", async ({ input, viewer }) => {
  const { tool: slug, choices } = input;
  const place = { memberId: viewer.id, subject: "tool" as const, subjectKey: draftKey(input) };
  const [draft, now] = await Promise.all([getDraft(viewer.id, "tool", place.subjectKey), getStandingTool(slug)]);
  if (!now) throw new DomainError("missing", "There is no such tool any more.");
  // Somebody changed it once more, or the draft is gone: the page shows what stands there now.
  if (!draft || now.revision !== input.base) return { goTo: formPath(input) };
  const was = (await getToolVersion(now.id, draft.base)) ?? now.document;
  const version = (typed: Record<string, unknown>) => comparable(typed, slug);
  const { merged, open } = mergeVersions(
    version(toTyped(was)),
    version(toTyped(now.document)),
    version(draft.typed),
    choices,
  );
  if (open.length > 0) throw new DomainError("invalid", "Choose a version of every part that both of you changed.");
  const typed = readTyped(merged);
  const keep = (faults: Record<string, string>) =>
    keepDraft(db(), place, { base: now.revision, content: { typed, reason: draft.reason, faults } });
  const { document, faults } = checkDocument(toDocument(typed, slug));
  const reason = reasonSchema.safeParse(draft.reason).data;
  if (!document || !reason || input.do !== "save" || input.suggestion > 0) {
    await keep(faults ?? {});
    return { goTo: formPath(input) };
  }
  try {
    const author = authorOf(viewer);
    const saved = await saveTool(db(), { document, base: now.revision, author, reason });
    await discardDraft(db(), place);
    return { tags: tagsOfSavedTool(saved), goTo: `/tools/${saved.slug}`, body: saved };
  } catch (error) {
    if (!(error instanceof DomainError) || (error.code !== "conflict" && error.code !== "invalid")) throw error;
    await keep(error.code === "invalid" ? error.fields : {});
    return { goTo: `${formPath(input)}#faults` };
  }
});
