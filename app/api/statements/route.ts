import { memberRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { readEnv } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { addStatement } from "@/lib/statements/drafts/mutations";
import { listNearStatements } from "@/lib/statements/drafts/queries";
import { faultsOf, formPath, statementPath } from "@/lib/statements/drafts/rules";
import { addSchema, draftSchema } from "@/lib/statements/drafts/schema";
import { tagsOfStatements } from "@/lib/tags";

/**
 * A new pro or con. A script gets 400 with the fields, or 409 with the near-duplicates. A form that is not right goes back to its
 * page with what was typed, and the page says what is wrong.
 */
export const POST = memberRoute(addSchema, "statement", async ({ input, viewer, request }) => {
  const { tool, kind, anyway, ...typed } = input;
  const isScript = wantsJson(request);
  const form = `/tools/${tool}/statements/new`;
  const back = { goTo: formPath(form, typed, { kind }) };
  const faults = faultsOf(typed);
  if (Object.keys(faults).length > 0) {
    if (!isScript) return back;
    throw new DomainError("invalid", "Something in the form is not right.", faults);
  }
  const draft = draftSchema.parse(typed);
  const near = await listNearStatements(tool, kind, draft.text);
  if (near.some((statement) => statement.isSame) || (near.length > 0 && !anyway)) {
    const title = near[0]?.isSame
      ? "These words stand there already. Vote for that statement instead."
      : "Statements like this stand there already. Vote for one of them, or send yours again with “anyway”.";
    return { ...back, status: 409, body: { title, status: 409, fields: { text: title }, near } };
  }
  try {
    const firstWaits = readEnv().FIRST_STATEMENTS_WAIT === "on";
    const added = await addStatement(db(), { memberId: viewer.id, toolSlug: tool, kind, draft, firstWaits });
    if (added.status === "waiting")
      return { goTo: `${form}?${new URLSearchParams({ kind })}#waiting`, body: added, status: 201 };
    const changed = tagsOfStatements([tool], [viewer.handle]);
    return { tags: changed, goTo: statementPath(tool, added.id), body: added, status: 201 };
  } catch (error) {
    const isTwin = error instanceof DomainError && error.code === "conflict";
    if (isTwin && !isScript) return { goTo: formPath(form, typed, { kind, refused: "twin" }) };
    throw error;
  }
});
