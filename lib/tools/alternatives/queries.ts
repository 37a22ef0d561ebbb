import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { tags } from "@/lib/tags";
import {
  category,
  categoryNameSelect,
  shownTools,
  toolCardSelect,
  toolNameSelect,
  toToolCard,
} from "@/lib/tools/queries";
import { type AlternativeCandidate, rankAlternatives } from "@/lib/tools/rules";
import type { Alternative, ExcludedAlternative } from "@/lib/tools/schema";

/** Fewer alternatives than this in their own function, and the category helps out. */
const ENOUGH = 4;

/**
 * The alternatives to one or more tools (slugs joined by commas), in the order of `compareCandidates`, at most `limit`.
 * At most three SQL queries.
 */
export async function listAlternatives(joinedSlugs: string, limit: number): Promise<Alternative[]> {
  "use cache";
  cacheLife("hours");
  const slugs = joinedSlugs.split(",");
  cacheTag(tags.toolList, ...slugs.map(tags.tool));
  const tools = await db().tool.findMany({
    relationLoadStrategy: "join",
    where: { slug: { in: slugs }, ...shownTools },
    // Reasons name the compared tools in this order, and of two pins the first one counts.
    orderBy: { slug: "asc" },
    select: {
      ...toolNameSelect,
      functionId: true,
      function: { select: { parentId: true } },
      alternatives: {
        where: { alternative: shownTools },
        orderBy: { position: "asc" },
        select: { decision: true, reason: true, position: true, alternative: { select: toolCardSelect } },
      },
    },
  });
  const decisions = tools.flatMap((tool) =>
    tool.alternatives.map((choice) => ({ ...choice, to: { slug: tool.slug, name: tool.name } })),
  );
  const excluded = decisions
    .filter((choice) => choice.decision === "excluded")
    .map((choice) => choice.alternative.slug);
  const pinned = decisions.filter((choice) => choice.decision === "pinned" && !slugs.includes(choice.alternative.slug));
  const left = { notIn: [...slugs, ...excluded] };
  const best = {
    orderBy: [
      { votes: "desc" },
      { companyStacks: "desc" },
      { stars: { sort: "desc", nulls: "last" } },
      { slug: "asc" },
    ],
    take: limit,
  } satisfies Prisma.ToolFindManyArgs;
  const select = {
    ...toolCardSelect,
    functionId: true,
    companyStacks: true,
    function: { select: { ...categoryNameSelect, parentId: true } },
  } satisfies Prisma.ToolSelect;
  const rows = await db().tool.findMany({
    relationLoadStrategy: "join",
    where: { ...shownTools, slug: left, functionId: { in: tools.map((tool) => tool.functionId) } },
    select,
    ...best,
  });
  if (rows.length < ENOUGH) {
    const parents = tools.map((tool) => tool.function.parentId).filter((id) => id !== null);
    rows.push(
      ...(await db().tool.findMany({
        relationLoadStrategy: "join",
        where: {
          ...shownTools,
          slug: left,
          functionId: { notIn: tools.map((tool) => tool.functionId) },
          function: { parentId: { in: parents } },
        },
        select,
        ...best,
      })),
    );
  }
  const candidates = new Map<string, AlternativeCandidate>();
  for (const { functionId, companyStacks, function: place, ...row } of rows) {
    const tool = toToolCard({ ...row, function: category(place) });
    const names = (matches: (other: (typeof tools)[number]) => boolean) =>
      tools.filter(matches).map(({ slug, name }) => ({ slug, name }));
    candidates.set(tool.slug, {
      tool,
      companyStacks,
      pins: [],
      sharesFunction: names((other) => other.functionId === functionId),
      sharesCategory: names((other) => other.function.parentId === place.parentId),
    });
  }
  for (const { alternative, to, reason, position } of pinned) {
    if (excluded.includes(alternative.slug)) continue;
    const known = candidates.get(alternative.slug) ?? {
      tool: toToolCard(alternative),
      companyStacks: 0,
      pins: [],
      sharesFunction: [],
      sharesCategory: [],
    };
    known.pins.push({ to, words: reason, position });
    candidates.set(alternative.slug, known);
  }
  const ranked = rankAlternatives([...candidates.values()]).slice(0, limit);
  cacheTag(...ranked.map(({ tool }) => tags.tool(tool.slug)));
  return ranked;
}

/** The tools that editors left out of the alternatives to a tool (by its own slug), with their reasons, in the editors' order. */
export async function listExcludedAlternatives(slug: string): Promise<ExcludedAlternative[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.tool(slug));
  const rows = await db().alternativeChoice.findMany({
    relationLoadStrategy: "join",
    where: { tool: { slug }, decision: "excluded", alternative: shownTools },
    orderBy: { position: "asc" },
    select: { reason: true, alternative: { select: toolNameSelect } },
  });
  cacheTag(...rows.map(({ alternative }) => tags.tool(alternative.slug)));
  return rows.map(({ reason, alternative }) => ({ reason, tool: alternative }));
}
