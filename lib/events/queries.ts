import "server-only";
import { db } from "@/lib/db";
import { formatCursor } from "@/lib/events/rules";
import type { EventCursor, EventPage, ToolEvent } from "@/lib/events/schema";
import type { Prisma } from "@/lib/generated/prisma/client";

/** The columns behind a ToolEvent. */
export const toolEventSelect = {
  id: true,
  kind: true,
  text: true,
  path: true,
  happenedAt: true,
  tool: { select: { slug: true, name: true } },
} satisfies Prisma.ToolEventSelect;

/** A stored event as pages and mails use it. */
export function toToolEvent({
  happenedAt,
  ...event
}: Prisma.ToolEventGetPayload<{ select: typeof toolEventSelect }>): ToolEvent {
  return { ...event, at: happenedAt.toISOString() };
}

const EVENTS_PER_PAGE = 30;

/** What happened to the tools that a member follows, newest first, from a cursor on (null: from the newest). Not cached. */
export async function listEventsFor(memberId: string, before: EventCursor | null): Promise<EventPage> {
  const rows = await db().toolEvent.findMany({
    relationLoadStrategy: "join",
    where: {
      tool: { removedAt: null, follows: { some: { memberId } } },
      ...(before ? { OR: [{ happenedAt: { lt: before.at } }, { happenedAt: before.at, id: { lt: before.id } }] } : {}),
    },
    orderBy: [{ happenedAt: "desc" }, { id: "desc" }],
    take: EVENTS_PER_PAGE + 1,
    select: toolEventSelect,
  });
  const shown = rows.slice(0, EVENTS_PER_PAGE);
  const last = rows.length > EVENTS_PER_PAGE ? shown.at(-1) : undefined;
  return {
    events: shown.map(toToolEvent),
    next: last ? formatCursor({ at: last.happenedAt, id: last.id }) : null,
  };
}
