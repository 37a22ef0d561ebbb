import { PageLinks } from "@/components/ui/page-links";
import { SectionHead } from "@/components/ui/section-head";
import { FEED_LABELS, groupByDay } from "@/lib/feed/rules";
import type { FeedPage } from "@/lib/feed/schema";
import { formatPartialDate } from "@/lib/format";

/** What changed on the site by day, newest first, with the ways to the newest and the older changes. */
export function FeedList({ entries, next, path, isFirst }: FeedPage & { path: string; isFirst: boolean }) {
  return (
    <>
      {entries.length === 0 && (
        <p className="none mt-5">{isFirst ? "Nothing has changed here yet." : "There are no older changes."}</p>
      )}
      {groupByDay(entries).map(({ day, entries: ofDay }) => (
        <section key={day} className="section" aria-labelledby={`day-${day}`}>
          <SectionHead id={`day-${day}`} title={formatPartialDate(day)} />
          <ol>
            {ofDay.map(({ key, kind, title, detail, path: where, at, by }) => (
              <li key={key} className="stack-item">
                <h3>
                  <a href={where}>{title}</a>
                </h3>
                {detail && <p>{detail}</p>}
                <small>
                  {FEED_LABELS[kind]} · <time dateTime={at}>{at.slice(11, 16)} UTC</time>
                  {by && (
                    <>
                      {" "}
                      · by <a href={`/members/${by}`}>{by}</a>
                    </>
                  )}
                </small>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {(!isFirst || next) && (
        <PageLinks
          label="Pages of the feed"
          first={isFirst ? null : { href: path, text: "Newest changes" }}
          next={next ? { href: `${path}?after=${next}`, text: "Older changes" } : null}
        />
      )}
    </>
  );
}
