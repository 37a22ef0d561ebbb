import type { ReactNode } from "react";
import { MarkedText } from "@/components/layout/marked-text";
import { SourceMark } from "@/components/layout/source-mark";
import { toolColour } from "@/components/tools/tool-tile";
import { SectionHead } from "@/components/ui/section-head";
import { formatPartialDate } from "@/lib/format";
import type { SourceIndex } from "@/lib/sources/rules";
import { stackupTitle } from "@/lib/stackups/rules";
import type { Claim, WrittenStackup } from "@/lib/stackups/schema";
import type { ToolPage } from "@/lib/tools/schema";

type Props = {
  tools: ToolPage[];
  written: WrittenStackup | null;
  computed: Claim[];
  index: SourceIndex;
  /** What stands at the foot: ways to change them and their history. */
  children?: ReactNode;
};

/** The numbered differences: those that an editor wrote, else those computed from the facts, which says so. */
export function StackupDifferences({ tools, written, computed, index, children }: Props) {
  const claims = written?.claims ?? computed;
  return (
    <section className="section" aria-labelledby="differences">
      <SectionHead id="differences" title={`${stackupTitle(tools)}: What are the differences?`}>
        <small>
          {written
            ? `Written by the catalog’s editors · sources checked ${formatPartialDate(written.checkedOn)}`
            : "Computed from the checked facts below · no editor has written about this comparison yet"}
        </small>
      </SectionHead>
      {claims.length === 0 && (
        <p className="none mt-4">
          The facts that were checked so far do not differ. The rows below show what is known of each.
        </p>
      )}
      <ol className={tools.length > 2 ? "diffs many" : "diffs"} style={{ "--n": tools.length }}>
        {claims.map((claim) => (
          <li key={claim.topic}>
            <h3>{claim.topic}</h3>
            {claim.cells.map((cell) => {
              const place = tools.findIndex((tool) => tool.slug === cell.tool);
              return (
                <p key={cell.tool} className={`of ${toolColour(place)}`}>
                  <span className={tools.length > 2 || !written ? "" : "sr-only"}>{tools[place]?.name}: </span>
                  {written ? <MarkedText text={cell.text} isLine /> : cell.text}
                  <SourceMark source={cell.source} index={index} />
                </p>
              );
            })}
          </li>
        ))}
      </ol>
      {written && (
        <div className="sum">
          <p>
            <MarkedText text={written.summary} isLine />
          </p>
          <dl className="choose">
            {written.choices.map(({ tool, text }) => (
              <div key={tool}>
                <dt>Choose {tools.find((entry) => entry.slug === tool)?.name} if</dt>
                <dd>{text}.</dd>
              </div>
            ))}
            {written.chooseNeither && (
              <div>
                <dt>Choose {tools.length > 2 ? "none of them" : "neither"} if</dt>
                <dd>{written.chooseNeither}.</dd>
              </div>
            )}
          </dl>
        </div>
      )}
      {children}
    </section>
  );
}
