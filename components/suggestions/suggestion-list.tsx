import type { ReactNode } from "react";
import { DifferenceList } from "@/components/revisions/difference-list";
import { formatPartialDate } from "@/lib/format";
import type { SuggestionItem } from "@/lib/suggestions/schema";

/** Suggestions with what each would change; what can be done with one, or what became of it, stands below it. */
export function SuggestionList({
  suggestions,
  children,
}: {
  suggestions: SuggestionItem[];
  children: (suggestion: SuggestionItem) => ReactNode;
}) {
  return (
    <ol className="history">
      {suggestions.map((suggestion) => {
        const { id, about, member, reason, suggestedOn, differences, contested } = suggestion;
        return (
          <li key={id} id={`suggestion-${id}`}>
            <div className="row-tools">
              <h2>{about ? <a href={about.path}>{about.name}</a> : "A page that is gone"}</h2>
              <small>
                <a href={`/members/${member}`}>{member}</a> · {formatPartialDate(suggestedOn)}
              </small>
            </div>
            <p>{reason}</p>
            <DifferenceList differences={differences} />
            {contested.length > 0 && (
              <p className="note kind">
                <b>Changed meanwhile</b>
                Somebody else changed this after it was suggested: {contested.join(", ")}.
              </p>
            )}
            {children(suggestion)}
          </li>
        );
      })}
    </ol>
  );
}
