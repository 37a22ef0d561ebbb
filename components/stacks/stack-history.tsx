import { ToolLinks } from "@/components/tools/tool-links";
import { formatNumberOf, formatPartialDate } from "@/lib/format";
import type { ChangedTool, StackChange } from "@/lib/stacks/schema";

function Changed({ tools }: { tools: ChangedTool[] }) {
  const known = tools.flatMap(({ slug, name }) => (slug === null ? [] : [{ slug, name }]));
  const others = tools.filter(({ slug }) => slug === null).map(({ name }) => name);
  return (
    <>
      <ToolLinks tools={known} />
      {known.length > 0 && others.length > 0 && ", "}
      {others.join(", ")}
    </>
  );
}

/** What came and went, version by version. */
export function StackHistory({ changes }: { changes: StackChange[] }) {
  return (
    <ol className="stack-history" reversed start={changes[0]?.number}>
      {changes.map(({ number, on, added, removed, moves }) => (
        <li key={number} value={number}>
          <h2>
            Version {number} <time dateTime={on}>{formatPartialDate(on)}</time>
          </h2>
          {number === 1 && <p>Shared for the first time, with {formatNumberOf(added.length, "tool")}.</p>}
          {number > 1 && added.length + removed.length === 0 && <p>No tool came or went; details changed.</p>}
          {number > 1 && added.length > 0 && (
            <p>
              <b>Added:</b> <Changed tools={added} />
            </p>
          )}
          {removed.length > 0 && (
            <p>
              <b>Removed:</b> <Changed tools={removed} />
            </p>
          )}
          {moves.map(({ from, to, reason }) => (
            <p key={`${from.slug} ${to.slug}`}>
              <b>Moved</b> from <ToolLinks tools={[from]} /> to <ToolLinks tools={[to]} />
              {reason ? `: ${reason}` : "."}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
