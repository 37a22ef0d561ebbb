import { DraftKeeper } from "@/components/edits/draft-keeper";
import { EditField } from "@/components/edits/edit-field";
import { RowButtons } from "@/components/edits/row-buttons";
import { toolColour } from "@/components/tools/tool-tile";
import { type EditedForm, MAX_CLAIMS, type TypedCell } from "@/lib/stackups/documents/schema";
import type { ToolName } from "@/lib/tools/schema";

type Props = {
  /** Where the form is sent: by editors it is saved, by members suggested. */
  action: string;
  slug: string;
  tools: ToolName[];
  form: EditedForm;
  submit: string;
};

type CellProps = { name: string; tool: string; place: number; cell: TypedCell; faults: Record<string, string> };

function CellFields({ name, tool, place, cell, faults }: CellProps) {
  const field = (part: keyof TypedCell) => ({
    name: `${name}.${part}`,
    value: cell[part],
    fault: faults[`${name}.${part}`],
  });
  return (
    <div className={`cell ${toolColour(place)}`}>
      <EditField {...field("text")} label={`What holds for ${tool}`} rows={4} maxLength={400} />
      <EditField {...field("url")} label="Source: address" type="url" maxLength={500} />
      <EditField {...field("title")} label="Source: title of the page" maxLength={140} />
      <EditField {...field("checked")} label="Source: checked on" type="date" />
    </div>
  );
}

/** The form in which the differences of a stackup are written: claims with a text and a source for each tool, summary, choices. */
export function StackupForm({ action, slug, tools, form, submit }: Props) {
  const { typed, faults, base, reason, savedAt } = form;
  const rows = typed.claims.map((claim, place) => ({ claim, place, name: `claims.${place}` }));
  const faultCount = Object.keys(faults).length;
  return (
    <form className="form edit" action={action} method="post" id="form">
      <input type="hidden" name="pair" value={slug} />
      <input type="hidden" name="base" value={base} />
      {/* What the return key presses: nothing is published by accident. */}
      <button type="submit" name="act" value="preview" className="sr-only" tabIndex={-1} aria-hidden="true">
        Preview
      </button>
      {faultCount > 0 && (
        <p className="note dead" role="alert">
          <b>Not saved yet</b>
          {faultCount === 1 ? "One field is not right" : `${faultCount} fields are not right`}. What you typed is kept.
          {faults.form && ` ${faults.form}`}
        </p>
      )}
      <p className="row-tools">
        <button className="pill" name="act" value="copy">
          Copy from the computed differences
        </button>
        <small>in place of the differences below, with their sources</small>
      </p>
      {faults.claims && <p className="error">{faults.claims}</p>}
      {rows.map(({ claim, name, place }) => (
          <fieldset key={name} id={`claim-${place}`} className="claim">
            <legend>Difference {place + 1}</legend>
            <div className="claim-head">
              <EditField
                name={`${name}.topic`}
                label="Topic"
                value={claim.topic}
                fault={faults[`${name}.topic`]}
                maxLength={40}
              />
              <RowButtons list="claims" place={place} count={typed.claims.length} what={`difference ${place + 1}`} />
            </div>
            <div className="cells" style={{ "--n": tools.length }}>
              {tools.map((tool, column) => (
                <CellFields
                  key={tool.slug}
                  name={`${name}.cells.${column}`}
                  tool={tool.name}
                  place={column}
                  cell={claim.cells[column] ?? { text: "", url: "", title: "", checked: "" }}
                  faults={faults}
                />
              ))}
            </div>
          </fieldset>
      ))}
      {typed.claims.length < MAX_CLAIMS && (
        <p>
          <button className="button quiet" name="act" value="add claims">
            Add a difference
          </button>
        </p>
      )}
      <fieldset className="claim">
        <legend>In short</legend>
        <EditField
          name="summary"
          label="Summary"
          value={typed.summary}
          fault={faults.summary}
          rows={4}
          maxLength={700}
          hint="40 to 700 characters. *emphasis*, `code` and [links](https://example.org) work here and in the texts above."
        />
        <div className="cells" style={{ "--n": 2 }}>
          {tools.map((tool, place) => (
            <EditField
              key={tool.slug}
              name={`choices.${place}`}
              label={`Choose ${tool.name} if …`}
              value={typed.choices[place] ?? ""}
              fault={faults[`choices.${place}`]}
              rows={2}
              maxLength={240}
            />
          ))}
          <EditField
            name="neither"
            label={`Choose ${tools.length > 2 ? "none of them" : "neither"} if … (if there is such a case)`}
            value={typed.neither}
            fault={faults.neither}
            rows={2}
            maxLength={240}
          />
        </div>
      </fieldset>
      <EditField
        name="reason"
        label="Why"
        value={reason}
        fault={faults.reason}
        maxLength={200}
        hint="One sentence for the history, which everybody can read."
      />
      <p className="row-tools">
        <button type="submit" className="button" name="act" value="save">
          {submit}
        </button>
        <button type="submit" className="button quiet" name="act" value="preview">
          Preview
        </button>
        {savedAt && (
          <button type="submit" className="button danger" name="act" value="discard">
            Discard the draft
          </button>
        )}
        <DraftKeeper savedAt={savedAt} />
      </p>
    </form>
  );
}
