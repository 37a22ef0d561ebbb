import "server-only";
import { db } from "@/lib/db";
import { sharedStackInclude, toSharedStack } from "@/lib/stacks/documents/queries";
import { type StackForm, toForm } from "@/lib/stacks/forms/rules";
import { keptFormSchema } from "@/lib/stacks/forms/schema";
import type { StackKind, Visibility } from "@/lib/stacks/schema";

/** What a member typed into the form of a stack before; null when nothing is kept. Not cached: it is the member's own. */
export async function getDraft(memberId: string, stackKey: string): Promise<{ form: StackForm; at: Date } | null> {
  const row = await db().stackDraft.findUnique({ where: { memberId_stackKey: { memberId, stackKey } } });
  const form = keptFormSchema.safeParse(row?.content);
  return row && form.success ? { form: form.data, at: row.updatedAt } : null;
}

/** A member's own stack as a form, with whether an editor took it off the site; null when it is not theirs. Not cached. */
export async function getOwnForm(
  memberId: string,
  slug: string,
): Promise<{ form: StackForm; isRemoved: boolean } | null> {
  const stack = await db().stack.findUnique({
    relationLoadStrategy: "join",
    where: { slug, ownerId: memberId },
    include: sharedStackInclude,
  });
  if (!stack) return null;
  const form = toForm(toSharedStack(stack));
  return { form, isRemoved: stack.removedAt !== null };
}

/** One of a member's own stacks, as their list of them shows it. */
export type OwnStack = {
  slug: string;
  name: string;
  kind: StackKind;
  visibility: Visibility;
  toolCount: number;
  isRemoved: boolean;
};

/** A member's own stacks, newest first, with those that nobody else finds. Not cached. */
export async function listOwnStacks(memberId: string): Promise<OwnStack[]> {
  const rows = await db().stack.findMany({
    where: { ownerId: memberId },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    select: { slug: true, name: true, kind: true, visibility: true, toolCount: true, removedAt: true },
  });
  return rows.map(({ removedAt, ...row }) => ({ ...row, isRemoved: removedAt !== null }));
}
