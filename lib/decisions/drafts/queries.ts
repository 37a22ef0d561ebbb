import "server-only";
import { db } from "@/lib/db";
import { type DecisionSubject, draftKey } from "@/lib/decisions/drafts/rules";
import { type DecisionDraft, decisionDraftSchema } from "@/lib/decisions/drafts/schema";

/** What a member sent last with a form that was refused; null when nothing is kept. Not cached: it is the member's own. */
export async function getDecisionDraft(memberId: string, subject: DecisionSubject): Promise<DecisionDraft | null> {
  const row = await db().decisionDraft.findUnique({
    where: { memberId_formKey: { memberId, formKey: draftKey(subject) } },
  });
  return decisionDraftSchema.safeParse(row?.content).data ?? null;
}
