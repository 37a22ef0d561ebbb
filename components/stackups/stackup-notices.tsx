import { Fragment } from "react";
import { LifecycleSentence } from "@/components/tools/lifecycle-sentence";
import type { SourceIndex } from "@/lib/sources/rules";
import { describeEnded, stackupPath, stackupTitle } from "@/lib/stackups/rules";
import type { StackupCard } from "@/lib/stackups/schema";
import { describeKinds, isLikeForLike, listFairPairs } from "@/lib/tools/rules";
import type { Alternative, ToolPage } from "@/lib/tools/schema";

type Props = { tools: ToolPage[]; alternatives: Alternative[]; related: StackupCard[]; index: SourceIndex };

/** What a reader must know before comparing: tools that have ended, tools that differ in kind. Nothing when all is well. */
export function StackupNotices({ tools, alternatives, related, index }: Props) {
  const ended = describeEnded(tools);
  const resting = tools.filter((tool) => tool.lifecycle.state === "maintenance");
  const fairPairs = isLikeForLike(tools)
    ? []
    : listFairPairs(
        tools,
        alternatives,
        related.map((stackup) => stackup.tools),
      );
  if (!ended && resting.length === 0 && isLikeForLike(tools)) return null;
  return (
    <div className="notes">
      {ended && (
        <div className="note dead">
          <b>{ended.title}</b>
          {ended.tools.map((tool) => (
            <LifecycleSentence key={tool.slug} tool={tool} index={index} />
          ))}
        </div>
      )}
      {resting.length > 0 && (
        <div className="note kind">
          <b>In maintenance</b>
          {resting.map((tool) => (
            <LifecycleSentence key={tool.slug} tool={tool} index={index} />
          ))}
        </div>
      )}
      {!isLikeForLike(tools) && (
        <div className="note kind">
          <b>Not like for like</b>
          <p>
            {describeKinds(tools)}
            {fairPairs.length > 0 && " Fair pairs: "}
            {fairPairs.map((pair, position) => (
              <Fragment key={stackupPath(pair.map((tool) => tool.slug))}>
                {position > 0 && ", "}
                <a href={stackupPath(pair.map((tool) => tool.slug))}>{stackupTitle(pair)}</a>
              </Fragment>
            ))}
            {fairPairs.length > 0 && "."}
          </p>
        </div>
      )}
    </div>
  );
}
