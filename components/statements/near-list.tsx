import type { NearStatement } from "@/lib/statements/drafts/schema";

/** The id of the form that the buttons below belong to: it stands outside of the form in which they are shown. */
export const INSTEAD_FORM = "vote-instead";

/** Statements that say nearly what is being written, each with a vote for it instead, and a box for who means something else. */
export function NearList({ near }: { near: NearStatement[] }) {
  const isSame = near.some((statement) => statement.isSame);
  return (
    <div className="note kind">
      <b>{isSame ? "These words stand there already" : "Is it one of these?"}</b>
      <ul className="near">
        {near.map(({ id, kind, text, score }) => (
          <li key={id}>
            <span>
              {kind === "pro" ? "Pro" : "Con"}: {text} ({score} {score === 1 ? "vote" : "votes"})
            </span>
            <button type="submit" form={INSTEAD_FORM} name="statement" value={id} className="pill">
              Vote for this instead<span className="sr-only"> “{text}”</span>
            </button>
          </li>
        ))}
      </ul>
      {!isSame && (
        <label className="check">
          <input type="checkbox" name="anyway" /> Mine says something else: post it all the same
        </label>
      )}
    </div>
  );
}
