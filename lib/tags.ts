/** Cache tags: the only names under which queries store results and actions clear them. */
export const tags = {
  /** Everything that prints something of this tool: its page, and every list that printed its card. */
  tool: (slug: string) => `tool:${slug}`,
  /** The tool's pros and cons with their votes. */
  statements: (slug: string) => `statements:${slug}`,
  /** Which tools there are, and their order in lists. */
  toolList: "tools",
  /** The category tree. */
  categories: "categories",
  /** The written differences of one stackup. */
  stackup: (slug: string) => `stackup:${slug}`,
  /** The public profile of a member, and where an earlier handle leads. */
  member: (handle: string) => `member:${handle}`,
  /** Which stackups are written, and their order in lists. */
  stackupList: "stackups",
  /** The page of a stack and its history. */
  stack: (slug: string) => `stack:${slug}`,
  /** Which public stacks there are, and their order in lists. */
  stackList: "stacks",
  /** The mapping from packages to tools. */
  packages: "packages",
  /** The data sets that were imported, with their versions, and the newest export. */
  datasets: "datasets",
  /** Which public stacks use this tool, with what, and what they moved from and to. */
  stacksOf: (toolSlug: string) => `stacks-of:${toolSlug}`,
  /** The page of a decision. */
  decision: (slug: string) => `decision:${slug}`,
  /** Which public decisions a stackup led to. */
  decisionsOf: (stackupSlug: string) => `decisions-of:${stackupSlug}`,
  /** What the feed holds beyond what it prints of others. */
  feed: "feed",
} as const;

/**
 * What a saved document of a tool made stale: all that prints the tool or one whose integrations changed with it, and the lists of
 * tools where it may stand elsewhere now, or under another name or address.
 */
export function tagsOfSavedTool({
  slug,
  changed,
  others,
}: {
  slug: string;
  changed: string[];
  others: string[];
}): string[] {
  if (changed.length === 0) return [];
  return [
    ...[slug, ...others].map(tags.tool),
    tags.toolList,
    ...(changed.includes("function") ? [tags.categories] : []),
    // Profiles print the tool's name beside statements and have no other tag of it.
    ...(changed.includes("name") ? [tags.statements(slug)] : []),
  ];
}

/** What saving, removing or bringing back the written differences of a stackup made stale: its page and history, and all lists of stackups. */
export function tagsOfSavedStackup({ slug, isChanged }: { slug: string; isChanged: boolean }): string[] {
  return isChanged ? [tags.stackup(slug), tags.stackupList] : [];
}

/** The tags of all that a change of addresses, a merge or a removal touches: tools and stackups by the slugs that they had and have. */
export function tagsOfMerge({ tools, stackups }: { tools: string[]; stackups: string[] }): string[] {
  return [
    ...new Set([
      ...tools.flatMap((slug) => [tags.tool(slug), tags.statements(slug), tags.stacksOf(slug)]),
      ...stackups.map(tags.stackup),
      tags.toolList,
      tags.stackupList,
      tags.categories,
    ]),
  ];
}

/** What taking tools off the site, or bringing them back, made stale: as a merge, with what names them and what is used with them. */
export function tagsOfRemoval({
  tools,
  neighbours,
  companions,
  stackups,
}: {
  tools: string[];
  neighbours: string[];
  companions: string[];
  stackups: string[];
}): string[] {
  return [
    ...new Set([...tagsOfMerge({ tools: [...tools, ...neighbours], stackups }), ...companions.map(tags.stacksOf)]),
  ];
}

/**
 * What a change of statements made stale: their tools' statements, and the profiles of those
 * who wrote them or voted (by handle; null for nobody).
 */
export function tagsOfStatements(tools: readonly string[], members: readonly (string | null)[]): string[] {
  const handles = members.filter((handle) => handle !== null);
  return [...new Set([...tools.map(tags.statements), ...handles.map(tags.member)])];
}

/** What another handle of a member made stale: both profiles, and whatever prints who wrote or shared it. */
export function tagsOfRenamedMember(
  { former, written, stacks, stackups }: { former: string; written: string[]; stacks: string[]; stackups: string[] },
  handle: string,
): string[] {
  const own = tagsOfStatements(written, [former, handle]);
  return [...own, ...stacks.map(tags.stack), ...stackups.map(tags.decisionsOf)];
}

/** What sharing a stack made stale: its page, the lists of stacks, its owner's profile, and the stacks of its tools (by their slugs). */
export function tagsOfSharedStack(slug: string, owner: string, tools: readonly string[]): string[] {
  return [tags.stack(slug), tags.stackList, tags.member(owner), ...tools.map(tags.stacksOf)];
}

/** What a change of the category tree made stale: the tree, lists of tools by place, and whatever prints a tool whose place changed. */
export function tagsOfChangedCategory({ tools }: { tools: string[] }): string[] {
  return [tags.categories, tags.toolList, tags.stackupList, ...tools.map(tags.tool)];
}

/** What an import made stale: the tools that it changed with the lists, the tree where it grew, the stacks and whatever says which stacks use a tool. */
export function tagsOfImport(result: {
  slugs: string[];
  hasNewTools: boolean;
  hasNewCategories: boolean;
  stacks: string[];
  stackTools: string[];
}): string[] {
  const { slugs, hasNewTools, hasNewCategories, stacks, stackTools } = result;
  return [
    tags.datasets,
    ...(slugs.length > 0 || hasNewTools ? [tags.toolList] : []),
    ...slugs.map(tags.tool),
    ...(hasNewCategories ? [tags.categories] : []),
    ...(stacks.length > 0 ? [tags.stackList] : []),
    ...stacks.map(tags.stack),
    ...stackTools.map(tags.stacksOf),
  ];
}

/** What a new, changed or deleted decision made stale: its page, the feed, and the pages that list it. */
export function tagsOfDecision({
  slug,
  author,
  stackups,
  stacks,
}: {
  slug: string;
  author: string;
  stackups: string[];
  stacks: string[];
}): string[] {
  return [
    tags.decision(slug),
    tags.feed,
    tags.member(author),
    ...stackups.map(tags.decisionsOf),
    ...stacks.map(tags.stack),
  ];
}
