import { formatNumberOf, formatWholeNumber } from "@/lib/format";
import { describeCounts } from "@/lib/imports/rules";
import { type ImportRun, SKIPS_LISTED } from "@/lib/imports/schema";

/** What an import did: its numbers, why rows were skipped, each of them with its place in the file. */
export function RunReport({ run }: { run: ImportRun }) {
  const { report } = run;
  const reasons = Object.entries(report.reasons).sort((a, b) => b[1] - a[1]);
  return (
    <>
      {report.error && <p className="note dead mt-4">{report.error}</p>}
      {run.status === "done" && (
        <p className="mt-4">
          {describeCounts(run)}
          {run.isDryRun && ". Tried out: nothing was changed"}.
        </p>
      )}
      {report.categories + report.functions > 0 && (
        <p>
          {formatNumberOf(report.categories, "category", "categories")} and{" "}
          {formatNumberOf(report.functions, "function")} were made.
        </p>
      )}
      {report.doubts > 0 && (
        <p>
          <a href="/admin/imports/doubts">{formatNumberOf(report.doubts, "doubtful row")}</a> wait for an editor.
        </p>
      )}
      {reasons.length > 0 && (
        <section className="section" aria-labelledby="reasons">
          <h2 id="reasons">Why rows were skipped</h2>
          <table className="facts counts mt-3">
            <tbody>
              {reasons.map(([reason, count]) => (
                <tr key={reason}>
                  <th scope="row">{reason}</th>
                  <td>{formatWholeNumber(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {report.skips.length > 0 && (
        <details className="data mt-4">
          <summary>
            The skipped rows{run.skipped > SKIPS_LISTED && `, the first ${formatWholeNumber(SKIPS_LISTED)}`}
          </summary>
          <ul className="skips">
            {report.skips.map(({ at, reason }) => (
              <li key={`${at} ${reason}`}>
                <code>{at}</code> {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {report.notes.length > 0 && (
        <details className="data mt-4">
          <summary>{formatNumberOf(report.notes.length, "row")} that stood apart from most of their kind</summary>
          <ul className="skips">
            {report.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
