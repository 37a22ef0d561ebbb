import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { discardDraft } from "@/lib/edits/mutations";
import { DomainError } from "@/lib/errors";
import { takeStackupForm } from "@/lib/stackups/documents/forms/mutations";
import { STACKUP_FORM_MAX, stackupFormSchema } from "@/lib/stackups/documents/forms/schema";
import { getCompared } from "@/lib/stackups/documents/queries";
import { typedFromComputed } from "@/lib/stackups/documents/rules";
import { computeDifferences } from "@/lib/stackups/rules";
import { suggestEdit } from "@/lib/suggestions/mutations";

/** The same form for members: what they write waits for an editor. Buttons and drafts are as in the editors' form. */
export const POST = memberRoute(
  stackupFormSchema,
  "edit",
  async ({ input, viewer, request }) => {
    const compared = await getCompared(input.pair);
    if (!compared) throw new DomainError("missing", "There is no such stackup.");
    const { slug, tools } = compared;
    const path = `/stackups/${slug}/suggest`;
    const computed = input.do === "copy" ? typedFromComputed(computeDifferences(tools), tools.length) : null;
    const slugs = tools.map((tool) => tool.slug);
    const sent = { ...input, suggestion: 0, memberId: viewer.id, slug, tools: slugs, computed };
    const taken = await takeStackupForm(db(), sent);
    if (!taken.ready) {
      const isScript = (request.headers.get("accept") ?? "").includes("application/json");
      if (isScript && Object.keys(taken.faults).length > 0)
        throw new DomainError("invalid", "Something in the form is not right.", taken.faults);
      return { goTo: `${path}${taken.place}`, body: { savedAt: taken.savedAt } };
    }
    const { document, reason } = taken.ready;
    const id = await suggestEdit(db(), {
      memberId: viewer.id,
      subject: "stackup",
      key: slug,
      base: input.base,
      content: document,
      reason,
    });
    await discardDraft(db(), taken.draft);
    return { goTo: "/suggestions", body: { id } };
  },
  { maxBody: STACKUP_FORM_MAX },
);
