import { FormSection } from "@/components/editing/form-section";
import { TOOLS_NEAR } from "@/components/editing/near-names";
import { RowList } from "@/components/editing/row-list";
import type { TypedTool } from "@/lib/tools/documents/schema";

type Props = { typed: TypedTool; faults: Record<string, string>; action: string };

/** The fields that lead from a tool to others: links, integrations, alternatives that are pinned or left out. */
export function ToolRelationFields({ typed, faults, action }: Props) {
  const choice = [
    { name: "slug", label: "Tool", list: TOOLS_NEAR },
    { name: "reason", label: "Reason that readers see" },
  ];
  return (
    <>
      <FormSection id="links-part" title="Links">
        <RowList
          name="links"
          noun="link"
          isOrdered
          columns={[
            { name: "label", label: "Label" },
            { name: "url", label: "Address", type: "url" },
          ]}
          rows={typed.links}
          faults={faults}
          action={action}
        />
      </FormSection>
      <FormSection
        id="integrations-part"
        title="Integrations"
        hint="Tools that it works together with, by slug. They hold in both directions."
      >
        <RowList
          name="integrations"
          noun="tool"
          columns={[{ name: "slug", label: "Tool", list: TOOLS_NEAR }]}
          rows={typed.integrations}
          faults={faults}
          action={action}
        />
      </FormSection>
      <FormSection
        id="alternatives-part"
        title="Alternatives"
        hint="Pinned ones stand first; excluded ones are left out."
      >
        <h3>Pinned</h3>
        <RowList
          name="alternatives.pinned"
          noun="pinned alternative"
          isOrdered
          columns={choice}
          rows={typed.alternatives.pinned}
          faults={faults}
          action={action}
        />
        <h3>Excluded</h3>
        <RowList
          name="alternatives.excluded"
          noun="excluded alternative"
          columns={choice}
          rows={typed.alternatives.excluded}
          faults={faults}
          action={action}
        />
      </FormSection>
    </>
  );
}
