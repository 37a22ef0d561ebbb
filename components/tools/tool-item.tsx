import type { ReactNode } from "react";
import { LifecycleChip } from "@/components/tools/lifecycle-chip";
import { ToolTile } from "@/components/tools/tool-tile";
import { taglineOrigins } from "@/lib/imports/datasets/rules";
import type { Sprite } from "@/lib/logos/rules";
import type { ToolCard } from "@/lib/tools/schema";

type Props = { tool: ToolCard; sprite: Sprite | null; heading?: "h2" | "h3"; children: ReactNode };

/** A tool in a list: tile, name, lifecycle, tagline with whose it is, and a small line that the list decides on. */
export function ToolItem({ tool, sprite, heading: Heading = "h3", children }: Props) {
  return (
    <article className="alt">
      <ToolTile tool={tool} sprite={sprite} size="s" />
      <Heading>
        <a href={`/tools/${tool.slug}`}>
          {tool.name}
          {/* Read out of its place, a name of one or two letters says too little. */}
          {tool.name.length < 3 && <span className="sr-only">, {tool.kind}</span>}
        </a>{" "}
        <LifecycleChip lifecycle={tool.lifecycle} />
      </Heading>
      {tool.tagline && <p>{tool.tagline}</p>}
      <small>
        {children}
        {taglineOrigins(tool.textOrigins).map(({ dataset }) => (
          <span key={dataset}>
            {" · text: "}
            <a href="/licences">{dataset}</a>
          </span>
        ))}
      </small>
    </article>
  );
}
