import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import type { DecisionList, DecisionPage, OwnDecision } from "@/lib/decisions/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import { tags } from "@/lib/tags";

const decisionSelect = {
  slug: true,
  title: true,
  context: true,
  reasons: true,
  decidedOn: true,
  revisitOn: true,
  visibility: true,
  stackupSlug: true,
  author: { select: { handle: true } },
  stack: { select: { slug: true, name: true, visibility: true, removedAt: true, isWithheld: true } },
  options: {
    orderBy: { position: "asc" },
    select: { isChosen: true, note: true, tool: { select: { slug: true, name: true, removedAt: true } } },
  },
} satisfies Prisma.DecisionSelect;

const toDay = (date: Date) => date.toISOString().slice(0, 10);

function toPage(row: Prisma.DecisionGetPayload<{ select: typeof decisionSelect }>, isOwn: boolean): DecisionPage {
  const { stackupSlug: stackup, author, stack, options, decidedOn, revisitOn, ...words } = row;
  // Who finds the decision in a list must not be led to a stack that stands in none.
  const isShown =
    isOwn ||
    (stack?.removedAt === null &&
      !stack.isWithheld &&
      (stack.visibility === "public" || row.visibility === "unlisted"));
  return {
    ...words,
    stackup,
    author: author?.handle ?? null,
    stack: stack && isShown ? { slug: stack.slug, name: stack.name } : null,
    decidedOn: toDay(decidedOn),
    revisitOn: revisitOn && toDay(revisitOn),
    options: options.map(({ isChosen, note, tool: { slug, name, removedAt } }) => ({
      ...{ slug, name, isChosen },
      note: note ?? "",
      isShown: removedAt === null,
    })),
  };
}

/** Decisions of banned members are kept and stand nowhere until the ban is lifted, as their stacks. */
const ofNobodyBanned = {
  OR: [{ authorId: null }, { author: { bannedAt: null } }],
} satisfies Prisma.DecisionWhereInput;

/** A decision with all that its page shows, by its slug; null when there is none or its author is banned. Unlisted ones too. */
export async function getDecision(slug: string): Promise<DecisionPage | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.decision(slug));
  const row = await db().decision.findUnique({
    relationLoadStrategy: "join",
    where: { slug, ...ofNobodyBanned },
    select: decisionSelect,
  });
  if (!row) return null;
  cacheTag(...row.options.map(({ tool }) => tags.tool(tool.slug)));
  if (row.author) cacheTag(tags.member(row.author.handle));
  if (row.stack) cacheTag(tags.stack(row.stack.slug));
  return toPage(row, false);
}

/** A member's own decision, for its form; null when it is not theirs. Not cached. */
export async function getOwnDecision(memberId: string, slug: string): Promise<DecisionPage | null> {
  const row = await db().decision.findUnique({
    relationLoadStrategy: "join",
    where: { slug, authorId: memberId },
    select: decisionSelect,
  });
  return row && toPage(row, true);
}

/** A member's own decisions, newest first, with those that nobody else finds. Not cached. */
export async function listOwnDecisions(memberId: string): Promise<OwnDecision[]> {
  return db().decision.findMany({
    where: { authorId: memberId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { slug: true, title: true, visibility: true },
  });
}

const DECISIONS_LISTED = 3;
const DECISIONS_OF_MEMBER = 30;

async function listPublic(where: Prisma.DecisionWhereInput, take: number): Promise<DecisionList> {
  const shown = {
    visibility: "public",
    options: { every: { tool: { removedAt: null } } },
    ...ofNobodyBanned,
    ...where,
  } satisfies Prisma.DecisionWhereInput;
  const [rows, total] = await Promise.all([
    db().decision.findMany({
      relationLoadStrategy: "join",
      where: shown,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take,
      select: {
        slug: true,
        title: true,
        decidedOn: true,
        author: { select: { handle: true } },
        options: { where: { isChosen: true }, select: { tool: { select: { name: true } } } },
      },
    }),
    db().decision.count({ where: shown }),
  ]);
  return {
    total,
    decisions: rows.map(({ slug, title, decidedOn, author, options }) => ({
      ...{ slug, title },
      chosen: options[0]?.tool.name ?? "",
      decidedOn: toDay(decidedOn),
      author: author?.handle ?? null,
    })),
  };
}

/** The newest public decisions between the tools of a stackup, by its canonical slug. */
export async function listDecisionsOfStackup(stackup: string): Promise<DecisionList> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.decisionsOf(stackup), tags.toolList);
  return listPublic({ stackupSlug: stackup }, DECISIONS_LISTED);
}

/** The newest public decisions that belong to a stack. */
export async function listDecisionsOfStack(slug: string): Promise<DecisionList> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stack(slug), tags.toolList);
  return listPublic({ stack: { slug } }, DECISIONS_OF_MEMBER);
}

/** The newest public decisions of a member. Cleared with the member's profile. */
export async function listDecisionsOfMember(handle: string): Promise<DecisionList> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.member(handle), tags.toolList);
  return listPublic({ author: { handle } }, DECISIONS_OF_MEMBER);
}

/** Slugs of all public decisions with the day they were last changed, for the sitemap. */
export async function listDecisionSlugs(): Promise<{ slug: string; updatedOn: string }[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.feed);
  const rows = await db().decision.findMany({
    where: { visibility: "public", ...ofNobodyBanned },
    orderBy: { slug: "asc" },
    select: { slug: true, updatedAt: true },
  });
  return rows.map(({ slug, updatedAt }) => ({ slug, updatedOn: toDay(updatedAt) }));
}
