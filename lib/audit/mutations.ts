import "server-only";
import type { Database } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Author } from "@/lib/revisions/schema";

/** What was done that is no content: `action` in a word or two (`role`, `ban`, `merge of tools`), `subject` to whom or what. */
export type AuditEntry = { actor: Author; action: string; subject: string; details?: Prisma.InputJsonObject };

/** Adds an entry to the log, in the transaction that does what it tells. Entries can never be changed or deleted. */
export async function recordAudit(tx: Database, { actor, action, subject, details = {} }: AuditEntry): Promise<void> {
  await tx.auditEntry.create({
    data: { actorId: actor.id, actor: actor.name, action, subject, details },
    select: { id: true },
  });
}
