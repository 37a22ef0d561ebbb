import { isEnded, lifecycleLabel, lifecycleMeaning } from "@/lib/tools/rules";
import type { LifecycleState } from "@/lib/tools/schema";

/** A tool's lifecycle in words; the colour only repeats what the word says. */
export function LifecycleChip({ lifecycle }: { lifecycle: { state: LifecycleState; since: string | null } }) {
  const tone = isEnded(lifecycle) ? "" : lifecycle.state === "active" ? " ok" : " rest";
  return (
    <span className={`chip${tone}`} title={lifecycleMeaning(lifecycle.state)}>
      {lifecycleLabel(lifecycle)}
    </span>
  );
}
