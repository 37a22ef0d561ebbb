import { TextAttribution } from "@/components/imports/text-attribution";
import { FigureList } from "@/components/tools/figure-list";
import { FollowButton } from "@/components/tools/follow-button";
import { LifecycleChip } from "@/components/tools/lifecycle-chip";
import { ToolTile } from "@/components/tools/tool-tile";
import type { Sprite } from "@/lib/logos/rules";
import type { SourceIndex } from "@/lib/sources/rules";
import type { ToolPage } from "@/lib/tools/schema";

/** The compared tools beside each other: what each is, and its five figures. */
export function StackupOverview({
  tools,
  sprite,
  index,
}: {
  tools: ToolPage[];
  sprite: Sprite | null;
  index: SourceIndex;
}) {
  return (
    <div className={tools.length > 2 ? "pair many" : "pair"} style={{ "--n": tools.length }}>
      {tools.map((tool, place) => (
        <article key={tool.slug}>
          <div className="who">
            <ToolTile tool={tool} sprite={sprite} place={place} />
            <div>
              <h2>
                <a href={`/tools/${tool.slug}`}>{tool.name}</a>
              </h2>
              <small>{tool.kind}</small>
              <LifecycleChip lifecycle={tool.lifecycle} />
            </div>
            <FollowButton slug={tool.slug} name={tool.name} />
          </div>
          {tool.tagline && <p>{tool.tagline}.</p>}
          <TextAttribution origins={tool.textOrigins} />
          <FigureList tool={tool} index={index} />
        </article>
      ))}
    </div>
  );
}
