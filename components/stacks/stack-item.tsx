import { ToolLinks } from "@/components/tools/tool-links";
import { formatNumberOf, formatPartialDate } from "@/lib/format";
import { ORIGIN_WORDS } from "@/lib/stacks/rules";
import type { StackCard } from "@/lib/stacks/schema";

/** A stack in a list: what it is, how large, and its best-known tools. */
export function StackItem({ stack, heading: Heading = "h2" }: { stack: StackCard; heading?: "h2" | "h3" }) {
  const { slug, name, kind, origin, toolCount, owner, asOf, tools } = stack;
  return (
    <article className="stack-item">
      <Heading>
        <a href={`/stacks/${slug}`}>{name}</a>
      </Heading>
      <p>
        <ToolLinks tools={tools} />
        {toolCount > tools.length && ` and ${toolCount - tools.length} more`}
      </p>
      <small>
        {kind} · {formatNumberOf(toolCount, "tool")} · {owner ? `shared by ${owner}` : ORIGIN_WORDS[origin]},{" "}
        <time dateTime={asOf}>{formatPartialDate(asOf)}</time>
      </small>
    </article>
  );
}
