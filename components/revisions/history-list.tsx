import type { ReactNode } from "react";
import { DifferenceList } from "@/components/revisions/difference-list";
import { formatMoment } from "@/lib/format";
import type { HistoryEntry } from "@/lib/revisions/schema";

type Props = {
  entries: HistoryEntry[];
  heading: "h2" | "h3";
  /** The tool on whose page statements stand. */
  tool?: string;
  /** What can be done with a revision, such as bringing it back. */
  children?: (entry: HistoryEntry) => ReactNode;
};

function Changes({ entry }: { entry: HistoryEntry }) {
  if (entry.isHidden) return <p className="none">This statement was taken off the site, and its words with it.</p>;
  if (entry.differences.length === 0) return null;
  if (!entry.isFirst || entry.subject === "statement") return <DifferenceList differences={entry.differences} />;
  return (
    <details className="data">
      <summary>All of this version</summary>
      <DifferenceList differences={entry.differences} />
    </details>
  );
}

/** The history of one thing: who changed what, when and why, newest first. */
export function HistoryList({ entries, heading: Heading, tool, children }: Props) {
  return (
    <ol className="history">
      {entries.map((entry) => {
        const { id, number, subject, statementId, author, handle, at, reason, isRemoval } = entry;
        return (
          <li key={id} id={`revision-${id}`}>
            <div className="row-tools">
              <Heading>
                {subject !== "statement" ? (
                  `Revision ${number}`
                ) : statementId ? (
                  <a href={`/tools/${tool}#statement-${statementId}`}>A statement</a>
                ) : (
                  "A statement"
                )}
              </Heading>
              <small>
                {handle ? <a href={`/members/${handle}`}>{handle}</a> : author} ·{" "}
                <time dateTime={at}>{formatMoment(new Date(at))}</time>
              </small>
              {children?.(entry)}
            </div>
            <p>{reason}</p>
            {isRemoval !== null && (
              <p className="text-soft">{isRemoval ? "Taken off the site." : "Brought back to the site."}</p>
            )}
            <Changes entry={entry} />
          </li>
        );
      })}
    </ol>
  );
}
