import "server-only";
import { DomainError } from "@/lib/errors";
import { recordStatement } from "@/lib/events/mutations";
import { Prisma, type PrismaClient } from "@/lib/generated/prisma/client";
import type { Author } from "@/lib/revisions/schema";
import { recordStatementRevision } from "@/lib/statements/documents/mutations";
import { statementDocumentSchema } from "@/lib/statements/documents/schema";
import { PATIENCE, recountStatement } from "@/lib/statements/mutations";

type Locked = { toolId: number; toolSlug: string; status: string; author: string | null };

/**
 * Makes a statement stand with the words of an earlier revision, as a new one; one that an editor refused comes back. Returns its tool
 * and its author's handle. Throws “missing” for no such revision, and “conflict” for a statement that its author withdrew or that
 * became one with another, and where the same words stand by now.
 */
export function restoreStatement(
  database: PrismaClient,
  { statementId, number, author }: { statementId: number; number: number; author: Author },
): Promise<{ toolSlug: string; author: string | null }> {
  const restore = database.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<Locked[]>`
      SELECT s.tool_id AS "toolId", t.slug AS "toolSlug", s.status::text, m.handle AS author
      FROM statements s JOIN tools t ON t.id = s.tool_id LEFT JOIN members m ON m.id = s.author_id
      WHERE s.id = ${statementId} FOR UPDATE OF s`;
    const place = { subject: "statement" as const, subjectId: statementId, number };
    const revision = await tx.revision.findUnique({
      where: { subject_subjectId_number: place },
      select: { content: true },
    });
    const kept = statementDocumentSchema.safeParse(revision?.content).data;
    if (!row || kept?.status !== "published") throw new DomainError("missing", "There is no such revision.");
    if (row.status === "merged")
      throw new DomainError("conflict", "This statement became one with another. Undo that first.");
    if (row.status !== "published" && row.status !== "refused")
      throw new DomainError(
        "conflict",
        "This statement does not stand on the page: only its author or the queue can say so.",
      );
    const { text, note, version, sourceUrl } = kept;
    await tx.$executeRaw`
      UPDATE statements SET text = ${text}, text_key = lower(${text}), note = ${note}, version = ${version},
        source_url = ${sourceUrl}, status = 'published', edited_at = now() WHERE id = ${statementId}`;
    await recordStatementRevision(tx, { statementId, author, reason: `Restored revision ${number}` });
    await recordStatement(tx, { statementId, toolId: row.toolId });
    await recountStatement(tx, statementId, row.toolId);
    return { toolSlug: row.toolSlug, author: row.author };
  }, PATIENCE);
  return restore.catch((error: unknown) => {
    const isTwin =
      error instanceof Prisma.PrismaClientKnownRequestError &&
      (error.code === "P2002" || (error.code === "P2010" && error.message.includes("23505")));
    if (isTwin) throw new DomainError("conflict", "These words stand there already, as another statement.");
    throw error;
  });
}
