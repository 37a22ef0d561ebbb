import { ConflictForm } from "@/components/editing/conflict-form";
import { ToolForm } from "@/components/editing/tool-form";
import type { CategoryNode } from "@/lib/categories/schema";
import type { Unit } from "@/lib/revisions/versions/rules";
import type { ToolFormState } from "@/lib/tools/forms/schema";
import type { ToolPage } from "@/lib/tools/schema";

type View =
  | { kind: "form"; state: ToolFormState }
  | { kind: "conflict"; tool: string; base: number; suggestion: number; units: Unit[] };

type Props = { view: View; page: ToolPage; categories: CategoryNode[]; submit: string };

/** The form of a tool; or both versions side by side when somebody else saved the tool meanwhile. */
export function ToolFormPage({ view, page, categories, submit }: Props) {
  if (view.kind === "form") return <ToolForm state={view.state} page={page} categories={categories} submit={submit} />;
  const { tool, base, suggestion, units } = view;
  return (
    <>
      <div className="note kind" role="status">
        <b>Somebody else changed this tool meanwhile</b>
        <p>
          Nothing of yours is lost. Choose whose version of each part is kept;{" "}
          <a href={`/tools/${tool}/history`}>the history</a> says who changed what, and why.
        </p>
      </div>
      <div className="mt-6">
        <ConflictForm tool={tool} base={base} suggestion={suggestion} units={units} />
      </div>
    </>
  );
}
