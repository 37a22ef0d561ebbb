import "server-only";
import type { Database } from "@/lib/db";
import { dropDecisionDraft } from "@/lib/decisions/drafts/mutations";
import { faultsOfDecision } from "@/lib/decisions/rules";
import { type DecisionContent, decisionSchema } from "@/lib/decisions/schema";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { slugCandidates } from "@/lib/stacks/rules";
import { stackupSlug } from "@/lib/stackups/rules";
import { PATIENCE } from "@/lib/statements/mutations";

/** A member may record so many decisions. */
const MOST_DECISIONS = 500;

/** What became of a write, for whoever clears what pages have stored: stackups and stacks that list it now or did. */
export type DecisionTouch = { slug: string; stackups: string[]; stacks: string[] };

function check(sent: unknown): DecisionContent {
  const checked = decisionSchema.safeParse(sent);
  if (checked.success) return checked.data;
  throw new DomainError("invalid", "Something in the decision is not right.", faultsOfDecision(checked.error.issues));
}

/** The options as rows, their tools by any slug. Throws “missing” for a tool that is gone. */
async function resolveOptions(tx: Database, { options, chosen }: DecisionContent) {
  const rows = await tx.toolSlug.findMany({
    where: { slug: { in: options.map(({ tool }) => tool) }, tool: { removedAt: null } },
    select: { slug: true, tool: { select: { id: true, slug: true } } },
  });
  const found = options.map(({ tool: slug, note }, position) => {
    const tool = rows.find((row) => row.slug === slug)?.tool;
    if (!tool) throw new DomainError("missing", `There is no tool “${slug}” on the site any more.`);
    return { slug: tool.slug, row: { toolId: tool.id, position, isChosen: slug === chosen, note: note || null } };
  });
  if (new Set(found.map(({ slug }) => slug)).size < found.length)
    throw new DomainError("conflict", "Two of these tools have become one: there is nothing left to choose.");
  return { rows: found.map(({ row }) => row), stackup: stackupSlug(found.map(({ slug }) => slug)) };
}

/** The member's own stack by its slug; null when none was named. Throws “missing” for another's. */
async function findOwnStack(tx: Database, memberId: string, slug: string | null): Promise<number | null> {
  if (slug === null) return null;
  const stack = await tx.stack.findFirst({ where: { slug, ownerId: memberId, removedAt: null }, select: { id: true } });
  if (!stack)
    throw new DomainError("missing", "There is no such stack of yours. Choose another, or none.", {
      stack: "Stack: is not one of yours any more.",
    });
  return stack.id;
}

const day = (text: string) => new Date(`${text}T00:00:00Z`);

async function readFields(tx: Database, memberId: string, content: DecisionContent) {
  const { title, context, reasons, decidedOn, revisitOn, visibility, stack } = content;
  const { rows, stackup } = await resolveOptions(tx, content);
  const fields = {
    ...{ title, context, reasons, visibility, stackupSlug: stackup },
    decidedOn: day(decidedOn),
    revisitOn: revisitOn && day(revisitOn),
    stackId: await findOwnStack(tx, memberId, stack),
  };
  return { fields, rows };
}

/** Holds a decision's row for its author. Another's is “forbidden”, or “missing” where it is not public. */
async function lockOwn(tx: Database, slug: string, memberId: string) {
  await tx.$queryRaw`SELECT id FROM decisions WHERE slug = ${slug} FOR UPDATE`;
  const decision = await tx.decision.findUnique({
    where: { slug },
    select: { id: true, authorId: true, visibility: true, stackupSlug: true, stack: { select: { slug: true } } },
  });
  if (!decision || (decision.authorId !== memberId && decision.visibility !== "public"))
    throw new DomainError(
      "missing",
      "There is no such decision of yours. Look at your profile for those that you have.",
    );
  if (decision.authorId !== memberId)
    throw new DomainError("forbidden", "This decision is somebody else’s: only its author may change it.");
  return decision;
}

/**
 * Records a decision of a member. Throws “not-signed-in” for a member who is gone, “invalid” for a content against the rules,
 * “missing” for a tool that is gone or a stack that is not theirs, “conflict” when they have as many as a member can have.
 */
export async function recordDecision(
  database: PrismaClient,
  { memberId, content: sent }: { memberId: string; content: unknown },
): Promise<DecisionTouch> {
  const content = check(sent);
  return database.$transaction(async (tx) => {
    const [author] = await tx.$queryRaw<{ handle: string }[]>`
      SELECT handle FROM members WHERE id = ${memberId} FOR NO KEY UPDATE`;
    if (!author) throw new DomainError("not-signed-in", "Sign in first, then try again.");
    if ((await tx.decision.count({ where: { authorId: memberId } })) >= MOST_DECISIONS)
      throw new DomainError(
        "conflict",
        `You have recorded ${MOST_DECISIONS} decisions, which is as many as a member can have. Delete one first.`,
      );
    const { fields, rows } = await readFields(tx, memberId, content);
    for (const slug of slugCandidates(content.title, author.handle)) {
      const [made] = await tx.decision.createManyAndReturn({
        data: { slug, authorId: memberId, ...fields },
        skipDuplicates: true,
        select: { id: true },
      });
      if (!made) continue;
      await tx.decisionOption.createMany({ data: rows.map((row) => ({ decisionId: made.id, ...row })) });
      return { slug, stackups: [fields.stackupSlug], stacks: content.stack ? [content.stack] : [] };
    }
    throw new DomainError("conflict", "This title is taken many times. Choose another.", {
      title: "Title: is taken many times.",
    });
  }, PATIENCE);
}

/** Changes one's own decision; its address stays. Throws as recordDecision does, and “forbidden” for another's. */
export function changeDecision(
  database: PrismaClient,
  { memberId, slug, content: sent }: { memberId: string; slug: string; content: unknown },
): Promise<DecisionTouch> {
  return database.$transaction(async (tx) => {
    const before = await lockOwn(tx, slug, memberId);
    const content = check(sent);
    const { fields, rows } = await readFields(tx, memberId, content);
    await tx.decision.update({ where: { id: before.id }, data: fields });
    await tx.decisionOption.deleteMany({ where: { decisionId: before.id } });
    await tx.decisionOption.createMany({ data: rows.map((row) => ({ decisionId: before.id, ...row })) });
    return {
      slug,
      stackups: [...new Set([before.stackupSlug, fields.stackupSlug])],
      stacks: [before.stack?.slug, content.stack].flatMap((one) => one ?? []),
    };
  }, PATIENCE);
}

/** Deletes one's own decision. Throws as changeDecision does. */
export function deleteDecision(
  database: PrismaClient,
  { memberId, slug }: { memberId: string; slug: string },
): Promise<DecisionTouch> {
  return database.$transaction(async (tx) => {
    const { id, stackupSlug: stackup, stack } = await lockOwn(tx, slug, memberId);
    await dropDecisionDraft(tx, { memberId, subject: { slug } });
    await tx.decision.delete({ where: { id } });
    return { slug, stackups: [stackup], stacks: stack ? [stack.slug] : [] };
  }, PATIENCE);
}
