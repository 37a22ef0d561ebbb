import { memberRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { editStatement } from "@/lib/statements/drafts/mutations";
import { faultsOf, formPath, statementPath } from "@/lib/statements/drafts/rules";
import { draftSchema, editSchema } from "@/lib/statements/drafts/schema";
import { tagsOfStatements } from "@/lib/tags";

/** A change of one's own statement. A form that is not right goes back to its page with what was typed. */
export const POST = memberRoute(editSchema, "statement", async ({ input, viewer, request }) => {
  const { statement: statementId, ...typed } = input;
  const faults = faultsOf(typed);
  if (Object.keys(faults).length > 0) {
    const isScript = wantsJson(request);
    if (!isScript) return { goTo: formPath(`/statements/${statementId}/edit`, typed) };
    throw new DomainError("invalid", "Something in the form is not right.", faults);
  }
  const draft = draftSchema.parse(typed);
  const { toolSlug, status } = await editStatement(db(), { memberId: viewer.id, statementId, draft });
  return {
    tags: tagsOfStatements([toolSlug], [viewer.handle]),
    goTo: status === "published" ? statementPath(toolSlug, statementId) : "/statements",
    body: { id: statementId, status },
  };
});
