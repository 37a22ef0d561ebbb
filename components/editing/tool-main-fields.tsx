import { EditField } from "@/components/editing/edit-field";
import { FormSection } from "@/components/editing/form-section";
import { RowList } from "@/components/editing/row-list";
import type { CategoryNode } from "@/lib/categories/schema";
import type { TypedTool } from "@/lib/tools/documents/schema";

type Props = {
  typed: TypedTool;
  faults: Record<string, string>;
  categories: CategoryNode[];
  isNew: boolean;
  action: string;
};

/** The fields that say what a tool is: its names, its place in the tree, and what it does in a line and in a paragraph. */
export function ToolMainFields({ typed, faults, categories, isNew, action }: Props) {
  return (
    <FormSection id="main" title="What it is">
      {isNew && (
        <EditField
          name="slug"
          label="Slug"
          value={typed.slug}
          fault={faults.slug}
          hint="What stands in its address: lower-case letters, digits and single dashes."
          required
        />
      )}
      <EditField name="name" label="Name" value={typed.name} fault={faults.name} required />
      <EditField
        name="kind"
        label="Kind"
        value={typed.kind}
        fault={faults.kind}
        hint="What sort of thing it is, such as cluster manager."
        required
      />
      <div className="field">
        <label htmlFor="function">
          <b>Category</b>
        </label>
        <select
          id="function"
          name="function"
          defaultValue={typed.function}
          aria-invalid={faults.function ? true : undefined}
          aria-describedby={faults.function ? "function-fault" : undefined}
        >
          <option value="">Choose a function</option>
          {categories.flatMap((layer) =>
            layer.children.map((category) => (
              <optgroup key={category.path} label={`${layer.name} › ${category.name}`}>
                {category.children.map(({ path, name }) => (
                  <option key={path} value={path}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )),
          )}
        </select>
        {faults.function && (
          <span id="function-fault" className="error">
            {faults.function}
          </span>
        )}
      </div>
      <EditField
        name="tagline"
        label="Tagline"
        value={typed.tagline}
        fault={faults.tagline}
        hint="One line without a full stop."
      />
      <EditField
        name="description"
        label="Description"
        type="textarea"
        rows={6}
        value={typed.description}
        fault={faults.description}
        hint="In own words, up to 2,000 characters."
      />
      <div className="field">
        <b>Other slugs that lead here</b>
        <RowList
          name="aliases"
          noun="slug"
          columns={[{ name: "slug", label: "Slug" }]}
          rows={typed.aliases}
          faults={faults}
          action={action}
        />
      </div>
    </FormSection>
  );
}
