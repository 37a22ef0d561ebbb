import { formatNumberOf, formatPartialDate } from "@/lib/format";
import type { Dataset } from "@/lib/imports/schema";

/** All data sets that the catalog takes something from, with their licences. */
export function DatasetList({ datasets }: { datasets: Dataset[] }) {
  if (datasets.length === 0) return <p className="none">No data set has been imported here.</p>;
  return (
    <ul className="datasets">
      {datasets.map(({ key, name, url, licence, licenceUrl, attribution, version, importedOn, tools, stacks }) => (
        <li key={key}>
          <b>
            <a href={url}>{name}</a>
          </b>
          {", "}
          {licenceUrl ? <a href={licenceUrl}>{licence}</a> : licence}
          <small>
            {formatNumberOf(tools, "tool")}
            {stacks > 0 && `, ${formatNumberOf(stacks, "stack")}`}
            {importedOn && ` · imported ${formatPartialDate(importedOn)}`}
            {version && ` · version ${version}`}
          </small>
          {attribution && attribution !== name && <small>{attribution}</small>}
        </li>
      ))}
    </ul>
  );
}
