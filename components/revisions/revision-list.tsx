import type { ReactNode } from "react";
import { DifferenceList } from "@/components/revisions/difference-list";
import { formatMoment } from "@/lib/format";
import type { Difference } from "@/lib/revisions/rules";

/** A version in a history: who, when (ISO 8601), why, and what differs from the version before. */
export type RevisionEntry = {
  number: number;
  author: string;
  /** Handle of the member who made it; null for everybody without a profile. */
  handle: string | null;
  at: string;
  reason: string;
  /** What was done where no text differs. */
  note: string | null;
  differences: Difference[];
};

type Props = {
  revisions: RevisionEntry[];
  /** What can be done with a version, such as bringing it back. */
  children?: (number: number) => ReactNode;
};

/** The history of one thing, newest version first. */
export function RevisionList({ revisions, children }: Props) {
  return (
    <ol className="history">
      {revisions.map(({ number, author, handle, at, reason, note, differences }) => (
        <li key={number} id={`version-${number}`}>
          <div className="row-tools">
            <h2>Version {number}</h2>
            <small>
              {handle ? <a href={`/members/${handle}`}>{handle}</a> : author} ·{" "}
              <time dateTime={at}>{formatMoment(new Date(at))}</time>
            </small>
            {children?.(number)}
          </div>
          <p>{reason}</p>
          {note && <p className="text-soft">{note}</p>}
          {number === 1 ? (
            <details className="data">
              <summary>All of this version</summary>
              <DifferenceList differences={differences} />
            </details>
          ) : (
            differences.length > 0 && <DifferenceList differences={differences} />
          )}
        </li>
      ))}
    </ol>
  );
}
