import { NOTE_MAX, TEXT_MAX, TITLE_MAX, type DecisionForm as Typed } from "@/lib/decisions/schema";
import type { ToolName } from "@/lib/tools/schema";

type Props = {
  /** The stackup of a new decision, or the slug of the one that is changed. */
  subject: { pair: string } | { slug: string };
  options: ToolName[];
  typed: Pick<Typed, "title" | "context" | "chosen" | "reasons" | "decidedOn" | "revisitOn" | "visibility" | "stack">;
  notes: string[];
  /** The member's own stacks. */
  stacks: { slug: string; name: string }[];
};

/** The form in which a decision is recorded or changed. */
export function DecisionForm({ subject, options, typed, notes, stacks }: Props) {
  const isNew = "pair" in subject;
  return (
    <form className="form mt-5" action="/api/decisions" method="post">
      {isNew ? (
        <input type="hidden" name="pair" value={subject.pair} />
      ) : (
        <input type="hidden" name="slug" value={subject.slug} />
      )}
      <div className="field">
        <label htmlFor="title">
          <b>Title</b>
        </label>
        <input id="title" name="title" required maxLength={TITLE_MAX} defaultValue={typed.title} />
      </div>
      <div className="field">
        <label htmlFor="context">
          <b>Context</b>
        </label>
        <textarea
          id="context"
          name="context"
          required
          rows={5}
          maxLength={TEXT_MAX}
          defaultValue={typed.context}
          aria-describedby="context-hint"
        />
        <small id="context-hint">
          What had to be solved, and under which conditions. *emphasis*, lists, `code` work.
        </small>
      </div>
      {options.map(({ slug, name }, place) => (
        <div className="field" key={slug}>
          <label htmlFor={`note-${place}`}>
            <span>
              <b>What speaks for and against {name}</b> (if you like)
            </span>
          </label>
          <textarea
            id={`note-${place}`}
            name={`note-${place}`}
            rows={2}
            maxLength={NOTE_MAX}
            defaultValue={notes[place]}
          />
        </div>
      ))}
      <fieldset className="field">
        <legend>
          <b>Chosen</b>
        </legend>
        {options.map(({ slug, name }) => (
          <label key={slug} className="check">
            <input type="radio" name="chosen" value={slug} required defaultChecked={slug === typed.chosen} /> {name}
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor="reasons">
          <b>Reasons</b>
        </label>
        <textarea
          id="reasons"
          name="reasons"
          required
          rows={5}
          maxLength={TEXT_MAX}
          defaultValue={typed.reasons}
          aria-describedby="reasons-hint"
        />
        <small id="reasons-hint">Why, and what follows from it.</small>
      </div>
      <div className="field">
        <label htmlFor="decidedOn">
          <b>Decided on</b>
        </label>
        <input id="decidedOn" name="decidedOn" type="date" required defaultValue={typed.decidedOn} />
      </div>
      <div className="field">
        <label htmlFor="revisitOn">
          <span>
            <b>Look at it again on</b> (if you like)
          </span>
        </label>
        <input id="revisitOn" name="revisitOn" type="date" defaultValue={typed.revisitOn} />
      </div>
      {stacks.length > 0 && (
        <div className="field">
          <label htmlFor="stack">
            <b>Your stack that it belongs to</b>
          </label>
          <select id="stack" name="stack" defaultValue={typed.stack}>
            <option value="">none</option>
            {stacks.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <fieldset className="field">
        <legend>
          <b>Who sees it</b>
        </legend>
        <label className="check">
          <input type="radio" name="visibility" value="public" defaultChecked={typed.visibility !== "unlisted"} />{" "}
          everybody
        </label>
        <label className="check">
          <input type="radio" name="visibility" value="unlisted" defaultChecked={typed.visibility === "unlisted"} />{" "}
          only who has its address
        </label>
      </fieldset>
      <p>
        <button type="submit" className="button">
          {isNew ? "Record this decision" : "Save"}
        </button>
      </p>
    </form>
  );
}
