import type { ReactNode } from "react";
import { DifferenceList } from "@/components/revisions/difference-list";
import { formatPartialDate } from "@/lib/format";
import type { Difference } from "@/lib/revisions/rules";

/** A version in a history: who, when (ISO 8601), why, and what differs from the version before. */
export type RevisionEntry = {
  number: number;
  author: string;
  /** Handle of the member who made it; null for everybody without a profile. */
  handle: string | null;
  at: string;
  reason: string;
  differences: Difference[];
  /** What to say where no text differs. */
  note?: string;
  /** A link for who may restore it. */
  restore?: ReactNode;
};

/** The history of a tool or a stackup, newest first. */
export function RevisionList({ revisions }: { revisions: RevisionEntry[] }) {
  return (
    <ol className="history">
      {revisions.map(({ number, author, handle, at, reason, differences, note, restore }) => (
        <li key={number} id={`version-${number}`}>
          <h2>Version {number}</h2>
          <p>
            <time dateTime={at}>{formatPartialDate(at.slice(0, 10))}</time> by{" "}
            {handle ? <a href={`/members/${handle}`}>{handle}</a> : author}: {reason}
          </p>
          {note && <p className="text-soft">{note}</p>}
          {differences.length > 0 && <DifferenceList differences={differences} />}
          {restore}
        </li>
      ))}
    </ol>
  );
}
