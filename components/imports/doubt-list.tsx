import type { ImportDoubt } from "@/lib/imports/schema";

/** Rows that may be a tool of ours, each with the tool that it may be and the ways to decide. */
export function DoubtList({ doubts }: { doubts: ImportDoubt[] }) {
  return (
    <ul className="own">
      {doubts.map(({ id, name, externalId, sourceName, why, says, candidate }) => (
        <li key={id}>
          <div className="basis-full">
            <b>{name || externalId}</b> of {sourceName}: {why}.
            {says.map(({ label, text }) => (
              <small key={label}>
                {label}: {text}
              </small>
            ))}
            {candidate && (
              <p className="mt-2">
                Perhaps <a href={`/tools/${candidate.slug}`}>{candidate.name}</a>
                {candidate.tagline && `: ${candidate.tagline}`}
                {candidate.repository && <small>Repository: {candidate.repository}</small>}
              </p>
            )}
          </div>
          <form action="/api/imports/doubts" method="post" className="row-tools">
            <input type="hidden" name="doubt" value={id} />
            {candidate && (
              <button type="submit" name="decision" value="matched" className="pill">
                It is {candidate.name}
              </button>
            )}
            <button type="submit" name="decision" value="separate" className="pill">
              A tool of its own<span className="sr-only">: {name}</span>
            </button>
            <button type="submit" name="decision" value="dismissed" className="pill">
              Pass over<span className="sr-only"> {name}</span>
            </button>
          </form>
          <form action="/api/imports/doubts" method="post" className="row-tools">
            <input type="hidden" name="doubt" value={id} />
            <input type="hidden" name="decision" value="matched" />
            <label htmlFor={`doubt-${id}`} className="sr-only">
              Slug of the tool that {name || externalId} is
            </label>
            <input
              id={`doubt-${id}`}
              name="tool"
              required
              placeholder="slug of another tool"
              autoCapitalize="none"
              spellCheck={false}
            />
            <button type="submit" className="pill">
              It is this one
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
