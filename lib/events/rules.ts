import type { EventCursor, ToolEvent, ToolEventKind } from "@/lib/events/schema";
import { formatList, formatPartialDate, formatWholeNumber } from "@/lib/format";
import { lifecycleText } from "@/lib/tools/rules";
import type { LifecycleState, ToolName } from "@/lib/tools/schema";

/** How an event's kind is named in lists. */
export const EVENT_LABELS: Record<ToolEventKind, string> = {
  lifecycle: "Lifecycle",
  statement: "New statement",
  stackup: "New stackup",
  figure: "Figure",
};

/** By more than this share of its last value a figure moved much. */
const MUCH = 0.2;

/** True when a figure moved so much, up or down, that followers hear of it. */
export function movedMuch(before: number, after: number): boolean {
  return Math.abs(after - before) > before * MUCH;
}

type Lifecycle = { state: LifecycleState; since: string | null };

/** `Now archived, 24 Feb 2020; before: active.` */
export function describeLifecycle(before: Lifecycle, after: Lifecycle): string {
  const words = (lifecycle: Lifecycle) => {
    const text = lifecycleText(lifecycle);
    return text.charAt(0).toLowerCase() + text.slice(1);
  };
  return `Now ${words(after)}; before: ${words(before)}.`;
}

/** A count with the date as of which it held, `YYYY` to `YYYY-MM-DD`. */
export type DatedCount = { value: number; asOf: string };

/** `GitHub stars: 12,500 as of 1 Feb 2026, 25 % more than 10,000 as of 1 Jan 2026.` */
export function describeFigure(label: string, before: DatedCount, after: DatedCount): string {
  const dated = ({ value, asOf }: DatedCount) => `${formatWholeNumber(value)} as of ${formatPartialDate(asOf)}`;
  const share = before.value > 0 ? `${Math.round((Math.abs(after.value - before.value) / before.value) * 100)} % ` : "";
  return `${label}: ${dated(after)}, ${share}${after.value > before.value ? "more" : "fewer"} than ${dated(before)}.`;
}

/** The same of GitHub stars. */
export function describeStars(before: DatedCount, after: DatedCount): string {
  return describeFigure("GitHub stars", before, after);
}

/** `Compared with Nomad and rkt: what differs, with sources.` `others` are the tools beside the followed one. */
export function describeStackup(others: readonly ToolName[]): string {
  return `Compared with ${formatList(others.map((tool) => tool.name))}: what differs, with sources.`;
}

/** `New pro: “Easy scaling”` */
export function describeStatement(kind: "pro" | "con", text: string): string {
  return `New ${kind}: “${text}”`;
}

/** A cursor as it stands in an address; eventCursorSchema reads it. */
export function formatCursor({ at, id }: EventCursor): string {
  return `${at.getTime()}-${id}`;
}

/** Events by tool, the tool with the newest event first; within a tool, newest first as given. */
export function groupByTool(events: readonly ToolEvent[]): { tool: ToolName; events: ToolEvent[] }[] {
  const groups = new Map<string, { tool: ToolName; events: ToolEvent[] }>();
  for (const event of events) {
    const group = groups.get(event.tool.slug) ?? { tool: event.tool, events: [] };
    group.events.push(event);
    groups.set(event.tool.slug, group);
  }
  return [...groups.values()];
}
