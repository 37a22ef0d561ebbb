import { formatNumberOf, formatPartialDate } from "@/lib/format";
import { STATUS_WORDS, statementPath } from "@/lib/statements/drafts/rules";
import type { OwnStatement } from "@/lib/statements/drafts/schema";

/** A member's own statements, each with its state and what can still be done with it. */
export function OwnStatementList({ statements }: { statements: OwnStatement[] }) {
  return (
    <ul className="own">
      {statements.map(({ id, tool, kind, text, score, status, writtenOn, isEditable }) => (
        <li key={id}>
          <div>
            <b>
              {kind === "pro" ? "Pro" : "Con"} of <a href={`/tools/${tool.slug}`}>{tool.name}</a>:
            </b>{" "}
            {status === "published" ? <a href={statementPath(tool.slug, id)}>{text}</a> : text}
            <small>
              {STATUS_WORDS[status]} · written {formatPartialDate(writtenOn)}
              {status === "published" && ` · ${formatNumberOf(score, "vote")}`}
            </small>
          </div>
          {(status === "published" || status === "waiting") && (
            <form action="/api/statements/withdraw" method="post" className="row-tools">
              {isEditable && (
                <a className="pill" href={`/statements/${id}/edit`}>
                  Edit<span className="sr-only"> “{text}”</span>
                </a>
              )}
              <button type="submit" name="statement" value={id} className="pill">
                Withdraw<span className="sr-only"> “{text}”</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}
