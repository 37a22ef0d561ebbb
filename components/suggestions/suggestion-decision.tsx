import { suggestionFormPath } from "@/lib/suggestions/rules";
import type { SuggestionItem } from "@/lib/suggestions/schema";

/** What an editor can do with a suggestion: take it, change it first, or decline it with a note for its member. */
export function SuggestionDecision({ suggestion }: { suggestion: SuggestionItem }) {
  const { id, about, member, contested } = suggestion;
  const named = about ? ` ${member}’s edit of ${about.name}` : ` ${member}’s edit`;
  return (
    <div className="decision">
      <form action="/api/suggestions/decide" method="post" className="row-tools">
        <input type="hidden" name="suggestion" value={id} />
        {about && contested.length === 0 && (
          <button type="submit" className="button" name="decision" value="approve">
            Approve<span className="sr-only">{named}</span>
          </button>
        )}
        {about && (
          <a className="pill" href={suggestionFormPath(suggestion)}>
            Change and approve<span className="sr-only">{named}</span>
          </a>
        )}
      </form>
      <details>
        <summary>
          Decline<span className="sr-only">{named}</span>
        </summary>
        <form action="/api/suggestions/decide" method="post" className="form">
          <input type="hidden" name="suggestion" value={id} />
          <label>
            <b>Why, for {member}</b>
            <textarea name="answer" rows={2} required minLength={5} maxLength={500} />
          </label>
          <p>
            <button type="submit" className="button danger" name="decision" value="decline">
              Decline<span className="sr-only">{named}</span>
            </button>
          </p>
        </form>
      </details>
    </div>
  );
}
