import type { ReactNode } from "react";
import { DraftKeeper } from "@/components/editing/draft-keeper";
import { EditField } from "@/components/editing/edit-field";
import { LogoFields } from "@/components/editing/logo-fields";
import { NearNames } from "@/components/editing/near-names";
import { ToolClaimFields } from "@/components/editing/tool-claim-fields";
import { ToolMainFields } from "@/components/editing/tool-main-fields";
import { ToolPreview } from "@/components/editing/tool-preview";
import { ToolRelationFields } from "@/components/editing/tool-relation-fields";
import type { CategoryNode } from "@/lib/categories/schema";
import { describeField } from "@/lib/tools/forms/rules";
import type { ToolFormState } from "@/lib/tools/forms/schema";
import type { ToolPage } from "@/lib/tools/schema";

type Props = { state: ToolFormState; page: ToolPage; categories: CategoryNode[]; submit: string; children?: ReactNode };

const DRAFT = "/api/tools/draft";
const FORM = "tool-form";

/**
 * The form of a tool, for editors and for members who suggest an edit, with its preview. Every button works without JavaScript: what
 * was typed is kept as a draft and the form comes back with it.
 */
export function ToolForm({ state, page, categories, submit, children }: Props) {
  const { typed, faults, mode } = state;
  const count = Object.keys(faults).length;
  return (
    <div className="editing">
      <form
        id={FORM}
        className="form wide"
        action={mode === "edit" ? "/api/tools/save" : "/api/tools/suggest-edit"}
        method="post"
        encType="multipart/form-data"
        noValidate
      >
        {/* The first button is what the Enter key presses. */}
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true">
          {submit}
        </button>
        {(["tool", "base", "suggestion", "mode"] as const).map((name) => (
          <input key={name} type="hidden" name={name} value={state[name]} />
        ))}
        {state.draftOf && (
          <p className="note kind row-tools">
            <span>Draft of {state.draftOf}.</span>
            <button type="submit" className="pill" formAction={DRAFT} name="do" value="discard">
              Discard it
            </button>
          </p>
        )}
        {count > 0 && (
          <div id="faults" className="note dead" role="alert">
            <b>{mode === "edit" ? "Not saved yet" : "Not sent yet"}</b>
            {count === 1 ? "One field is not right." : `${count} fields are not right.`} What you typed is kept.
            <ul>
              {Object.entries(faults).map(([field, fault]) => (
                <li key={field}>
                  {describeField(field)}: {fault}
                </li>
              ))}
            </ul>
          </div>
        )}
        {children}
        <ToolMainFields
          typed={typed}
          faults={faults}
          categories={categories}
          isNew={state.tool === ""}
          action={DRAFT}
        />
        <LogoFields logo={typed.logo} faults={faults} />
        <ToolClaimFields typed={typed} faults={faults} action={DRAFT} />
        <ToolRelationFields typed={typed} faults={faults} action={DRAFT} />
        <div className="save">
          <EditField
            name="reason"
            label="Why"
            value={state.reason}
            fault={faults.reason}
            hint="A sentence for the history, which everybody can read."
            required
          />
          <p className="row-tools">
            <button type="submit" className="button">
              {submit}
            </button>
            <button type="submit" className="pill" formAction={DRAFT} formNoValidate name="do" value="keep">
              Keep as a draft
            </button>
            <DraftKeeper action={DRAFT} />
          </p>
        </div>
        <NearNames />
      </form>
      <aside id="preview" className="preview" aria-label="Preview">
        <h2>Preview</h2>
        <ToolPreview form={FORM} page={page} typed={typed} />
      </aside>
    </div>
  );
}
