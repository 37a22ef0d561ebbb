import { formatPartialDate } from "@/lib/format";
import type { StaleRow } from "@/lib/freshness/schema";

/** What grew old, longest first, each with the way to put it right. */
export function StaleList({ rows }: { rows: StaleRow[] }) {
  return (
    <ul className="own">
      {rows.map(({ key, name, path, what, since, url }) => (
        <li key={key}>
          <div>
            <b>{name}</b>: {what}
            <small>
              {since && `since ${formatPartialDate(since)}`}
              {url && (
                <>
                  {since && " · "}
                  <a href={url} rel="nofollow noopener">
                    {url}
                  </a>
                </>
              )}
            </small>
          </div>
          <a className="pill" href={path}>
            Edit<span className="sr-only"> {name}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
