import type { DecisionCard } from "@/lib/decisions/schema";
import { formatPartialDate } from "@/lib/format";

/** Decisions by title, each with what was chosen, when, and (unless it is plain) by whom. */
export function DecisionLinks({ decisions, isByOne = false }: { decisions: DecisionCard[]; isByOne?: boolean }) {
  return (
    <ul>
      {decisions.map(({ slug, title, chosen, decidedOn, author }) => (
        <li key={slug} className="border-b border-rule py-3">
          <p>
            <a href={`/decisions/${slug}`}>{title}</a>
          </p>
          <small className="text-soft">
            {chosen} chosen, {formatPartialDate(decidedOn)}
            {author && !isByOne && `, by ${author}`}
          </small>
        </li>
      ))}
    </ul>
  );
}
