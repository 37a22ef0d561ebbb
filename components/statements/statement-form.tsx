import { INSTEAD_FORM } from "@/components/statements/near-list";
import { StatementTextField } from "@/components/statements/statement-text-field";
import { type NearStatement, NOTE_MAX, type Typed, VERSION_MAX } from "@/lib/statements/drafts/schema";
import type { StatementKind } from "@/lib/statements/schema";

type Props = {
  /** What the form is for: a new statement of a tool, or the change of one. */
  subject: { tool: string } | { statement: number };
  kind: StatementKind;
  typed: Typed;
  faults: Record<string, string>;
  near?: NearStatement[];
  isNoteLost: boolean;
};

/** The form in which a statement is written or changed. */
export function StatementForm({ subject, kind, typed, faults, near = [], isNoteLost }: Props) {
  const isNew = "tool" in subject;
  const noteFault = isNoteLost
    ? "The note was too long to come back here. Your browser’s back button still has it."
    : faults.note;
  const field = (name: string, fault: string | undefined) => ({
    id: name,
    name,
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": fault ? `${name}-hint ${name}-fault` : `${name}-hint`,
  });
  const error = (name: string, fault: string | undefined) =>
    fault && (
      <span id={`${name}-fault`} className="error">
        {fault}
      </span>
    );
  return (
    <>
      <form className="form mt-5" action={isNew ? "/api/statements" : "/api/statements/edit"} method="post">
        {isNew ? (
          <>
            <input type="hidden" name="tool" value={subject.tool} />
            <fieldset className="field">
              <legend>
                <b>It is</b>
              </legend>
              {(["pro", "con"] as const).map((one) => (
                <label key={one} className="check">
                  <input type="radio" name="kind" value={one} defaultChecked={one === kind} /> a {one}
                </label>
              ))}
            </fieldset>
          </>
        ) : (
          <input type="hidden" name="statement" value={subject.statement} />
        )}
        <StatementTextField
          tool={isNew ? subject.tool : null}
          kind={kind}
          value={typed.text}
          fault={faults.text}
          near={near}
        />
        <div className="field">
          <label htmlFor="note">
            <span>
              <b>Note</b> (if you like)
            </span>
          </label>
          <textarea {...field("note", noteFault)} rows={5} maxLength={NOTE_MAX} defaultValue={typed.note} />
          {error("note", noteFault)}
          <small id="note-hint">
            Up to {NOTE_MAX} characters. *emphasis*, lists, `code` and [links](https://example.org) work.
          </small>
        </div>
        <div className="field">
          <label htmlFor="version">
            <span>
              <b>Version</b> (if it is about one)
            </span>
          </label>
          <input {...field("version", faults.version)} maxLength={VERSION_MAX} defaultValue={typed.version} />
          {error("version", faults.version)}
          <small id="version-hint">Such as v2 or 1.28.</small>
        </div>
        <div className="field">
          <label htmlFor="source">
            <span>
              <b>Source</b> (if there is one)
            </span>
          </label>
          <input {...field("source", faults.source)} type="url" maxLength={500} defaultValue={typed.source} />
          {error("source", faults.source)}
          <small id="source-hint">A web address where it can be read.</small>
        </div>
        <p>
          <button type="submit" className="button">
            {isNew ? "Post" : "Save"}
          </button>
        </p>
      </form>
      {isNew && <form id={INSTEAD_FORM} action="/api/statements/instead" method="post" />}
    </>
  );
}
