import { Fragment } from "react";
import { SourceMark } from "@/components/layout/source-mark";
import type { SourceIndex } from "@/lib/sources/rules";
import { lifecycleText } from "@/lib/tools/rules";
import type { ToolPage } from "@/lib/tools/schema";

/** What became of a tool, with date, source and what its users moved to. */
export function LifecycleSentence({ tool, index }: { tool: ToolPage; index: SourceIndex }) {
  const { lifecycle } = tool;
  return (
    <p>
      {tool.name}: {lifecycleText(lifecycle).replace(/^./, (letter) => letter.toLowerCase())}. {lifecycle.note}
      {lifecycle.source && <SourceMark source={lifecycle.source} index={index} />}
      {lifecycle.successors.length > 0 && (
        <>
          {" "}
          Its users moved to{" "}
          {lifecycle.successors.map((successor, position) => (
            <Fragment key={successor.slug}>
              {position > 0 && (position === lifecycle.successors.length - 1 ? " and " : ", ")}
              <a href={`/tools/${successor.slug}`}>{successor.name}</a>
            </Fragment>
          ))}
          .
        </>
      )}
    </p>
  );
}
