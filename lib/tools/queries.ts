import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import { sumFigure } from "@/lib/figures/rules";
import {
  Prisma,
  type FactKey as StoredFactKey,
  type LifecycleState as StoredLifecycleState,
  type Metric as StoredMetric,
} from "@/lib/generated/prisma/client";
import { listTextOrigins } from "@/lib/imports/datasets/rules";
import { sourceSelect, toSource } from "@/lib/sources/queries";
import { tags } from "@/lib/tags";
import {
  type CategoryName,
  type FactKey,
  factKeySchema,
  factKeys,
  type ImportedFigure,
  type LifecycleState,
  storedSlugSchema,
  type ToolCard,
  type ToolName,
  type ToolPage,
  type ToolSort,
  type UsageFigure,
  usageMetrics,
} from "@/lib/tools/schema";

/** The columns behind a CategoryName. */
export const categoryNameSelect = { name: true, path: true } satisfies Prisma.CategorySelect;
/** The columns behind a ToolName. */
export const toolNameSelect = { slug: true, name: true } satisfies Prisma.ToolSelect;

/** Tools that the site shows: those that an editor took off it are kept for their history alone. */
export const shownTools = { removedAt: null } satisfies Prisma.ToolWhereInput;

/** The columns behind a ToolCard. */
export const toolCardSelect = {
  id: true,
  ...toolNameSelect,
  kind: true,
  tagline: true,
  origins: true,
  lifecycleState: true,
  lifecycleSince: true,
  votes: true,
  stars: true,
  logo: { select: { set: true, icon: true } },
  function: { select: categoryNameSelect },
} satisfies Prisma.ToolSelect;

type ToolCardRow = Prisma.ToolGetPayload<{ select: typeof toolCardSelect }>;

function lifecycleState(stored: StoredLifecycleState): LifecycleState {
  return stored === "feature_complete" ? "feature-complete" : stored;
}

function storedMetric(metric: UsageFigure["metric"]): StoredMetric {
  const names = {
    "npm-downloads": "npm_downloads",
    "pypi-downloads": "pypi_downloads",
    "stack-overflow-questions": "stack_overflow_questions",
    "docker-pulls": "docker_pulls",
  } as const;
  return names[metric];
}

function factKey(stored: StoredFactKey): FactKey {
  return factKeySchema.parse(stored.replaceAll("_", "-"));
}

/** A stored tool as lists show it. */
export function toToolCard({ lifecycleState: state, lifecycleSince, origins, ...row }: ToolCardRow): ToolCard {
  const lifecycle = { state: lifecycleState(state), since: lifecycleSince };
  return { ...row, textOrigins: listTextOrigins(origins), lifecycle };
}

const toolPageSelect = {
  ...toolCardSelect,
  description: true,
  lifecycleNote: true,
  lifecycleSource: { select: sourceSelect },
  checkedOn: true,
  slugs: { select: { slug: true } },
  function: {
    select: {
      ...categoryNameSelect,
      parent: { select: { ...categoryNameSelect, parent: { select: categoryNameSelect } } },
    },
  },
  successors: {
    where: { successor: shownTools },
    orderBy: { position: "asc" },
    select: { successor: { select: toolNameSelect } },
  },
  facts: { select: { key: true, value: true, source: { select: sourceSelect } } },
  features: { orderBy: { position: "asc" }, select: { name: true, value: true, source: { select: sourceSelect } } },
  links: { orderBy: { position: "asc" }, select: { label: true, url: true } },
  integrationsA: { where: { second: shownTools }, select: { second: { select: toolNameSelect } } },
  integrationsB: { where: { first: shownTools }, select: { first: { select: toolNameSelect } } },
  _count: {
    select: {
      // Followers are members whose address is confirmed and who are not banned.
      follows: { where: { member: { emailVerified: true, bannedAt: null } } },
      // Stacks are public and of nobody who is banned; those that were extracted from a data set count apart.
      stackTools: {
        where: { stack: { visibility: "public", removedAt: null, isWithheld: false, origin: { not: "extracted" } } },
      },
    },
  },
  figures: {
    orderBy: { asOf: "desc" },
    distinct: ["metric", "role"],
    select: { metric: true, role: true, value: true, asOf: true, source: { select: sourceSelect } },
  },
} satisfies Prisma.ToolSelect;

type ToolPageRow = Prisma.ToolGetPayload<{ select: typeof toolPageSelect }>;

/** A category as others name it. */
export function category(row: { name: string; path: string } | null | undefined): CategoryName {
  if (!row) throw new Error("a tool stands outside the category tree");
  return { name: row.name, path: row.path };
}

function byName(a: ToolName, b: ToolName): number {
  return a.name.localeCompare(b.name, "en");
}

function toToolPage(row: ToolPageRow): ToolPage {
  const card = toToolCard({
    id: row.id,
    slug: row.slug,
    name: row.name,
    kind: row.kind,
    tagline: row.tagline,
    origins: row.origins,
    lifecycleState: row.lifecycleState,
    lifecycleSince: row.lifecycleSince,
    votes: row.votes,
    stars: row.stars,
    logo: row.logo,
    function: category(row.function),
  });
  const figure = (metric: StoredMetric, role: "imported" | "snapshot"): ImportedFigure | null => {
    const found = row.figures.find((entry) => entry.metric === metric && entry.role === role);
    return found ? { value: Number(found.value), asOf: found.asOf, source: toSource(found.source) } : null;
  };
  return {
    ...card,
    description: row.description,
    aliases: row.slugs.map(({ slug }) => slug).filter((slug) => slug !== row.slug),
    layer: category(row.function.parent?.parent),
    category: category(row.function.parent),
    lifecycle: {
      ...card.lifecycle,
      note: row.lifecycleNote,
      source: row.lifecycleSource && toSource(row.lifecycleSource),
      successors: row.successors.map(({ successor }) => successor),
    },
    facts: row.facts
      .map(({ key, value, source }) => ({ key: factKey(key), value, source: toSource(source) }))
      .sort((a, b) => factKeys.indexOf(a.key) - factKeys.indexOf(b.key)),
    features: row.features.map(({ name, value, source }) => ({ name, value, source: toSource(source) })),
    links: row.links,
    integrations: [
      ...row.integrationsA.map(({ second }) => second),
      ...row.integrationsB.map(({ first }) => first),
    ].sort(byName),
    figures: {
      stacks: sumFigure(figure("stacks", "imported"), row._count.stackTools),
      followers: sumFigure(figure("followers", "imported"), row._count.follows),
      votes: figure("votes", "imported"),
      stars: figure("stars", "snapshot"),
      forks: figure("forks", "snapshot"),
      usage: usageMetrics.flatMap((metric) => {
        const found = figure(storedMetric(metric), "snapshot");
        return found ? [{ metric, ...found }] : [];
      }),
    },
    checkedOn: row.checkedOn.toISOString().slice(0, 10),
  };
}

/** A tool with all that its page shows, by its own slug (not an alias); null when there is none. One SQL query. */
export async function getTool(slug: string): Promise<ToolPage | null> {
  "use cache";
  cacheLife("hours");
  // Its votes are the sum of its statements' votes, and its stacks are counted.
  cacheTag(tags.tool(slug), tags.statements(slug), tags.stacksOf(slug));
  const row = await db().tool.findUnique({
    relationLoadStrategy: "join",
    where: { slug, ...shownTools },
    select: toolPageSelect,
  });
  if (!row) return null;
  // Names of other tools are printed on this page: their renaming must clear it too.
  const page = toToolPage(row);
  cacheTag(...[...page.lifecycle.successors, ...page.integrations].map((other) => tags.tool(other.slug)));
  return page;
}

/** For each slug or alias, in any case of letters, the own slug of the tool that it leads to; null where it leads nowhere. One SQL query. */
export async function findSlugs(slugsOrAliases: readonly string[]): Promise<(string | null)[]> {
  const wanted = slugsOrAliases.map((slug) => storedSlugSchema.safeParse(slug.toLowerCase()).data ?? null);
  const known = wanted.filter((slug) => slug !== null);
  if (known.length === 0) return wanted;
  const rows = await db().$queryRaw<{ named: string; slug: string }[]>`
    SELECT lower(s.slug) AS named, t.slug FROM tool_slugs s JOIN tools t ON t.id = s.tool_id
    WHERE lower(s.slug) IN (${Prisma.join(known)}) AND t.removed_at IS NULL`;
  return wanted.map((slug) => rows.find((row) => row.named === slug)?.slug ?? null);
}

/** The own slug of the tool that a slug or alias leads to, in any case of letters; null when it leads nowhere. */
export async function findSlug(slugOrAlias: string): Promise<string | null> {
  "use cache";
  cacheLife("hours");
  // No tag of its own: what is no slug may be of any length, and Next drops long tags.
  cacheTag(tags.toolList);
  const [slug] = await findSlugs([slugOrAlias]);
  return slug ?? null;
}

/** One page of a list of tools and the cursor of the next; `next` is null on the last. */
export type ToolListPage = { tools: ToolCard[]; next: string | null; total: number };

export const TOOLS_PER_PAGE = 30;

const orders: Record<ToolSort, Prisma.ToolOrderByWithRelationInput[]> = {
  votes: [{ votes: "desc" }, { slug: "asc" }],
  stars: [{ stars: { sort: "desc", nulls: "last" } }, { slug: "asc" }],
  name: [{ sortName: "asc" }, { slug: "asc" }],
  newest: [{ createdAt: "desc" }, { slug: "asc" }],
};

/**
 * Tools of a category path (`""`: all), in the given order, `TOOLS_PER_PAGE` at a time. `after` is the slug of the last tool of
 * the page before (`""`: the first page). Returns null when no tool has that slug or none comes after it.
 */
export async function listTools(categoryPath: string, sort: ToolSort, after: string): Promise<ToolListPage | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.toolList);
  const where: Prisma.ToolWhereInput = categoryPath
    ? { ...shownTools, function: { OR: [{ path: categoryPath }, { path: { startsWith: `${categoryPath}/` } }] } }
    : shownTools;
  const [rows, total] = await Promise.all([
    db().tool.findMany({
      relationLoadStrategy: "join",
      where,
      orderBy: orders[sort],
      take: TOOLS_PER_PAGE + 1,
      select: toolCardSelect,
      ...(after ? { cursor: { slug: after }, skip: 1 } : {}),
    }),
    db().tool.count({ where }),
  ]);
  if (after && rows.length === 0) return null;
  const tools = rows.slice(0, TOOLS_PER_PAGE).map(toToolCard);
  cacheTag(...tools.map((tool) => tags.tool(tool.slug)));
  return { tools, next: rows.length > TOOLS_PER_PAGE ? (tools.at(-1)?.slug ?? null) : null, total };
}

/** The tools whose sources were checked last, newest first. */
export async function listRecentlyChecked(limit: number): Promise<(ToolCard & { checkedOn: string })[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.toolList);
  const rows = await db().tool.findMany({
    relationLoadStrategy: "join",
    where: shownTools,
    orderBy: [{ checkedOn: "desc" }, { votes: "desc" }, { stars: { sort: "desc", nulls: "last" } }, { slug: "asc" }],
    take: limit,
    select: { ...toolCardSelect, checkedOn: true },
  });
  cacheTag(...rows.map((row) => tags.tool(row.slug)));
  return rows.map(({ checkedOn, ...row }) => ({ ...toToolCard(row), checkedOn: checkedOn.toISOString().slice(0, 10) }));
}

/** Slugs of all tools with the day they were last checked, for the sitemap. */
export async function listToolSlugs(): Promise<{ slug: string; checkedOn: string }[]> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.toolList);
  const rows = await db().tool.findMany({
    where: shownTools,
    orderBy: { slug: "asc" },
    select: { slug: true, checkedOn: true },
  });
  return rows.map((row) => ({ slug: row.slug, checkedOn: row.checkedOn.toISOString().slice(0, 10) }));
}
