import { EVENT_LABELS, groupByTool } from "@/lib/events/rules";
import type { ToolEvent } from "@/lib/events/schema";
import { formatNumberOf, formatPartialDate } from "@/lib/format";
import { absoluteUrl, site } from "@/lib/site";

const DAY = 86_400_000;

/** How far back a digest looks, in days. */
export const DIGEST_DAYS = 7;

/** How many changes a digest tells; the rest stand on the site. */
export const DIGEST_EVENTS = 100;

/**
 * A digest is due when the last one was sent before this moment: half a day short of a week, so that a nightly run that comes a
 * few minutes earlier than last week's does not put it off by a day.
 */
export function dueBefore(now: Date): Date {
  return new Date(now.getTime() - (DIGEST_DAYS - 0.5) * DAY);
}

/** From when on changes belong into a digest: the last week, without what the last digest told. */
export function digestSince(sentAt: Date | null, now: Date): Date {
  const weekAgo = new Date(now.getTime() - DIGEST_DAYS * DAY);
  return sentAt && sentAt > weekAgo ? sentAt : weekAgo;
}

/** Until when the link that ends the digests works: a year, since mails are kept. */
export function unsubscribeUntil(now: Date): Date {
  return new Date(now.getTime() + 366 * DAY);
}

function day(moment: string): string {
  return formatPartialDate(moment.slice(0, 10));
}

/** A digest: subject, plain text, and the headers by which mail programs offer to end it with one click (RFC 8058). */
export type Digest = { subject: string; text: string; headers: Record<string, string> };

/** Writes a digest. `events` are what it tells, newest first; `total` counts all that happened; `token` ends the digests. */
export function composeDigest(events: readonly ToolEvent[], total: number, since: Date, token: string): Digest {
  const unsubscribe = absoluteUrl(`/unsubscribe?${new URLSearchParams({ token })}`);
  const tools = groupByTool(events).map(({ tool, events: changes }) => {
    const lines = changes.map(
      (change) => `- ${EVENT_LABELS[change.kind]}, ${day(change.at)}: ${change.text}\n  ${absoluteUrl(change.path)}`,
    );
    return [tool.name, ...lines].join("\n");
  });
  const text = [
    `What changed since ${day(since.toISOString())} in the tools that you follow at ${site.name}:`,
    ...tools,
    ...(total > events.length ? [`And ${formatNumberOf(total - events.length, "more change")}.`] : []),
    `All changes: ${absoluteUrl("/following")}`,
    `You get this at most once a week, because you asked for it in your settings. To get it no more, open\n${unsubscribe}`,
  ].join("\n\n");
  return {
    subject: `${formatNumberOf(total, "change")} in the tools that you follow`,
    text,
    headers: {
      "List-Unsubscribe": `<${unsubscribe}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}
