import { datasets } from "@/lib/imports/datasets/rules";
import { importSources } from "@/lib/imports/schema";

/** The form that takes a file of a data set. Its fields stand before the file, which is read as it comes in. */
export function ImportForm() {
  return (
    <form action="/api/imports" method="post" encType="multipart/form-data" className="form">
      <div className="field">
        <label htmlFor="import-source">
          <b>What it is</b>
        </label>
        <select id="import-source" name="source" required defaultValue="stackshare">
          {importSources.map((source) => (
            <option key={source} value={source}>
              {datasets[source].name} ({datasets[source].file})
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="import-as-of">
          <b>Day of its data</b>
        </label>
        <input id="import-as-of" name="asOf" type="date" aria-describedby="import-as-of-hint" />
        <small id="import-as-of-hint">
          Where the file does not say it. Left empty: the day the data set is known by, else today.
        </small>
      </div>
      <div className="field">
        <label className="check" htmlFor="import-with-texts">
          <input
            id="import-with-texts"
            name="withTexts"
            type="checkbox"
            value="on"
            aria-describedby="import-with-texts-hint"
          />{" "}
          Take texts too that the licence does not cover
        </label>
        <small id="import-with-texts-hint">
          Taglines and descriptions of the StackShare data set are © StackShare: show them only with its leave. Names,
          places and figures come without.
        </small>
      </div>
      <div className="field">
        <label htmlFor="import-file">
          <b>File</b>
        </label>
        <input id="import-file" name="file" type="file" required aria-describedby="import-file-hint" />
        <small id="import-file-hint">
          At most 20 MB, a landscape 8 MB, a Stack File 1 MB. Editors’ own values are never overwritten.
        </small>
      </div>
      <p className="row-tools">
        <button type="submit" name="isDryRun" value="" className="button">
          Import
        </button>
        <button type="submit" name="isDryRun" value="on" className="button quiet">
          Try out without changing anything
        </button>
      </p>
    </form>
  );
}
