import { EditLink } from "@/components/editing/edit-link";
import { TextAttribution } from "@/components/imports/text-attribution";
import { FollowButton } from "@/components/tools/follow-button";
import { LifecycleChip } from "@/components/tools/lifecycle-chip";
import { LifecycleSentence } from "@/components/tools/lifecycle-sentence";
import { ToolTile } from "@/components/tools/tool-tile";
import { Tabs } from "@/components/ui/tabs";
import { taglineOrigins } from "@/lib/imports/datasets/rules";
import type { Sprite } from "@/lib/logos/rules";
import type { SourceIndex } from "@/lib/sources/rules";
import { isEnded } from "@/lib/tools/rules";
import type { ToolPage } from "@/lib/tools/schema";

type Props = { tool: ToolPage; sprite: Sprite | null; index: SourceIndex; current: string; title?: string };

/** The head of a tool's pages: name, kind, lifecycle, the way between its pages, and what must be known before reading on. */
export function ToolHead({ tool, sprite, index, current, title }: Props) {
  const isResting = tool.lifecycle.state === "maintenance";
  return (
    <>
      <div className="title">
        <div className="who">
          <ToolTile tool={tool} sprite={sprite} />
          <div>
            <h1>{title ?? tool.name}</h1>
            <small>{tool.kind}</small> <LifecycleChip lifecycle={tool.lifecycle} />
          </div>
          <EditLink slug={tool.slug} name={tool.name} />
          <FollowButton slug={tool.slug} name={tool.name} />
        </div>
        {tool.tagline && <p>{tool.tagline}.</p>}
        {/* The overview says it of all texts below them. */}
        {current !== `/tools/${tool.slug}` && <TextAttribution origins={taglineOrigins(tool.textOrigins)} />}
      </div>
      <Tabs
        label={`Pages about ${tool.name}`}
        current={current}
        tabs={[
          { href: `/tools/${tool.slug}`, text: "Overview" },
          { href: `/tools/${tool.slug}/alternatives`, text: "Alternatives" },
          { href: `/tools/${tool.slug}/stacks`, text: "Stacks" },
          { href: `/tools/${tool.slug}/history`, text: "History" },
        ]}
      />
      {(isEnded(tool.lifecycle) || isResting) && (
        <div className="notes">
          <div className={isResting ? "note kind" : "note dead"}>
            <b>{isResting ? "In maintenance" : "This tool has ended"}</b>
            <LifecycleSentence tool={tool} index={index} />
          </div>
        </div>
      )}
    </>
  );
}
