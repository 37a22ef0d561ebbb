import { EditField } from "@/components/editing/edit-field";
import { FormSection } from "@/components/editing/form-section";
import { TOOLS_NEAR } from "@/components/editing/near-names";
import { RowList } from "@/components/editing/row-list";
import { SourceFields } from "@/components/editing/source-fields";
import type { TypedTool } from "@/lib/tools/documents/schema";
import { FACT_LABELS, lifecycleText } from "@/lib/tools/rules";
import { factKeys, hostingModels, lifecycleStates } from "@/lib/tools/schema";

type Props = { typed: TypedTool; faults: Record<string, string>; action: string };

const HINTS: Partial<Record<(typeof factKeys)[number], string>> = {
  licence: "An SPDX expression such as Apache-2.0, or Proprietary.",
  "first-release": "The year.",
  hosting: `One of ${hostingModels.join(", ")}.`,
};

/** The fields of what is claimed of a tool, each with its source: lifecycle, facts, features. */
export function ToolClaimFields({ typed, faults, action }: Props) {
  const { lifecycle } = typed;
  const field = (name: "since" | "note") => ({
    name: `lifecycle.${name}`,
    value: lifecycle[name],
    fault: faults[`lifecycle.${name}`],
  });
  return (
    <>
      <FormSection
        id="lifecycle"
        title="Lifecycle"
        hint="What its makers say of its future. Every lifecycle but an unknown one needs a source."
      >
        <div className="field">
          <label htmlFor="lifecycle.state">
            <b>Lifecycle</b>
          </label>
          <select
            id="lifecycle.state"
            name="lifecycle.state"
            defaultValue={lifecycle.state || "unknown"}
            aria-invalid={faults["lifecycle.state"] ? true : undefined}
            aria-describedby={faults["lifecycle.state"] ? "lifecycle.state-fault" : undefined}
          >
            {lifecycleStates.map((state) => (
              <option key={state} value={state}>
                {lifecycleText({ state, since: null })}
              </option>
            ))}
          </select>
          {faults["lifecycle.state"] && (
            <span id="lifecycle.state-fault" className="error">
              {faults["lifecycle.state"]}
            </span>
          )}
        </div>
        <EditField {...field("since")} label="Since" hint="As far as it is known: 2020, 2020-02 or 2020-02-24." />
        <EditField {...field("note")} label="Note" type="textarea" rows={2} />
        <SourceFields name="lifecycle.source" source={lifecycle.source} faults={faults} />
        <div className="field">
          <b>What its users moved to</b>
          <RowList
            name="lifecycle.successors"
            noun="successor"
            columns={[{ name: "slug", label: "Tool", list: TOOLS_NEAR }]}
            rows={lifecycle.successors}
            faults={faults}
            action={action}
          />
        </div>
      </FormSection>
      <FormSection id="facts" title="Facts" hint="Leave out what could not be checked.">
        {factKeys.map((key) => (
          <fieldset key={key} className="claim">
            <legend className="sr-only">{FACT_LABELS[key]}</legend>
            <EditField
              name={`facts.${key}.value`}
              label={FACT_LABELS[key]}
              type={key === "website" || key === "repository" ? "url" : "text"}
              value={typed.facts[key]?.value ?? ""}
              fault={faults[`facts.${key}.value`]}
              hint={HINTS[key]}
            />
            <SourceFields
              name={`facts.${key}.source`}
              source={typed.facts[key]?.source ?? { url: "", title: "", checked: "" }}
              faults={faults}
            />
          </fieldset>
        ))}
      </FormSection>
      <FormSection
        id="features-part"
        title="Features"
        hint="Rows of the same name line up between tools of one function."
      >
        <RowList
          name="features"
          noun="feature"
          isOrdered
          columns={[
            { name: "name", label: "Feature" },
            { name: "value", label: "What holds" },
            { name: "source.url", label: "Source", type: "url" },
            { name: "source.title", label: "Title of the page" },
            { name: "source.checked", label: "Checked on", type: "date" },
          ]}
          rows={typed.features.map(({ name, value, source }) => ({
            name,
            value,
            "source.url": source.url,
            "source.title": source.title,
            "source.checked": source.checked,
          }))}
          faults={faults}
          action={action}
        />
      </FormSection>
    </>
  );
}
