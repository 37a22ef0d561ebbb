import "server-only";
import type { Database } from "@/lib/db";
import { type DecisionSubject, draftKey } from "@/lib/decisions/drafts/rules";
import type { DecisionDraft } from "@/lib/decisions/drafts/schema";

type Whose = { memberId: string; subject: DecisionSubject };

/** Keeps what a member sent and what is wrong with it, in place of what was kept before. */
export async function keepDecisionDraft(
  database: Database,
  { memberId, subject, draft }: Whose & { draft: DecisionDraft },
): Promise<void> {
  const formKey = draftKey(subject);
  await database.decisionDraft.upsert({
    where: { memberId_formKey: { memberId, formKey } },
    create: { memberId, formKey, content: draft },
    update: { content: draft },
  });
}

/** Forgets a draft; without one nothing happens. */
export async function dropDecisionDraft(database: Database, { memberId, subject }: Whose): Promise<void> {
  await database.decisionDraft.deleteMany({ where: { memberId, formKey: draftKey(subject) } });
}
