import { formatCount, formatPartialDate, formatWholeNumber } from "@/lib/format";
import { pickName } from "@/lib/tools/addresses/schema";
import { FACT_LABELS } from "@/lib/tools/rules";
import { factKeys } from "@/lib/tools/schema";
import { tablePath } from "@/lib/tools/table/rules";
import type { TableParams, TableRow, TableSort } from "@/lib/tools/table/schema";

const COLUMNS: { text: string; sorts: TableSort[]; isNumber?: true }[] = [
  { text: "Tool", sorts: ["name"] },
  { text: "Category", sorts: [] },
  { text: "Lifecycle", sorts: [] },
  { text: "Checked", sorts: ["oldest", "checked"] },
  { text: "Facts", sorts: ["facts"], isNumber: true },
  { text: "Votes", sorts: ["votes"], isNumber: true },
  { text: "Stars", sorts: ["stars"], isNumber: true },
  { text: "Waiting", sorts: [], isNumber: true },
  { text: "", sorts: [] },
];
const FALLING: TableSort[] = ["checked", "votes", "stars", "newest"];

function Heading({
  column: { text, sorts, isNumber },
  params,
}: {
  column: (typeof COLUMNS)[number];
  params: TableParams;
}) {
  const isCurrent = sorts.includes(params.sort);
  // A column with two orders changes from one to the other.
  const next = sorts[(sorts.indexOf(params.sort) + 1) % Math.max(1, sorts.length)];
  const order = isCurrent ? (FALLING.includes(params.sort) ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" aria-sort={order} className={isNumber ? "n" : undefined}>
      {next ? <a href={tablePath(params, { sort: next })}>{text}</a> : text || <span className="sr-only">Actions</span>}
    </th>
  );
}

function Row({ row }: { row: TableRow }) {
  const missing = factKeys.filter((key) => !row.facts.includes(key)).map((key) => FACT_LABELS[key].toLowerCase());
  return (
    <tr>
      <td>
        <input type="checkbox" name={pickName(row.slug)} aria-label={`Pick ${row.name}`} />
      </td>
      <th scope="row">
        <a href={row.isRemoved ? `/admin/tools/${row.slug}/address` : `/tools/${row.slug}`}>{row.name}</a>
        {row.isRemoved && " (off the site)"}
        <small>
          {[row.slug, ...row.origins].join(" · ")}
          {!row.hasLogo && " · no logo"}
        </small>
      </th>
      <td data-label="Category">{row.place}</td>
      <td data-label="Lifecycle">{row.state === "unknown" ? "not checked yet" : row.state}</td>
      <td data-label="Checked" className="nowrap">
        {formatPartialDate(row.checkedOn)}
      </td>
      <td data-label="Facts" className="n" title={missing.length > 0 ? `Missing: ${missing.join(", ")}` : undefined}>
        {row.facts.length} of {factKeys.length}
      </td>
      <td data-label="Votes" className="n">
        {formatWholeNumber(row.votes)}
      </td>
      <td data-label="Stars" className="n">
        {row.stars === null ? "–" : formatCount(row.stars)}
      </td>
      <td data-label="Waiting" className="n">
        {row.waiting > 0 ? row.waiting : "–"}
      </td>
      <td>
        <span className="row-tools">
          {!row.isRemoved && (
            <a className="pill" href={`/admin/tools/${row.slug}/edit`}>
              Edit<span className="sr-only"> {row.name}</span>
            </a>
          )}
          <a className="pill" href={`/admin/tools/${row.slug}/address`}>
            Address<span className="sr-only"> of {row.name}</span>
          </a>
          {!row.isRemoved && (
            <a className="pill" href={`/admin/tools/${row.slug}/merge`}>
              Merge<span className="sr-only"> into {row.name}</span>
            </a>
          )}
        </span>
      </td>
    </tr>
  );
}

/** One page of the table of tools, each with a box that picks it for a bulk action. */
export function ToolTable({ rows, params }: { rows: TableRow[]; params: TableParams }) {
  return (
    <section className="scroll grid" aria-label="Tools">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">Pick</span>
            </th>
            {COLUMNS.map((column) => (
              <Heading key={column.text} column={column} params={params} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
