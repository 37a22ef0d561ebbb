import "server-only";
import type { Database } from "@/lib/db";
import type { DraftContent } from "@/lib/edits/schema";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Whose draft of what: the slug of a tool or a stackup (empty for a new one), or `slug#n` for what suggestion `n` becomes. */
export type DraftPlace = { memberId: string; subject: "tool" | "stackup"; subjectKey: string };

/** Keeps what was typed as the member's one draft of this subject. Returns the moment (ISO 8601). */
export async function keepDraft(
  database: Database,
  place: DraftPlace,
  { base, content }: { base: number; content: DraftContent },
): Promise<string> {
  // Content is text from a form, laid out in objects and lists: JSON as it is.
  const json: Prisma.InputJsonValue = JSON.parse(JSON.stringify(content));
  const { updatedAt } = await database.editDraft.upsert({
    where: { memberId_subject_subjectKey: place },
    create: { ...place, base, content: json },
    update: { base, content: json },
    select: { updatedAt: true },
  });
  return updatedAt.toISOString();
}

/** Removes a draft; without one nothing happens. */
export async function discardDraft(database: Database, place: DraftPlace): Promise<void> {
  await database.editDraft.deleteMany({ where: place });
}
