import { StackupConflict } from "@/components/stackups/stackup-conflict";
import { StackupForm } from "@/components/stackups/stackup-form";
import { StackupPreview } from "@/components/stackups/stackup-preview";
import type { StackupFormView } from "@/lib/stackups/documents/forms/schema";
import type { ToolPage } from "@/lib/tools/schema";

type Props = {
  view: StackupFormView;
  mode: "edit" | "suggest";
  slug: string;
  tools: ToolPage[];
  /** Number of the suggestion that is being changed; 0 for none. */
  suggestion?: number;
  submit: string;
};

/** The form of a stackup with its preview; or both versions side by side when somebody else changed the stackup meanwhile. */
export function StackupFormPage({
  view: { form, written, conflict },
  mode,
  slug,
  tools,
  suggestion = 0,
  submit,
}: Props) {
  if (conflict && written) {
    const names = tools.map((tool) => tool.name);
    const about = { slug, names, mode, base: written.revision, suggestion };
    return <StackupConflict {...about} conflict={conflict} />;
  }
  const action = `/api/stackups/${mode}`;
  return (
    <>
      <StackupForm action={action} slug={slug} tools={tools} form={form} suggestion={suggestion} submit={submit} />
      <StackupPreview form="form" typed={form.typed} slug={slug} tools={tools} />
    </>
  );
}
