import { FoundNote } from "@/components/stacks/found-note";
import { StackFormFields } from "@/components/stacks/stack-form-fields";
import { StackFormTools } from "@/components/stacks/stack-form-tools";
import type { CategoryNode } from "@/lib/categories/schema";
import type { StackForm } from "@/lib/stacks/forms/rules";

type Props = {
  /** The stack that is changed; empty for a new one. */
  slug: string;
  form: StackForm;
  /** When the draft that fills the form was kept, if one does. */
  draftedAt: Date | undefined;
  faults: Record<string, string>;
  tree: CategoryNode[];
  /** What was found in a file that the form was filled in from. */
  asked: { found: number | null; packages: number | null };
};

/** The form of a stack, with what was found for it and what is not right in it above. */
export function StackEditor({ slug, form, draftedAt, faults, tree, asked }: Props) {
  return (
    <>
      <FoundNote found={asked.found} packages={asked.packages} />
      {Object.keys(faults).length > 0 && (
        <p className="mt-5" role="alert">
          <b>Not shared yet.</b> Something below is not right.
        </p>
      )}
      <StackFormTools
        key={draftedAt?.getTime()}
        form={form}
        layers={tree.map(({ path, name }) => ({ slug: path, name }))}
        faults={faults}
      >
        <StackFormFields slug={slug} form={form} faults={faults} />
      </StackFormTools>
    </>
  );
}
