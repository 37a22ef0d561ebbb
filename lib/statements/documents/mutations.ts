import "server-only";
import type { Database } from "@/lib/db";
import { recordRevisions } from "@/lib/revisions/mutations";
import type { Author } from "@/lib/revisions/schema";
import type { StatementDocument } from "@/lib/statements/documents/schema";

/** The author that a member is in the history: by the handle of today. */
export async function readAuthor(tx: Database, memberId: string): Promise<Author> {
  const member = await tx.member.findUnique({ where: { id: memberId }, select: { handle: true } });
  return { id: member ? memberId : null, name: member?.handle ?? "deleted member" };
}

/** Writes a revision of a statement as it stands now. To be called in the transaction that changed it, after the change. */
export async function recordStatementRevision(
  tx: Database,
  { statementId, author, reason }: { statementId: number; author: Author; reason: string },
): Promise<void> {
  const row = await tx.statement.findUniqueOrThrow({
    where: { id: statementId },
    select: { toolId: true, kind: true, text: true, note: true, version: true, sourceUrl: true, status: true },
  });
  const { toolId, ...content }: StatementDocument & { toolId: number } = row;
  await recordRevisions(tx, [{ subject: "statement", subjectId: statementId, toolId, author, reason, content }]);
}
