import "server-only";
import { z } from "zod";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import type { Author } from "@/lib/revisions/schema";
import { mergeVersions } from "@/lib/revisions/versions/rules";
import { readWritten, type SavedStackup, saveStackupIn } from "@/lib/stackups/documents/mutations";
import { checkStackup } from "@/lib/stackups/documents/rules";
import { storedStackupSchema } from "@/lib/stackups/documents/schema";
import { readAuthor } from "@/lib/statements/documents/mutations";
import { PATIENCE } from "@/lib/statements/mutations";
import { contentSeen, seenNumber } from "@/lib/suggestions/rules";
import { type SuggestionSubject, WAITING_MAX } from "@/lib/suggestions/schema";
import { readToolDocuments } from "@/lib/tools/documents/mutations";
import { checkDocument } from "@/lib/tools/documents/rules";
import { saveToolIn } from "@/lib/tools/documents/saving/mutations";
import type { SavedTool } from "@/lib/tools/documents/schema";

type Content = Record<string, unknown>;
type Writing = { content: Content; base: number; author: Author; reason: string };

/** What the queue needs of a subject whose edits are suggested: how it stands, and how it is saved. */
type Writer = {
  /** The subject as it stands, with the number of its newest revision; null when it is gone. */
  read: (tx: Database, key: string) => Promise<{ id: number; revision: number; content: Content } | null>;
  /** Checks the content and saves it. Throws as the subject's own saving does. */
  save: (tx: Database, writing: Writing) => Promise<Saved>;
};

/** What an approved suggestion changed, for whoever clears what pages have stored. */
export type Saved = { subject: "tool"; saved: SavedTool } | { subject: "stackup"; saved: SavedStackup };

const contentSchema = z.record(z.string(), z.unknown());

const writers: Partial<Record<SuggestionSubject, Writer>> = {
  tool: {
    read: async (tx, key) => {
      const found = await tx.toolSlug.findUnique({
        where: { slug: key },
        select: { tool: { select: { id: true, revision: true, removedAt: true } } },
      });
      if (!found || found.tool.removedAt) return null;
      const { id, revision } = found.tool;
      const content = (await readToolDocuments(tx, [id])).get(id);
      return content ? { id, revision, content } : null;
    },
    save: async (tx, { content, ...saving }) => {
      const { document, faults } = checkDocument(content);
      if (!document) throw new DomainError("invalid", "The suggestion does not follow the rules.", faults);
      return { subject: "tool", saved: await saveToolIn(tx, { document, ...saving }) };
    },
  },
  stackup: {
    read: readWritten,
    save: async (tx, { content, ...saving }) => {
      const typed = storedStackupSchema.safeParse(content).data;
      const { document, faults } = typed ? checkStackup(typed) : { document: null, faults: {} };
      if (!document) throw new DomainError("invalid", "The suggestion does not follow the rules.", faults);
      return { subject: "stackup", saved: await saveStackupIn(tx, { document, ...saving }) };
    },
  },
};

function writerOf(subject: SuggestionSubject): Writer {
  const writer = writers[subject];
  if (!writer) throw new DomainError("invalid", "Nobody can suggest an edit of this.");
  return writer;
}

/**
 * Puts a member's edit into the queue. Throws “missing” for a subject that is gone, “conflict” when nothing would change or too many
 * of the member's suggestions wait. Returns its id.
 */
export async function suggestEdit(
  database: PrismaClient,
  suggestion: {
    memberId: string;
    subject: SuggestionSubject;
    key: string;
    base: number;
    content: Prisma.InputJsonObject;
    reason: string;
  },
): Promise<number> {
  const { memberId, subject, key, base, content, reason } = suggestion;
  return database.$transaction(async (tx) => {
    // Held so that two of one member's suggestions are counted one after the other.
    await tx.$queryRaw`SELECT id FROM members WHERE id = ${memberId} FOR UPDATE`;
    const waiting = await tx.suggestion.count({ where: { memberId, status: "waiting" } });
    if (waiting >= WAITING_MAX)
      throw new DomainError("conflict", `${WAITING_MAX} of your suggestions wait already. Editors look at them first.`);
    if (!(await writerOf(subject).read(tx, key))) throw new DomainError("missing", "This does not exist any more.");
    const row = { memberId, subject, subjectKey: key, base, content, reason };
    const { id } = await tx.suggestion.create({ data: row, select: { id: true } });
    return id;
  }, PATIENCE);
}

async function lockWaiting(tx: Database, id: number) {
  const rows = await tx.$queryRaw<
    unknown[]
  >`SELECT id FROM suggestions WHERE id = ${id} AND status = 'waiting' FOR UPDATE`;
  const row = rows.length > 0 ? await tx.suggestion.findUnique({ where: { id } }) : null;
  if (!row) throw new DomainError("conflict", "This suggestion does not wait any more.");
  if (row.subject !== "tool" && row.subject !== "stackup") throw new Error(`a suggestion about a ${row.subject}`);
  return { ...row, subject: row.subject, content: contentSchema.parse(row.content) };
}

/** A suggestion applied to what stands there now. Throws “conflict” when somebody changed the same parts meanwhile. */
async function rebase(
  tx: Database,
  suggestion: { subject: SuggestionSubject; subjectKey: string; base: number; content: Content },
): Promise<{ content: Content; base: number }> {
  const now = await writerOf(suggestion.subject).read(tx, suggestion.subjectKey);
  if (!now) throw new DomainError("missing", "What this is about does not exist any more. Decline it.");
  if (now.revision === suggestion.base) return { content: suggestion.content, base: now.revision };
  const place = { subject: suggestion.subject, subjectId: now.id, number: seenNumber(suggestion.base) };
  const seen = await tx.revision.findUnique({
    where: { subject_subjectId_number: place },
    select: { content: true, authorId: true, author: true },
  });
  const was = contentSeen(suggestion, seen) ?? now.content;
  const { merged, open } = mergeVersions(was, now.content, suggestion.content);
  if (open.length > 0)
    throw new DomainError("conflict", "Somebody changed the same parts meanwhile. Change it first, then approve it.");
  return { content: { ...merged, ...(now.content.slug ? { slug: now.content.slug } : {}) }, base: now.revision };
}

/**
 * Takes a suggestion: as it is, or (`changed`) as an editor made it on the revision `base`. Its member is the author of the revision,
 * and the reason names the editor. Throws “conflict” when it does not wait any more or what it is about was changed meanwhile.
 */
export async function approveSuggestion(
  database: PrismaClient,
  { id, editor, changed }: { id: number; editor: Author; changed?: { content: Content; base: number; reason: string } },
): Promise<Saved> {
  return database.$transaction(async (tx) => {
    const suggestion = await lockWaiting(tx, id);
    const { content, base } = changed ?? (await rebase(tx, suggestion));
    const how = changed ? "changed and approved" : "approved";
    const reason = `${changed?.reason ?? suggestion.reason} (suggested; ${how} by ${editor.name})`;
    const author = await readAuthor(tx, suggestion.memberId);
    const saved = await writerOf(suggestion.subject).save(tx, { content, base, author, reason });
    await tx.suggestion.update({
      where: { id },
      data: { status: "approved", decidedById: editor.id, decidedAt: new Date() },
    });
    return saved;
  }, PATIENCE);
}

/** Declines a suggestion with a note that its member sees. Throws “invalid” without one, “conflict” when it does not wait any more. */
export async function declineSuggestion(
  database: PrismaClient,
  { id, editorId, answer }: { id: number; editorId: string; answer: string },
): Promise<void> {
  if (answer.length < 5)
    throw new DomainError("invalid", "Say why in a few words: whoever suggested it sees them.", {
      answer: "This is missing.",
    });
  await database.$transaction(async (tx) => {
    await lockWaiting(tx, id);
    await tx.suggestion.update({
      where: { id },
      data: { status: "declined", answer, decidedById: editorId, decidedAt: new Date() },
    });
  }, PATIENCE);
}
