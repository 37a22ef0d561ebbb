import { formatNumberOf } from "@/lib/format";
import type { PendingTool } from "@/lib/stacks/pending/schema";

/** Names that stacks have and the catalog has not, for an editor to map, to make a tool of, or to refuse. */
export function PendingList({ tools }: { tools: PendingTool[] }) {
  return (
    <ul className="own">
      {tools.map(({ id, name, stacks, example, tool }) => (
        <li key={id}>
          <div>
            <b>{name}</b>
            <small>
              in {formatNumberOf(stacks, "stack")}
              {example && (
                <>
                  , such as <a href={`/stacks/${example.slug}`}>{example.name}</a>
                </>
              )}
              {tool && (
                <>
                  {" · "}the catalog has <a href={`/tools/${tool.slug}`}>{tool.name}</a> by now
                </>
              )}
            </small>
          </div>
          <div className="row-tools">
            <form action="/api/stacks/pending" method="post" className="row-tools">
              <input type="hidden" name="pending" value={id} />
              <input type="hidden" name="decision" value="map" />
              <label className="sr-only" htmlFor={`tool-${id}`}>
                The tool that “{name}” is
              </label>
              <input
                id={`tool-${id}`}
                name="tool"
                className="pill"
                required
                maxLength={80}
                placeholder="slug or name"
                defaultValue={tool?.slug}
              />
              <button type="submit" className="pill">
                Is this tool<span className="sr-only"> “{name}”</span>
              </button>
            </form>
            <a className="pill" href={`/admin/tools/new?${new URLSearchParams({ name })}`}>
              Create<span className="sr-only"> “{name}”</span>
            </a>
            <form action="/api/stacks/pending" method="post">
              <input type="hidden" name="pending" value={id} />
              <button type="submit" name="decision" value="refuse" className="pill">
                Refuse<span className="sr-only"> “{name}”</span>
              </button>
            </form>
          </div>
        </li>
      ))}
    </ul>
  );
}
