import { PageLinks } from "@/components/ui/page-links";
import { EVENT_LABELS } from "@/lib/events/rules";
import type { EventPage } from "@/lib/events/schema";
import { formatPartialDate } from "@/lib/format";

/** What happened to tools, newest first, with the ways to the newest and the older ones. */
export function EventList({ events, next, isFirst }: EventPage & { isFirst: boolean }) {
  return (
    <>
      <ol>
        {events.map((event) => (
          <li key={event.id} className="border-b border-rule py-3">
            <p className="text-soft">
              <b className="text-ink">{event.tool.name}</b> · {EVENT_LABELS[event.kind]} ·{" "}
              <time dateTime={event.at}>{formatPartialDate(event.at.slice(0, 10))}</time>
            </p>
            <p>
              <a href={event.path}>{event.text}</a>
            </p>
          </li>
        ))}
      </ol>
      {(!isFirst || next) && (
        <PageLinks
          label="Pages of the changes"
          first={isFirst ? null : { href: "/following", text: "Newest changes" }}
          next={next ? { href: `/following?before=${next}`, text: "Older changes" } : null}
        />
      )}
    </>
  );
}
