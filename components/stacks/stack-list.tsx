import { StackItem } from "@/components/stacks/stack-item";
import { PageLinks } from "@/components/ui/page-links";
import { formatNumberOf } from "@/lib/format";
import { stackListPath } from "@/lib/stacks/rules";
import type { StackCard, StackListParams } from "@/lib/stacks/schema";

type Props = { stacks: StackCard[]; total: number; mostCounted: number; next: string | null; asked: StackListParams };

/** One page of a list of stacks, and the ways to the first and next page. */
export function StackList({ stacks, total, mostCounted, next, asked }: Props) {
  const count =
    total > mostCounted ? `more than ${formatNumberOf(mostCounted, "stack")}` : formatNumberOf(total, "stack");
  return (
    <>
      {total > 0 && <p className="mt-4 text-faint">{count}</p>}
      {stacks.length === 0 && (
        <p className="mt-3">
          No public stack fits. <a href="/stacks">Look at all of them</a> or <a href="/share">share yours</a>.
        </p>
      )}
      <div className="stack-items">
        {stacks.map((stack) => (
          <StackItem key={stack.slug} stack={stack} />
        ))}
      </div>
      <PageLinks
        label="Pages of this list"
        first={asked.after === "" ? null : { href: stackListPath({ ...asked, after: "" }), text: "First page" }}
        next={next ? { href: stackListPath({ ...asked, after: next }), text: "Next page" } : null}
      />
    </>
  );
}
