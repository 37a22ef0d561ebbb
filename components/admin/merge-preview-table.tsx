import { formatWholeNumber } from "@/lib/format";
import type { MergePreview } from "@/lib/merges/schema";

/** What would move if two tools became one, and the button that does it. */
export function MergePreviewTable({ preview }: { preview: MergePreview }) {
  const { winner, loser, lines, stackupsLeft, statementsLeft } = preview;
  return (
    <>
      <p className="mt-4">
        <b>{loser.name}</b> becomes one with <b>{winner.name}</b>. Its page leads there from then on.
      </p>
      <div className="counts mt-4">
        <table>
          <caption className="sr-only">What moves</caption>
          <tbody>
            {lines.map(({ what, count, becomes }) => (
              <tr key={`${what} ${becomes}`}>
                <th scope="row" className="text-left font-normal">
                  {what} <span className="text-faint">{becomes}</span>
                </th>
                <td className="n">{formatWholeNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(stackupsLeft.length > 0 || statementsLeft > 0) && (
        <div className="note kind mt-4">
          <b>Kept, but not shown any more</b>
          {stackupsLeft.length > 0 &&
            `Written stackups that have both, or that ${winner.name} has already: ${stackupsLeft.join(", ")}. `}
          {statementsLeft > 0 &&
            `Pros and cons whose words were withdrawn, were refused or wait at ${winner.name}: ${statementsLeft}.`}
        </div>
      )}
      <form className="form mt-5" action="/api/admin/merges/tools" method="post">
        <input type="hidden" name="winner" value={winner.slug} />
        <input type="hidden" name="loser" value={loser.slug} />
        <label>
          <b>Why are they the same?</b>
          <input name="reason" required minLength={5} maxLength={200} />
          <small>Stands in the history of both, for everybody to read.</small>
        </label>
        <p>
          <button type="submit" className="button danger">
            Make one of {loser.name} and {winner.name}
          </button>
        </p>
      </form>
    </>
  );
}
