import { formatWholeNumber } from "@/lib/format";
import { runTime, runWord } from "@/lib/imports/rules";
import type { ImportRun } from "@/lib/imports/schema";

const COUNTS = ["read", "created", "updated", "unchanged", "skipped", "vanished"] as const;

/** The newest imports, one a row, each with what it did. */
export function RunList({ runs }: { runs: ImportRun[] }) {
  if (runs.length === 0) return <p className="mt-4 none">Nothing has been imported yet.</p>;
  return (
    <section className="scroll grid" aria-label="Imports so far">
      <table className="runs">
        <thead>
          <tr>
            <th scope="col">Import</th>
            <th scope="col">State</th>
            {COUNTS.map((count) => (
              <th key={count} scope="col" className="n">
                {count}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                <a href={`/admin/imports/${run.id}`}>
                  {run.sourceName}
                  <span className="sr-only">, run {run.id}</span>
                </a>
                <small>
                  {runTime(run)}
                  {run.by && ` · by ${run.by}`}
                </small>
              </th>
              <td className="nowrap" data-label="State">
                {runWord(run)}
              </td>
              {COUNTS.map((count) => (
                <td key={count} className="n" data-label={count}>
                  {formatWholeNumber(run[count])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
