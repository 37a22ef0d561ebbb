import { EvidenceList } from "@/components/stacks/evidence-list";
import { LifecycleChip } from "@/components/tools/lifecycle-chip";
import { ToolTile } from "@/components/tools/tool-tile";
import type { Sprite } from "@/lib/logos/rules";
import { describePeriod } from "@/lib/stacks/rules";
import type { StackPage, StackRow } from "@/lib/stacks/schema";

type Props = { row: StackRow; stack: Pick<StackPage, "url" | "commit">; sprite: Sprite | null };

/** A tool in a stack: its version, role and time, why it was chosen, and where it was seen. */
export function StackTool({ row, stack, sprite }: Props) {
  const { tool, name, version, role, reason, replaced, today, since, until, evidence } = row;
  const facts = [role, describePeriod(since, until)].filter(Boolean).join(", ");
  return (
    <article className="alt">
      <ToolTile tool={tool ?? { slug: name, name, logo: null }} sprite={sprite} size="s" />
      <div>
        <h3>
          {tool ? <a href={`/tools/${tool.slug}`}>{tool.name}</a> : name} {version && <small>{version}</small>}{" "}
          {tool ? <LifecycleChip lifecycle={tool.lifecycle} /> : <small className="none">not in the catalog yet</small>}
        </h3>
        {facts && <p>{facts}</p>}
        {reason && (
          <p>
            <b>Why:</b> {reason}
          </p>
        )}
        {replaced && (
          <p>
            <b>Replaced:</b> {replaced}
          </p>
        )}
        {today && (
          <p>
            <b>Today:</b> {today}
          </p>
        )}
        {evidence.length > 0 && <EvidenceList evidence={evidence} repository={stack.url} commit={stack.commit} />}
      </div>
    </article>
  );
}
