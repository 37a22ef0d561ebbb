import { StatementNote } from "@/components/statements/statement-note";
import { describeAge } from "@/lib/statements/rules";
import type { Statement } from "@/lib/statements/schema";

/** What stands below a statement on its tool's page: its share of the votes, age, version, author, source, note. */
export function StatementDetail({ statement, share }: { statement: Statement; share: number | null }) {
  const { id, text, origin, note, sourceUrl } = statement;
  const age = describeAge(statement);
  return (
    <>
      {share !== null && <i className="rank" style={{ "--w": `${share}%` }} aria-hidden="true" />}
      <small>
        {age && <>{age} · </>}
        {origin && (
          <>
            {origin.author ? <a href={`/members/${origin.author}`}>{origin.author}</a> : "deleted member"}
            {" · "}
          </>
        )}
        {sourceUrl && (
          <>
            <a href={sourceUrl} rel="nofollow ugc noopener">
              source<span className="sr-only"> of “{text}”</span>
            </a>
            {" · "}
          </>
        )}
        <a href={`/statements/${id}/report`} rel="nofollow">
          report<span className="sr-only"> “{text}”</span>
        </a>
      </small>
      {note && (
        <details className="data">
          <summary>
            Note<span className="sr-only"> on “{text}”</span>
          </summary>
          <StatementNote note={note} />
        </details>
      )}
    </>
  );
}
