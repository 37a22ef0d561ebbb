import { memberRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { dropDecisionDraft, keepDecisionDraft } from "@/lib/decisions/drafts/mutations";
import { decisionFormPath } from "@/lib/decisions/drafts/rules";
import { changeDecision, recordDecision } from "@/lib/decisions/mutations";
import { getOwnDecision } from "@/lib/decisions/queries";
import { readDecisionForm } from "@/lib/decisions/rules";
import { decisionFormSchema } from "@/lib/decisions/schema";
import { DomainError } from "@/lib/errors";
import { getCompared } from "@/lib/stackups/documents/queries";
import { tagsOfDecision } from "@/lib/tags";

/**
 * Records a decision between the tools of a stackup, or changes one's own. A script gets 201 or 200 with its address, or what is
 * wrong; a form that is refused is kept as a draft and goes back to its page, which shows it with what is wrong.
 */
export const POST = memberRoute(decisionFormSchema, "stack", async ({ input, viewer, request }) => {
  const isNew = input.slug === "";
  const own = isNew ? null : await getOwnDecision(viewer.id, input.slug);
  const compared = isNew ? await getCompared(input.pair) : null;
  if (isNew && !compared) throw new DomainError("missing", "There is no such stackup.");
  const tools = (own?.options ?? compared?.tools ?? []).map((tool) => tool.slug);
  const content = readDecisionForm(input, tools);
  const whose = { memberId: viewer.id, subject: compared ? { pair: compared.slug } : { slug: input.slug } };
  try {
    const touch = isNew
      ? await recordDecision(db(), { memberId: viewer.id, content })
      : await changeDecision(db(), { memberId: viewer.id, slug: input.slug, content });
    await dropDecisionDraft(db(), whose);
    const goTo = `/decisions/${touch.slug}`;
    const changed = tagsOfDecision({ ...touch, author: viewer.handle });
    return { tags: changed, goTo, body: { slug: touch.slug, goTo }, status: isNew ? 201 : 200 };
  } catch (error) {
    const isScript = wantsJson(request);
    const hasForm = compared !== null || own !== null;
    if (isScript || !hasForm || !(error instanceof DomainError)) throw error;
    await keepDecisionDraft(db(), { ...whose, draft: { typed: input, why: error.message, faults: error.fields } });
    return { goTo: `${decisionFormPath(whose.subject)}?refused=1` };
  }
});
