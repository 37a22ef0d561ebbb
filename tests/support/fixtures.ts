import type {
  AlternativeDecision,
  FactKey,
  FigureRole,
  LifecycleState,
  Metric,
  StatementKind,
} from "@/lib/generated/prisma/client";
import { stackupSlug } from "@/lib/stackups/rules";
import { database } from "@/tests/support/database";

// Small catalogs for tests, written through Prisma past the loader. Whatever a test does not name gets a plain value.

/** A day as the database keeps it. */
export function day(text: string): Date {
  return new Date(`${text}T00:00:00Z`);
}

function titleOf(slug: string): string {
  return slug
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

/** The id of a source, written unless it is there. */
export async function createSource(title = "Source A", checkedOn = "2026-01-15"): Promise<number> {
  const url = `https://example.org/${encodeURIComponent(title.toLowerCase().replaceAll(" ", "-"))}`;
  const identity = { url, title, checkedOn: day(checkedOn) };
  const { id } = await database.source.upsert({
    where: { url_title_checkedOn: identity },
    create: identity,
    update: {},
    select: { id: true },
  });
  return id;
}

/** The id of the node at the end of a path such as `layer-a/category-a/function-a`; the nodes above it are written too. */
export async function createPlace(path: string): Promise<number> {
  const known = await database.category.findUnique({ where: { path }, select: { id: true } });
  if (known) return known.id;
  const parts = path.split("/");
  const slug = parts.at(-1) ?? "";
  const parentId = parts.length > 1 ? await createPlace(parts.slice(0, -1).join("/")) : null;
  const level = (["layer", "category", "function"] as const)[parts.length - 1];
  if (!level) throw new Error(`${path} is not a place in the tree`);
  const position = await database.category.count({ where: { parentId } });
  const row = await database.category.create({ data: { parentId, level, slug, name: titleOf(slug), path, position } });
  return row.id;
}

/** What a test says of a tool. */
export type ToolFixture = {
  slug: string;
  name?: string;
  aliases?: string[];
  /** Path of the function it stands in. */
  place?: string;
  kind?: string;
  tagline?: string;
  lifecycle?: { state: LifecycleState; since?: string; note?: string };
  votes?: number;
  stars?: number | null;
  checkedOn?: string;
  createdAt?: Date;
  editedAt?: Date;
  logo?: { set: string; icon: string };
  facts?: Partial<Record<FactKey, string>>;
  features?: { name: string; value: string }[];
  links?: { label: string; url: string }[];
  figures?: { metric: Metric; role: FigureRole; value: number; asOf: string; source?: string }[];
};

/** Writes a tool and returns its id. Votes and stars are written as given, not counted. */
export async function createTool(fixture: ToolFixture): Promise<number> {
  const { slug, name = titleOf(slug), aliases = [], checkedOn = "2026-01-15" } = fixture;
  const functionId = await createPlace(fixture.place ?? "layer-a/category-a/function-a");
  const sourceId = await createSource();
  const figures = [];
  for (const { source, ...figure } of fixture.figures ?? []) {
    figures.push({ ...figure, sourceId: await createSource(source) });
  }
  const facts = Object.entries(fixture.facts ?? {}) as [FactKey, string][];
  const { id } = await database.tool.create({
    data: {
      slug,
      name,
      sortName: name.toLowerCase(),
      tagline: fixture.tagline ?? `Tagline of ${name}`,
      description: `Description of ${name}.`,
      kind: fixture.kind ?? "kind of tool",
      functionId,
      lifecycleState: fixture.lifecycle?.state ?? "active",
      lifecycleSince: fixture.lifecycle?.since ?? null,
      lifecycleNote: fixture.lifecycle?.note ?? null,
      lifecycleSourceId: sourceId,
      votes: fixture.votes ?? 0,
      stars: fixture.stars ?? null,
      checkedOn: day(checkedOn),
      createdAt: fixture.createdAt,
      editedAt: fixture.editedAt ?? null,
      slugs: { create: [slug, ...aliases].map((entry) => ({ slug: entry })) },
      logo: fixture.logo ? { create: fixture.logo } : undefined,
      facts: { create: facts.map(([key, value]) => ({ key, value, sourceId })) },
      features: { create: (fixture.features ?? []).map((feature, position) => ({ ...feature, position, sourceId })) },
      links: { create: (fixture.links ?? []).map((link, position) => ({ ...link, position })) },
      figures: { create: figures },
    },
    select: { id: true },
  });
  return id;
}

/** Writes tools one after the other and returns their ids by slug. */
export async function createTools(...fixtures: ToolFixture[]): Promise<Record<string, number>> {
  const ids: Record<string, number> = {};
  for (const fixture of fixtures) ids[fixture.slug] = await createTool(fixture);
  return ids;
}

/** The id of a tool by its own slug; throws when there is none. */
export async function toolId(slug: string): Promise<number> {
  const { id } = await database.tool.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  return id;
}

/** Writes the confirmed member `member-<number>` unless there is one, and returns the id. */
export async function createVoter(number: number): Promise<string> {
  const id = `member-${number}`;
  const handle = `voter-${number}`;
  const member = { id, name: handle, handle, email: `${handle}@example.org`, emailVerified: true };
  await database.member.createMany({ data: member, skipDuplicates: true });
  return id;
}

/** What a test says of a pro or a con. `votes` are given by members here, `imported` were counted elsewhere. */
export type StatementFixture = {
  tool: string;
  text: string;
  kind?: StatementKind;
  imported?: number;
  votes?: number;
  score?: number;
  position?: number;
};

/** Writes a statement with its votes and returns its id. Its score is the imported votes unless another is given. */
export async function createStatement(fixture: StatementFixture): Promise<number> {
  const { text, kind = "pro", imported = 0, votes = 0, position = 0 } = fixture;
  const voters = await Promise.all(Array.from({ length: votes }, (_, index) => createVoter(index)));
  const { id } = await database.statement.create({
    data: {
      toolId: await toolId(fixture.tool),
      kind,
      text,
      textKey: text.toLowerCase(),
      position,
      importedVotes: imported,
      importedAsOf: imported > 0 ? "2025" : null,
      sourceId: imported > 0 ? await createSource("Votes elsewhere") : null,
      score: fixture.score ?? imported,
      votes: { create: voters.map((memberId) => ({ memberId })) },
    },
    select: { id: true },
  });
  return id;
}

/** Notes that two tools work together. */
export async function createIntegration(one: string, other: string): Promise<void> {
  const [firstId, secondId] = [await toolId(one), await toolId(other)].sort((a, b) => a - b);
  if (firstId === undefined || secondId === undefined) throw new Error("an integration has two tools");
  await database.integration.create({ data: { firstId, secondId } });
}

/** Pins or excludes an alternative of a tool. */
export async function createChoice(
  tool: string,
  alternative: string,
  decision: AlternativeDecision,
  position = 0,
): Promise<void> {
  await database.alternativeChoice.create({
    data: {
      toolId: await toolId(tool),
      alternativeId: await toolId(alternative),
      decision,
      reason: `${decision} for ${tool}`,
      position,
    },
  });
}

/** What a test says of a written stackup: its tools in the order in which they stand, and the topics of its claims. */
export type StackupFixture = { tools: string[]; topics?: string[]; checkedOn?: string; editedAt?: Date };

/** Writes a stackup with one claim per topic and a line “choose” per tool; returns its canonical slug. */
export async function createStackup({
  tools,
  topics = ["Topic A"],
  checkedOn,
  editedAt,
}: StackupFixture): Promise<string> {
  const slug = stackupSlug(tools);
  const ids = await Promise.all(tools.map(toolId));
  const sourceId = await createSource();
  const { id: stackupId } = await database.stackup.create({
    data: {
      slug,
      summary: `Summary of ${slug}.`,
      chooseNeither: null,
      checkedOn: day(checkedOn ?? "2026-01-15"),
      editedAt: editedAt ?? null,
      tools: { create: ids.map((id, position) => ({ toolId: id, position })) },
    },
    select: { id: true },
  });
  await database.stackupChoice.createMany({
    data: ids.map((id, index) => ({ stackupId, toolId: id, text: `you want ${tools[index]}` })),
  });
  for (const [position, topic] of topics.entries()) {
    const { id: claimId } = await database.claim.create({ data: { stackupId, position, topic }, select: { id: true } });
    // Written backwards: the order in which cells are read must not depend on the order in which they were written.
    for (const id of [...ids].reverse())
      await database.claimCell.create({
        data: { claimId, stackupId, toolId: id, sourceId, text: `${topic} of ${tools[ids.indexOf(id)]}` },
      });
  }
  return slug;
}
