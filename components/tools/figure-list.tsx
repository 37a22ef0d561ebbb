import { SourceMark } from "@/components/layout/source-mark";
import { describeSum, describeVotes, METRIC_LABELS } from "@/lib/figures/rules";
import { formatCount, formatPartialDate, formatWholeNumber } from "@/lib/format";
import type { SourceIndex } from "@/lib/sources/rules";
import type { ImportedFigure, SourceRef, ToolPage } from "@/lib/tools/schema";

type Entry = { label: string; value: number | null; title: string; source?: SourceRef };

function dated(label: string, figure: ImportedFigure | null): Entry {
  if (!figure) return { label, value: null, title: "no figure with a source" };
  return {
    label,
    value: figure.value,
    title: `${formatWholeNumber(figure.value)} as of ${formatPartialDate(figure.asOf)}`,
    source: figure.source,
  };
}

function listEntries({ figures, votes }: ToolPage): Entry[] {
  const { stacks, followers } = figures;
  return [
    { label: "Stacks", value: stacks.total, title: describeSum(stacks), source: stacks.imported?.source },
    { label: "Followers", value: followers.total, title: describeSum(followers), source: followers.imported?.source },
    { label: "Votes", value: votes, title: describeVotes(votes, figures.votes), source: figures.votes?.source },
    dated("Stars", figures.stars),
    dated("Forks", figures.forks),
  ];
}

function listUsage({ figures }: ToolPage): Entry[] {
  return figures.usage.map((figure) => dated(METRIC_LABELS[figure.metric], figure));
}

function Figures({ entries, index, className }: { entries: Entry[]; index: SourceIndex; className: string }) {
  return (
    <dl className={className}>
      {entries.map(({ label, value, title, source }) => (
        <div key={label} title={title}>
          <dt>{label}</dt>
          {value === null ? (
            <dd className="none">
              <span aria-hidden="true">–</span>
              <span className="sr-only">no figure</span>
            </dd>
          ) : (
            <dd>
              {formatCount(value)}
              <SourceMark source={source} index={index} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/**
 * The five figures of a tool, each with its source; a dash where nobody has one. Boxed, as on the tool's own page, with the counts
 * of its use below them, of those that there are.
 */
export function FigureList({ tool, index, boxed = false }: { tool: ToolPage; index: SourceIndex; boxed?: boolean }) {
  const usage = listUsage(tool);
  return (
    <>
      <Figures entries={listEntries(tool)} index={index} className={boxed ? "figs boxed" : "figs"} />
      {boxed && usage.length > 0 && <Figures entries={usage} index={index} className="figs boxed usage" />}
    </>
  );
}
