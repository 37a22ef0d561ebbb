import "server-only";
import type { Database } from "@/lib/db";
import {
  type DatedCount,
  describeFigure,
  describeLifecycle,
  describeStackup,
  describeStars,
  describeStatement,
  movedMuch,
} from "@/lib/events/rules";
import { listNewestStars, type NewFigure, storedMetric } from "@/lib/figures/mutations";
import { METRIC_LABELS } from "@/lib/figures/rules";
import type { Prisma, LifecycleState as StoredLifecycleState } from "@/lib/generated/prisma/client";
import type { LifecycleState, ToolName } from "@/lib/tools/schema";

type ToolState = {
  slug: string;
  name: string;
  lifecycle: { state: LifecycleState; since: string | null };
  stars: DatedCount | null;
};

/** How tools, stackups and statements stood at one moment: what recordChanges compares with. */
export type State = { tools: Map<number, ToolState>; lastStackupId: number; lastStatementId: number };

function lifecycleState(stored: StoredLifecycleState): LifecycleState {
  return stored === "feature_complete" ? "feature-complete" : stored;
}

/** Reads how everything stands now, for a later recordChanges in the same transaction. */
export async function readState(tx: Database): Promise<State> {
  const tools = await tx.tool.findMany({
    select: { id: true, slug: true, name: true, lifecycleState: true, lifecycleSince: true },
  });
  const stars = await listNewestStars(tx);
  const lastStackup = await tx.stackup.aggregate({ _max: { id: true } });
  const lastStatement = await tx.statement.aggregate({ _max: { id: true } });
  return {
    tools: new Map(
      tools.map(({ id, slug, name, lifecycleState: state, lifecycleSince: since }) => [
        id,
        { slug, name, lifecycle: { state: lifecycleState(state), since }, stars: stars.get(id) ?? null },
      ]),
    ),
    lastStackupId: lastStackup._max.id ?? 0,
    lastStatementId: lastStatement._max.id ?? 0,
  };
}

type NewEvent = { toolId: number; kind: "lifecycle" | "statement" | "stackup" | "figure"; text: string; path: string };

function listToolChanges(before: State, after: State): NewEvent[] {
  return [...after.tools].flatMap(([toolId, tool]): NewEvent[] => {
    const old = before.tools.get(toolId);
    if (!old) return [];
    const path = `/tools/${tool.slug}`;
    const isNewer = old.stars && tool.stars && tool.stars.asOf > old.stars.asOf;
    return [
      ...(old.lifecycle.state === tool.lifecycle.state
        ? []
        : [{ toolId, kind: "lifecycle" as const, text: describeLifecycle(old.lifecycle, tool.lifecycle), path }]),
      ...(isNewer && old.stars && tool.stars && movedMuch(old.stars.value, tool.stars.value)
        ? [{ toolId, kind: "figure" as const, text: describeStars(old.stars, tool.stars), path }]
        : []),
    ];
  });
}

const stackupNewsSelect = {
  slug: true,
  tools: { orderBy: { position: "asc" }, select: { tool: { select: { id: true, slug: true, name: true } } } },
} satisfies Prisma.StackupSelect;

async function listNewStackups(tx: Database, before: State): Promise<NewEvent[]> {
  const stackups = await tx.stackup.findMany({
    where: { id: { gt: before.lastStackupId } },
    select: stackupNewsSelect,
  });
  return stackups.flatMap((stackup) => newsOf(stackup).filter((event) => before.tools.has(event.toolId)));
}

/** The news of a written stackup, one for each of its tools. */
function newsOf({ slug, tools }: { slug: string; tools: { tool: { id: number } & ToolName }[] }): NewEvent[] {
  return tools.map(({ tool }) => ({
    toolId: tool.id,
    kind: "stackup" as const,
    text: describeStackup(tools.map((entry) => entry.tool).filter((other) => other.id !== tool.id)),
    path: `/stackups/${slug}`,
  }));
}

/**
 * Makes the news of a written stackup agree with it: one that stands on the site is news once, one that was taken off is none. To be
 * called in the transaction that writes, removes or brings it back.
 */
export async function recordStackupNews(tx: Database, stackupId: number): Promise<void> {
  const stackup = await tx.stackup.findUnique({
    where: { id: stackupId },
    select: { removedAt: true, ...stackupNewsSelect },
  });
  if (!stackup) return;
  if (stackup.removedAt)
    await tx.toolEvent.deleteMany({ where: { kind: "stackup", path: `/stackups/${stackup.slug}` } });
  else await tx.toolEvent.createMany({ data: newsOf(stackup), skipDuplicates: true });
}

async function listNewStatements(tx: Database, before: State): Promise<NewEvent[]> {
  const statements = await tx.statement.findMany({
    where: {
      id: { gt: before.lastStatementId },
      status: "published",
      // What members write is recorded when it is published.
      authorId: null,
      isOfDeleted: false,
    },
    orderBy: { id: "asc" },
    select: { id: true, toolId: true, kind: true, text: true, tool: { select: { slug: true } } },
  });
  return statements
    .filter(({ toolId }) => before.tools.has(toolId))
    .map(({ id, toolId, kind, text, tool }) => ({
      toolId,
      kind: "statement" as const,
      text: describeStatement(kind, text),
      path: `/tools/${tool.slug}#statement-${id}`,
    }));
}

/**
 * Writes an event for each change since `before`: another lifecycle, a newer star figure that moved much, a new stackup, a new
 * statement. Tools that were not there before are new themselves and have none. Runs in the transaction that made the changes.
 * Returns the number of events.
 */
export async function recordChanges(tx: Database, before: State): Promise<number> {
  const events = [
    ...listToolChanges(before, await readState(tx)),
    ...(await listNewStackups(tx, before)),
    ...(await listNewStatements(tx, before)),
  ];
  const { count } = await tx.toolEvent.createMany({ data: events, skipDuplicates: true });
  return count;
}

/** Writes the news of another lifecycle of one tool; the same one is none. To be called in the transaction that changed it. */
export async function recordLifecycle(
  tx: Database,
  {
    toolId,
    slug,
    before,
    after,
  }: { toolId: number; slug: string } & Record<"before" | "after", ToolState["lifecycle"]>,
): Promise<void> {
  if (before.state === after.state) return;
  const event = { toolId, kind: "lifecycle" as const, text: describeLifecycle(before, after), path: `/tools/${slug}` };
  await tx.toolEvent.createMany({ data: event, skipDuplicates: true });
}

/**
 * Makes the news of a statement agree with it: a published one is news once, in its present words; one that waits, was withdrawn,
 * refused or deleted is none. To be called in the transaction that publishes, edits or removes it.
 */
export async function recordStatement(
  tx: Database,
  { statementId, toolId }: { statementId: number; toolId: number },
): Promise<void> {
  const tool = await tx.tool.findUnique({ where: { id: toolId }, select: { slug: true } });
  if (!tool) return;
  const event = { toolId, kind: "statement" as const, path: `/tools/${tool.slug}#statement-${statementId}` };
  const statement = await tx.statement.findFirst({
    where: { id: statementId, toolId, status: "published" },
    select: { kind: true, text: true },
  });
  if (!statement) {
    await tx.toolEvent.deleteMany({ where: event });
    return;
  }
  const text = describeStatement(statement.kind, statement.text);
  await tx.toolEvent.createMany({ data: { ...event, text }, skipDuplicates: true });
  await tx.toolEvent.updateMany({ where: { ...event, text: { not: text } }, data: { text } });
}

/** Takes back the news of statements that are about to be deleted. To be called in the transaction that deletes them. */
export async function forgetStatements(tx: Database, statementIds: number[]): Promise<void> {
  if (statementIds.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM tool_events WHERE kind = 'statement' AND split_part(path, '#statement-', 2) = ANY(${statementIds.map(String)})`;
}

/**
 * What followers know of a figure: its value when they were last told of it, or else the oldest reading of the last year. Slow
 * growth adds up to news, and is news once.
 */
async function findKnownCount(tx: Database, { toolId, metric, asOf }: NewFigure): Promise<DatedCount | null> {
  const told = await tx.toolEvent.findFirst({
    where: { toolId, kind: "figure", text: { startsWith: `${METRIC_LABELS[metric]}:` } },
    orderBy: { happenedAt: "desc" },
    select: { happenedAt: true },
  });
  const year = `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4)}`;
  const reading = await tx.figure.findFirst({
    where: {
      ...{ toolId, metric: storedMetric(metric), role: "snapshot" },
      asOf: told ? { lte: told.happenedAt.toISOString().slice(0, 10) } : { gte: year, lt: asOf },
    },
    orderBy: { asOf: told ? "desc" : "asc" },
    select: { value: true, asOf: true },
  });
  return reading && { value: Number(reading.value), asOf: reading.asOf };
}

/**
 * Writes an event for each figure that moved much since followers last heard of it. To be called before the figures are stored,
 * in the same transaction. Returns the number of events.
 */
export async function recordFigures(tx: Database, figures: readonly NewFigure[]): Promise<number> {
  let count = 0;
  for (const figure of figures) {
    const known = await findKnownCount(tx, figure);
    if (!known || known.asOf >= figure.asOf || !movedMuch(known.value, figure.value)) continue;
    const tool = await tx.tool.findUniqueOrThrow({ where: { id: figure.toolId }, select: { slug: true } });
    const text = describeFigure(METRIC_LABELS[figure.metric], known, figure);
    await tx.toolEvent.create({ data: { toolId: figure.toolId, kind: "figure", text, path: `/tools/${tool.slug}` } });
    count += 1;
  }
  return count;
}
