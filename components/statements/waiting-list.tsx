import { StatementNote } from "@/components/statements/statement-note";
import { formatPartialDate } from "@/lib/format";
import type { WaitingStatement } from "@/lib/statements/drafts/schema";

/** Statements that wait, for an editor to publish or to refuse. */
export function WaitingList({ statements }: { statements: WaitingStatement[] }) {
  return (
    <ul className="own">
      {statements.map(({ id, tool, kind, text, note, version, sourceUrl, author, writtenOn }) => (
        <li key={id}>
          <div>
            <b>
              {kind === "pro" ? "Pro" : "Con"} of <a href={`/tools/${tool.slug}`}>{tool.name}</a>:
            </b>{" "}
            {text}
            <small>
              {author ? <a href={`/members/${author}`}>{author}</a> : "deleted member"} · written{" "}
              {formatPartialDate(writtenOn)}
              {version && ` · for ${version}`}
              {sourceUrl && (
                <>
                  {" · "}
                  <a href={sourceUrl} rel="nofollow ugc noopener">
                    {sourceUrl}
                  </a>
                </>
              )}
            </small>
            {note && <StatementNote note={note} />}
          </div>
          <form action="/api/statements/decide" method="post" className="row-tools">
            <input type="hidden" name="statement" value={id} />
            <button type="submit" name="decision" value="publish" className="pill">
              Publish<span className="sr-only"> “{text}”</span>
            </button>
            <button type="submit" name="decision" value="refuse" className="pill">
              Refuse<span className="sr-only"> “{text}”</span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
