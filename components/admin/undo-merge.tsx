import type { MergeKind } from "@/lib/merges/schema";

type Props = { kind: MergeKind; revision: number; name: string };

/** The button that takes back the merge which a revision holds. */
export function UndoMerge({ kind, revision, name }: Props) {
  return (
    <form action={`/api/admin/merges/${kind}s/undo`} method="post" className="row-tools">
      <button type="submit" name="revision" value={revision} className="pill">
        Undo<span className="sr-only"> the merge of {name}</span>
      </button>
    </form>
  );
}
