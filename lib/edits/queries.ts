import "server-only";
import { db } from "@/lib/db";
import { draftContentSchema, type EditDraft } from "@/lib/edits/schema";

/** A member's draft of a subject; null when there is none. Not cached: it is the member's own. */
export async function getDraft(
  memberId: string,
  subject: "tool" | "stackup",
  subjectKey: string,
): Promise<EditDraft | null> {
  const row = await db().editDraft.findUnique({
    where: { memberId_subject_subjectKey: { memberId, subject, subjectKey } },
    select: { base: true, content: true, updatedAt: true },
  });
  const content = draftContentSchema.safeParse(row?.content);
  return row && content.success ? { ...content.data, base: row.base, savedAt: row.updatedAt.toISOString() } : null;
}
