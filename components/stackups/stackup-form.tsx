import { DraftKeeper } from "@/components/editing/draft-keeper";
import { EditField } from "@/components/editing/edit-field";
import { FormSection } from "@/components/editing/form-section";
import { RowButtons } from "@/components/editing/row-buttons";
import { SourceFields } from "@/components/editing/source-fields";
import { toolColour } from "@/components/tools/tool-tile";
import type { EditedForm } from "@/lib/stackups/documents/forms/schema";
import { MAX_CLAIMS, type TypedStackup } from "@/lib/stackups/documents/schema";
import type { ToolName } from "@/lib/tools/schema";

type ClaimProps = {
  place: number;
  count: number;
  claim: TypedStackup["claims"][number];
  tools: ToolName[];
  faults: Record<string, string>;
};

function ClaimFields({ place, count, claim, tools, faults }: ClaimProps) {
  const name = `claims.${place}`;
  const cells = tools.map((tool, column) => ({
    tool,
    column,
    field: `${name}.cells.${column}`,
    cell: claim.cells[column] ?? { text: "", url: "", title: "", checked: "" },
  }));
  return (
    <fieldset id={`claim-${place}`} className="claim">
      <legend className="sr-only">Difference {place + 1}</legend>
      <div className="claim-head">
        <EditField
          name={`${name}.topic`}
          label={`${place + 1}. Topic`}
          value={claim.topic}
          fault={faults[`${name}.topic`]}
        />
        <RowButtons list="claims" place={place} count={count} what={`difference ${place + 1}`} />
      </div>
      <div className="cells" style={{ "--n": Math.min(2, tools.length) }}>
        {cells.map(({ tool, column, field, cell }) => (
          <div key={tool.slug} className={`cell ${toolColour(column)}`}>
            <EditField
              name={`${field}.text`}
              label={`What holds for ${tool.name}`}
              type="textarea"
              rows={3}
              value={cell.text}
              fault={faults[`${field}.text`]}
            />
            <SourceFields name={field} source={cell} faults={faults} />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

type Props = {
  /** Where the form is sent: by editors it is saved, by members suggested. */
  action: string;
  slug: string;
  tools: ToolName[];
  form: EditedForm;
  /** Number of the suggestion that is being changed; 0 for none. */
  suggestion?: number;
  submit: string;
};

/** The form in which the differences of a stackup are written: claims with a text and a source for each tool, summary, choices. */
export function StackupForm({ action, slug, tools, form, suggestion = 0, submit }: Props) {
  const { typed, faults, base, reason, savedAt } = form;
  const claims = typed.claims.map((claim, place) => ({ claim, place, id: `claim-${place}` }));
  const faultCount = Object.keys(faults).length;
  return (
    <form className="form wide" action={action} method="post" id="form">
      <input type="hidden" name="pair" value={slug} />
      <input type="hidden" name="base" value={base} />
      {suggestion > 0 && <input type="hidden" name="suggestion" value={suggestion} />}
      {/* What the return key presses: nothing is published by accident. */}
      <button type="submit" name="do" value="preview" className="sr-only" tabIndex={-1} aria-hidden="true">
        Preview
      </button>
      {faultCount > 0 && (
        <p className="note dead" role="alert">
          <b>Not saved yet</b>
          {faultCount === 1 ? "One field is not right" : `${faultCount} fields are not right`}. What you typed is kept
          as your draft.
        </p>
      )}
      <FormSection
        id="claims"
        title="Differences"
        hint="What differs, one topic each, with the page where it can be read. *emphasis*, `code` and [links](https://example.org) work in the texts."
      >
        <p className="row-tools">
          <button type="submit" className="pill" name="do" value="copy">
            Copy from the computed differences
          </button>
          <small>They take the place of what stands below, sources included.</small>
        </p>
        {faults.claims && <p className="error">{faults.claims}</p>}
        {claims.map(({ claim, place, id }) => (
          <ClaimFields key={id} claim={claim} place={place} count={claims.length} tools={tools} faults={faults} />
        ))}
        {claims.length < MAX_CLAIMS && (
          <p>
            <button type="submit" className="pill" name="do" value="add claims">
              Add a difference
            </button>
          </p>
        )}
      </FormSection>
      <FormSection id="short" title="In short">
        <EditField
          name="summary"
          label="Summary"
          type="textarea"
          value={typed.summary}
          fault={faults.summary}
          hint="40 to 700 characters."
        />
        <div className="cells" style={{ "--n": 2 }}>
          {tools.map((tool, place) => (
            <EditField
              key={tool.slug}
              name={`choices.${place}`}
              label={`Choose ${tool.name} if …`}
              type="textarea"
              rows={2}
              value={typed.choices[place] ?? ""}
              fault={faults[`choices.${place}`]}
            />
          ))}
        </div>
        <EditField
          name="neither"
          label={`Choose ${tools.length > 2 ? "none of them" : "neither"} if … (leave it out where there is no such case)`}
          type="textarea"
          rows={2}
          value={typed.neither}
          fault={faults.neither}
        />
      </FormSection>
      <div className="save">
        <EditField
          name="reason"
          label="Why"
          value={reason}
          fault={faults.reason}
          hint="One sentence for the history, which everybody can read."
        />
        <p className="row-tools">
          <button type="submit" className="button" name="do" value="save">
            {submit}
          </button>
          <button type="submit" className="pill" name="do" value="preview">
            Preview
          </button>
          {savedAt && (
            <button type="submit" className="pill" name="do" value="discard">
              Discard the draft
            </button>
          )}
          <DraftKeeper action={action} />
        </p>
      </div>
    </form>
  );
}
