import { DecisionField } from "@/components/decisions/decision-field";
import type { DecisionSubject } from "@/lib/decisions/drafts/rules";
import { NOTE_MAX, TEXT_MAX, TITLE_MAX, type DecisionForm as Typed } from "@/lib/decisions/schema";
import type { ToolName } from "@/lib/tools/schema";

type Props = {
  subject: DecisionSubject;
  options: ToolName[];
  typed: Pick<Typed, "title" | "context" | "chosen" | "reasons" | "decidedOn" | "revisitOn" | "visibility" | "stack">;
  notes: string[];
  /** The member's own stacks. */
  stacks: { slug: string; name: string }[];
  /** Why the form was refused, and what is wrong by field; null where it was not sent yet. */
  refusal: { why: string; faults: Record<string, string> } | null;
};

/** The form in which a decision is recorded or changed. */
export function DecisionForm({ subject, options, typed, notes, stacks, refusal }: Props) {
  const isNew = "pair" in subject;
  const faults = refusal?.faults ?? {};
  return (
    <form className="form mt-5" action="/api/decisions" method="post">
      {refusal && (
        <p role="alert">
          <b>{isNew ? "Not recorded yet." : "Not saved yet."}</b> {refusal.why}
        </p>
      )}
      {isNew ? (
        <input type="hidden" name="pair" value={subject.pair} />
      ) : (
        <input type="hidden" name="slug" value={subject.slug} />
      )}
      <DecisionField name="title" label="Title" fault={faults.title}>
        {(ties) => <input {...ties} required maxLength={TITLE_MAX} defaultValue={typed.title} />}
      </DecisionField>
      <DecisionField
        name="context"
        label="Context"
        hint="What had to be solved, and under which conditions. You can use *emphasis*, lists and `code`."
        fault={faults.context}
      >
        {(ties) => <textarea {...ties} required rows={5} maxLength={TEXT_MAX} defaultValue={typed.context} />}
      </DecisionField>
      {options.map(({ slug, name }, place) => (
        <DecisionField
          key={slug}
          name={`note-${place}`}
          label={`What speaks for and against ${name}`}
          isOptional
          fault={faults[`options.${place}.note`]}
        >
          {(ties) => <textarea {...ties} rows={2} maxLength={NOTE_MAX} defaultValue={notes[place]} />}
        </DecisionField>
      ))}
      <fieldset className="field" aria-describedby={faults.chosen ? "chosen-fault" : undefined}>
        <legend>
          <b>Chosen</b>
        </legend>
        {options.map(({ slug, name }) => (
          <label key={slug} className="check">
            <input type="radio" name="chosen" value={slug} required defaultChecked={slug === typed.chosen} /> {name}
          </label>
        ))}
        {faults.chosen && (
          <span id="chosen-fault" className="error">
            {faults.chosen}
          </span>
        )}
      </fieldset>
      <DecisionField name="reasons" label="Reasons" hint="Why, and what follows from it." fault={faults.reasons}>
        {(ties) => <textarea {...ties} required rows={5} maxLength={TEXT_MAX} defaultValue={typed.reasons} />}
      </DecisionField>
      <DecisionField name="decidedOn" label="Decided on" fault={faults.decidedOn}>
        {(ties) => <input {...ties} type="date" required defaultValue={typed.decidedOn} />}
      </DecisionField>
      <DecisionField name="revisitOn" label="Look at it again on" isOptional fault={faults.revisitOn}>
        {(ties) => <input {...ties} type="date" defaultValue={typed.revisitOn} />}
      </DecisionField>
      {(stacks.length > 0 || faults.stack) && (
        <DecisionField name="stack" label="Your stack that it belongs to" fault={faults.stack}>
          {(ties) => (
            <select {...ties} defaultValue={typed.stack}>
              <option value="">none</option>
              {stacks.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </DecisionField>
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
          only those who have its address
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
