import { ToolItem } from "@/components/tools/tool-item";
import type { Sprite } from "@/lib/logos/rules";
import { stackupPath } from "@/lib/stackups/rules";
import { describeReason } from "@/lib/tools/rules";
import type { Alternative } from "@/lib/tools/schema";

type Props = { alternatives: Alternative[]; to: string[]; sprite: Sprite | null; heading?: "h2" | "h3" };

/** Alternatives with why each is listed, and a way to compare each with the tools at hand. */
export function AlternativeList({ alternatives, to, sprite, heading }: Props) {
  return (
    <div className="alts">
      {alternatives.map((alternative) => (
        <ToolItem key={alternative.tool.slug} tool={alternative.tool} sprite={sprite} heading={heading}>
          {describeReason(alternative)}
          {to.length < 4 && (
            <>
              {" · "}
              <a href={stackupPath([...to, alternative.tool.slug])}>
                {`compare with ${alternative.tool.name}${to.length > 1 ? " too" : ""}`}
              </a>
            </>
          )}
        </ToolItem>
      ))}
    </div>
  );
}
