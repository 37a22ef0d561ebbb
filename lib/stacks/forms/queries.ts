import "server-only";
import { db } from "@/lib/db";
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
    include: {
      tools: {
        orderBy: { position: "asc" },
        include: { tool: { select: { slug: true } }, evidence: { orderBy: { position: "asc" } } },
      },
    },
  });
  if (!stack) return null;
  const present = <Value>(value: Value | null) => value ?? undefined;
  const form = toForm({
    name: stack.name,
    kind: stack.kind,
    url: stack.url ?? "",
    description: stack.description,
    visibility: stack.visibility,
    commit: stack.commit ?? "",
    tools: stack.tools.map((row) => ({
      tool: row.tool?.slug,
      name: row.name,
      layer: row.layer ?? "",
      version: row.version ?? "",
      role: row.role ?? "",
      reason: row.reason ?? "",
      replaced: row.replaced ?? "",
      today: row.today ?? "",
      since: row.since ?? "",
      until: row.until ?? "",
      confidence: present(row.confidence),
      evidence: row.evidence.map(({ file, line, commit }) => ({ file, line: present(line), commit: present(commit) })),
    })),
  });
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
