import type { Export } from "@/lib/exports/schema";
import { formatBytes, formatPartialDate } from "@/lib/format";

const MEANINGS: Record<Export["files"][number]["name"], string> = {
  "sidestack.jsonl": "everything, one thing a line, as another Sidestack takes it",
  "sidestack.jsonl.gz": "the same, compressed",
  "tools.csv": "tools with their texts and main facts",
  "statements.csv": "pros and cons with their votes",
  "figures.csv": "figures with dates and sources",
  "licences.csv": "the data sets above",
};

/** The files of the newest export, each with its size, to be downloaded. */
export function ExportFileList({ newest }: { newest: Export | null }) {
  if (!newest) return <p className="none">No export has been written here yet. It is done every night.</p>;
  return (
    <>
      <p>Written on {formatPartialDate(newest.writtenOn)}, anew every night:</p>
      <ul>
        {newest.files.map(({ name, bytes }) => (
          <li key={name}>
            <a href={`/exports/${name}`} download>
              {name}
            </a>{" "}
            ({formatBytes(bytes)}): {MEANINGS[name]}
          </li>
        ))}
      </ul>
    </>
  );
}
