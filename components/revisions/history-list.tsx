import { DifferenceList } from "@/components/revisions/difference-list";
import { formatMoment } from "@/lib/format";
import type { HistoryEntry } from "@/lib/revisions/schema";

type Props = {
  slug: string;
  entries: HistoryEntry[];
  /** The newest revision, for editors, who can bring an earlier one back; null for everybody else. */
  restorable: number | null;
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

/** The history of a tool: who changed what, when and why, newest first. */
export function HistoryList({ slug, entries, restorable }: Props) {
  return (
    <ol className="history">
      {entries.map((entry) => (
        <li key={entry.id} id={`revision-${entry.id}`}>
          <div className="row-tools">
            <h3>
              {entry.subject === "tool" ? (
                `Revision ${entry.number}`
              ) : entry.statementId ? (
                <a href={`/tools/${slug}#statement-${entry.statementId}`}>A statement</a>
              ) : (
                "A statement"
              )}
            </h3>
            <small>
              {entry.isMember ? <a href={`/members/${entry.author}`}>{entry.author}</a> : entry.author} ·{" "}
              <time dateTime={entry.at}>{formatMoment(new Date(entry.at))}</time>
            </small>
            {restorable !== null && entry.subject === "tool" && entry.number < restorable && (
              <form action="/api/tools/restore" method="post">
                <input type="hidden" name="tool" value={slug} />
                <input type="hidden" name="base" value={restorable} />
                <button type="submit" className="pill" name="number" value={entry.number}>
                  Restore<span className="sr-only"> revision {entry.number}</span>
                </button>
              </form>
            )}
          </div>
          <p>{entry.reason}</p>
          <Changes entry={entry} />
        </li>
      ))}
    </ol>
  );
}
