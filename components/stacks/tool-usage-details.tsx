import { MoveList } from "@/components/stacks/move-list";
import { ToolTile } from "@/components/tools/tool-tile";
import { formatNumberOf, formatWholeNumber } from "@/lib/format";
import type { Sprite } from "@/lib/logos/rules";
import { describeKindsOfStacks } from "@/lib/stacks/rules";
import type { StackCard } from "@/lib/stacks/schema";
import type { ToolUsage } from "@/lib/stacks/usage/schema";
import type { ToolName } from "@/lib/tools/schema";

function StackNames({ id, title, stacks }: { id: string; title: string; stacks: StackCard[] }) {
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul className="moves">
        {stacks.map(({ slug, name, toolCount }) => (
          <li key={slug}>
            <a href={`/stacks/${slug}`}>{name}</a> <small>{formatNumberOf(toolCount, "tool")}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Props = { tool: ToolName; usage: ToolUsage; sprite: Sprite | null };

/** What public stacks say of a tool: how many, with what, moved from and to what. */
export function ToolUsageDetails({ tool, usage, sprite }: Props) {
  const { total, extracted, kinds, layers, usedWith, looked, newest, largest, movedFrom, movedTo } = usage;
  const apart = `${formatNumberOf(extracted, "stack")} extracted from data sets ${extracted === 1 ? "counts" : "count"} apart`;
  return (
    <>
      <p className="mt-3">
        {total > 0
          ? `In ${formatNumberOf(total, "public stack")} here: ${describeKindsOfStacks(kinds)}.`
          : `No public stack lists ${tool.name} yet.`}
        {extracted > 0 && ` ${apart}.`}
        {layers.length > 1 &&
          ` Put under ${layers.map(({ name, stacks }) => `${name} (${formatWholeNumber(stacks)})`).join(", ")}.`}{" "}
        {total === 0 && <a href="/share">Share yours</a>}
      </p>
      {usedWith.length > 0 && (
        <section aria-labelledby="used-with">
          <h3 id="used-with" className="mt-5">
            Used with
          </h3>
          <ul className="used-with">
            {usedWith.map(({ tool: other, stacks }) => (
              <li key={other.slug}>
                <ToolTile tool={other} sprite={sprite} size="xs" />
                <a href={`/tools/${other.slug}`}>{other.name}</a>
                <small>
                  in {formatWholeNumber(stacks)} of {formatWholeNumber(looked)}
                </small>
              </li>
            ))}
          </ul>
          {looked < total && (
            <p className="text-faint">Counted over the {formatWholeNumber(looked)} newest stacks with it.</p>
          )}
        </section>
      )}
      <div className="columns mt-5">
        <MoveList id="moved-from" title="Moved from" moves={movedFrom} />
        <MoveList id="moved-to" title="Moved to" moves={movedTo} />
      </div>
      {total > 0 && (
        <div className="columns mt-5">
          <StackNames id="newest-stacks" title="Newest" stacks={newest} />
          <StackNames id="largest-stacks" title="Largest" stacks={largest} />
        </div>
      )}
    </>
  );
}
