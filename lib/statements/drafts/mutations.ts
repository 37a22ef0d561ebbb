import "server-only";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { recordStatement } from "@/lib/events/mutations";
import { capitalise } from "@/lib/format";
import { Prisma, type PrismaClient } from "@/lib/generated/prisma/client";
import { isEditor } from "@/lib/members/rules";
import type { Viewer } from "@/lib/members/schema";
import { readAuthor, recordStatementRevision } from "@/lib/statements/documents/mutations";
import { EDIT_MINUTES, mayEdit } from "@/lib/statements/drafts/rules";
import type { Draft } from "@/lib/statements/drafts/schema";
import { PATIENCE, recountStatement } from "@/lib/statements/mutations";
import type { StatementKind } from "@/lib/statements/schema";

type Locked = {
  id: number;
  toolId: number;
  toolSlug: string;
  kind: StatementKind;
  text: string;
  status: "published" | "waiting" | "withdrawn" | "refused" | "merged";
  authorId: string | null;
  createdAt: Date;
};

const GONE = "This statement does not exist any more.";

/** Reads a statement and holds its row until the transaction ends, so that no vote and no edit comes in between. */
async function lockStatement(tx: Database, statementId: number): Promise<Locked> {
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT s.id, s.tool_id AS "toolId", t.slug AS "toolSlug", s.kind::text, s.text, s.status::text, s.author_id AS "authorId",
      s.created_at AS "createdAt"
    FROM statements s JOIN tools t ON t.id = s.tool_id WHERE s.id = ${statementId} FOR UPDATE OF s`;
  if (!row) throw new DomainError("missing", GONE);
  return row;
}

/** The same for its author. Another member's statement is “forbidden”, or “missing” where it is not public. */
async function lockOwn(tx: Database, statementId: number, memberId: string): Promise<Locked> {
  const row = await lockStatement(tx, statementId);
  if (row.authorId !== memberId) {
    if (row.status !== "published") throw new DomainError("missing", GONE);
    throw new DomainError("forbidden", "This statement is another member’s. You can report it.");
  }
  if (row.status !== "published" && row.status !== "waiting")
    throw new DomainError("conflict", `This statement was ${row.status} before.`);
  return row;
}

/** Writes a revision of what a member did to a statement, an author or an editor. */
async function recordOwn(
  tx: Database,
  { statementId, memberId, reason }: { statementId: number; memberId: string; reason: string },
): Promise<void> {
  await recordStatementRevision(tx, { statementId, author: await readAuthor(tx, memberId), reason });
}

/** A text as the database keeps it for comparison; its lower case is what counts, not JavaScript's. */
async function keyOf(tx: Database, text: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ key: string }[]>`SELECT lower(${text}) AS key`;
  return row?.key ?? text;
}

/** A withdrawn statement makes room for a new one of the same words. */
async function clearWithdrawn(tx: Database, place: { toolId: number; kind: StatementKind; textKey: string }) {
  await tx.statement.deleteMany({ where: { ...place, status: "withdrawn" } });
}

async function refuseTwin(
  tx: Database,
  place: { toolId: number; kind: StatementKind; textKey: string },
): Promise<DomainError> {
  const twin = await tx.statement.findUnique({ where: { toolId_kind_textKey: place }, select: { status: true } });
  const why = {
    published: "These words stand there already. Vote for that statement instead.",
    waiting: "Somebody wrote the same before; it waits for an editor.",
    refused: "An editor refused a statement of these words.",
    withdrawn: "These words were just withdrawn. Try again.",
    merged: "A statement of these words became one with another. Vote for that one instead.",
  }[twin?.status ?? "withdrawn"];
  return new DomainError("conflict", why, { text: why });
}

/**
 * Adds a pro or a con. It waits for an editor when `firstWaits`, unless its author has a published statement already or is an
 * editor. Throws “missing” for an unknown tool and “conflict” for words that stand there; the unique index settles races.
 */
export async function addStatement(
  database: PrismaClient,
  {
    memberId,
    toolSlug,
    kind,
    draft,
    firstWaits,
  }: { memberId: string; toolSlug: string; kind: StatementKind; draft: Draft; firstWaits: boolean },
): Promise<{ id: number; status: "published" | "waiting" }> {
  return database.$transaction(async (tx) => {
    const tool = await tx.tool.findUnique({ where: { slug: toolSlug, removedAt: null }, select: { id: true } });
    if (!tool) throw new DomainError("missing", "There is no such tool any more.");
    // Held before any statement, in the order that the deletion of an account keeps too.
    const [author] = await tx.$queryRaw<{ role: Viewer["role"]; handle: string }[]>`
      SELECT role::text, handle FROM members WHERE id = ${memberId} FOR KEY SHARE`;
    if (!author) throw new DomainError("not-signed-in", "Sign in first, then try again.");
    const isTrusted =
      isEditor(author) || (await tx.statement.count({ where: { authorId: memberId, status: "published" } })) > 0;
    const status = firstWaits && !isTrusted ? "waiting" : "published";
    const place = { toolId: tool.id, kind, textKey: await keyOf(tx, draft.text) };
    await clearWithdrawn(tx, place);
    const { text, note, version, source: sourceUrl } = draft;
    const last = await tx.statement.aggregate({ where: { toolId: tool.id, kind }, _max: { position: true } });
    const position = (last._max.position ?? -1) + 1;
    const [added] = await tx.statement.createManyAndReturn({
      data: { ...place, text, note, version, sourceUrl, position, status, authorId: memberId },
      skipDuplicates: true,
      select: { id: true },
    });
    if (!added) throw await refuseTwin(tx, place);
    const by = { id: memberId, name: author.handle };
    await recordStatementRevision(tx, { statementId: added.id, author: by, reason: "Written" });
    await recordStatement(tx, { statementId: added.id, toolId: tool.id });
    return { id: added.id, status };
  }, PATIENCE);
}

/** Changes the words of one's own statement, within its time (see mayEdit). Returns the slug of its tool. */
export async function editStatement(
  database: PrismaClient,
  { memberId, statementId, draft }: { memberId: string; statementId: number; draft: Draft },
): Promise<{ toolSlug: string; status: "published" | "waiting" }> {
  const edit = database.$transaction(async (tx) => {
    const row = await lockOwn(tx, statementId, memberId);
    const othersVoted = (await tx.vote.count({ where: { statementId, memberId: { not: memberId } } })) > 0;
    const now = new Date();
    if (!mayEdit({ createdAt: row.createdAt, othersVoted }, now)) {
      const why = `Others voted for these words and they are older than ${EDIT_MINUTES} minutes. Withdraw the statement and write another.`;
      throw new DomainError("conflict", why);
    }
    const { text, note, version, source: sourceUrl } = draft;
    const place = { toolId: row.toolId, kind: row.kind, textKey: await keyOf(tx, text) };
    await clearWithdrawn(tx, place);
    const twin = await tx.statement.findUnique({ where: { toolId_kind_textKey: place }, select: { id: true } });
    if (twin && twin.id !== statementId) throw await refuseTwin(tx, place);
    await tx.statement.update({
      where: { id: statementId },
      data: { text, textKey: place.textKey, note, version, sourceUrl, editedAt: now },
    });
    await recordOwn(tx, { statementId, memberId, reason: "Edited by its author" });
    await recordStatement(tx, { statementId, toolId: row.toolId });
    return { toolSlug: row.toolSlug, status: row.status === "waiting" ? ("waiting" as const) : ("published" as const) };
  }, PATIENCE);
  return edit.catch((error: unknown) => {
    // Somebody wrote the same words between the look and the write.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new DomainError("conflict", "Somebody just wrote these words. Vote for that statement instead.");
    throw error;
  });
}

/** Takes one's own statement off the page: its votes are kept but no longer counted. Returns the slug of its tool. */
export async function withdrawStatement(
  database: PrismaClient,
  { memberId, statementId }: { memberId: string; statementId: number },
): Promise<{ toolSlug: string }> {
  return database.$transaction(async (tx) => {
    const row = await lockOwn(tx, statementId, memberId);
    await tx.statement.update({ where: { id: statementId }, data: { status: "withdrawn" } });
    await recordOwn(tx, { statementId, memberId, reason: "Withdrawn by its author" });
    await recordStatement(tx, { statementId, toolId: row.toolId });
    await recountStatement(tx, statementId, row.toolId);
    return { toolSlug: row.toolSlug };
  }, PATIENCE);
}

/** An editor's word on a statement that waits. Returns its tool and its author's handle. Throws “conflict” when it does not wait any more. */
export async function decideStatement(
  database: PrismaClient,
  { editorId, statementId, decision }: { editorId: string; statementId: number; decision: "publish" | "refuse" },
): Promise<{ toolSlug: string; author: string | null }> {
  return database.$transaction(async (tx) => {
    const row = await lockStatement(tx, statementId);
    if (row.status !== "waiting") throw new DomainError("conflict", "This statement does not wait any more.");
    const status = decision === "publish" ? "published" : "refused";
    const { author } = await tx.statement.update({
      where: { id: statementId },
      data: { status },
      select: { author: { select: { handle: true } } },
    });
    await recordOwn(tx, { statementId, memberId: editorId, reason: `${capitalise(status)} by an editor` });
    await recordStatement(tx, { statementId, toolId: row.toolId });
    return { toolSlug: row.toolSlug, author: author?.handle ?? null };
  }, PATIENCE);
}
