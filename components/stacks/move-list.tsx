import { formatNumberOf } from "@/lib/format";
import type { ToolMove } from "@/lib/stacks/usage/schema";

type Props = { id: string; title: string; moves: ToolMove[] };

/** Tools that stacks moved from or to, with the reasons that they gave. */
export function MoveList({ id, title, moves }: Props) {
  if (moves.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul className="moves">
        {moves.map(({ tool, stacks, reasons }) => (
          <li key={tool.slug}>
            <a href={`/tools/${tool.slug}`}>{tool.name}</a> <small>{formatNumberOf(stacks, "stack")}</small>
            {reasons.map(({ text, stack }) => (
              <blockquote key={stack.slug}>
                {text} <a href={`/stacks/${stack.slug}`}>{stack.name}</a>
              </blockquote>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
