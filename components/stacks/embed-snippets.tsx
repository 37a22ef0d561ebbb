import { CopyButton } from "@/components/ui/copy-button";
import { embedSnippets } from "@/lib/stacks/embeds/rules";
import type { StackPage } from "@/lib/stacks/schema";

/** How to show this stack elsewhere: a badge and a card, with what to paste. */
export function EmbedSnippets({ stack }: { stack: Pick<StackPage, "slug" | "name"> }) {
  return (
    <details className="data mt-6">
      <summary>Show this stack elsewhere: badge and card</summary>
      {embedSnippets(stack).map(({ label, text }) => (
        <div className="snippet" key={label}>
          <b>{label}</b>
          <pre>
            <code>{text}</code>
          </pre>
          <CopyButton text={text} label={`Copy: ${label}`} />
        </div>
      ))}
    </details>
  );
}
