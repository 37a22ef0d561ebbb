import { formatMoment, formatNumberOf } from "@/lib/format";
import { SOURCE_NAMES } from "@/lib/sync/rules";
import type { SyncBoard, SyncTrouble } from "@/lib/sync/schema";

function Trouble({ entry }: { entry: SyncTrouble }) {
  const { source, tool, key, error, movedTo, lastOk } = entry;
  return (
    <li>
      <div>
        <b>
          <a href={`/tools/${tool.slug}`}>{tool.name}</a>
        </b>{" "}
        {SOURCE_NAMES[source]}: {key}
        <small>
          {movedTo && `It is called ${movedTo} now. `}
          {error && `${error}. `}
          {lastOk ? `Last read ${formatMoment(new Date(lastOk))}.` : "Never read yet."}
        </small>
      </div>
      <form action="/admin/jobs/key" method="post" className="inline">
        <input type="hidden" name="tool" value={tool.slug} />
        <input type="hidden" name="source" value={source} />
        <label className="sr-only" htmlFor={`key-${source}-${tool.slug}`}>
          Key of {tool.name} at {SOURCE_NAMES[source]}; empty: it is not read there
        </label>
        <input id={`key-${source}-${tool.slug}`} name="key" defaultValue={movedTo ?? key} maxLength={255} />
        <button type="submit" className="pill">
          Save<span className="sr-only"> the key of {tool.name}</span>
        </button>
      </form>
    </li>
  );
}

/** How many pages are read at each source, and those with which something is wrong, each with its key to be set right. */
export function SyncTargetList({ board }: { board: SyncBoard }) {
  const more = board.total - board.troubles.length;
  return (
    <>
      <p className="mt-3 text-soft">
        {board.counts.length === 0
          ? "Nothing is known yet that could be read."
          : board.counts
              .map(
                ({ source, count, read }) =>
                  `${SOURCE_NAMES[source]}: ${read} of ${formatNumberOf(count, "page")} read`,
              )
              .join(" · ")}
      </p>
      {board.troubles.length > 0 ? (
        <ul className="own">
          {board.troubles.map((entry) => (
            <Trouble key={`${entry.source} ${entry.tool.slug}`} entry={entry} />
          ))}
        </ul>
      ) : (
        <p className="none mt-3">Nothing failed, moved or is gone.</p>
      )}
      {more > 0 && <p className="none mt-3">And {formatNumberOf(more, "page")} more, when these are set right.</p>}
    </>
  );
}
