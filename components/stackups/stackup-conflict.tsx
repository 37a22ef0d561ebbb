import { VersionChoice } from "@/components/revisions/version-choice";
import { listParts } from "@/lib/stackups/documents/forms/rules";
import type { StackupDocument } from "@/lib/stackups/documents/schema";

type Props = {
  slug: string;
  names: string[];
  mode: "edit" | "suggest";
  /** The newest revision, which yours is made one with. */
  base: number;
  /** Number of the suggestion that is being changed; 0 for none. */
  suggestion?: number;
  conflict: { before: StackupDocument | null; theirs: StackupDocument; yours: StackupDocument };
};

function Lines({ lines }: { lines: string[] }) {
  if (lines.length === 0) return <p className="none">nothing</p>;
  return lines.map((line) => <p key={line}>{line}</p>);
}

/** What a member is shown who typed while somebody else saved: both versions, part by part. */
export function StackupConflict({ slug, names, mode, base, suggestion = 0, conflict }: Props) {
  const rows = listParts(conflict.before, conflict.theirs, conflict.yours, names);
  return (
    <section className="section" aria-labelledby="versions">
      <h2 id="versions">Somebody else changed this meanwhile</h2>
      <p className="note kind mt-4">
        <b>Nothing of yours is lost</b>
        Choose whose of each part is taken. What comes of it is your draft; it is not saved yet.
      </p>
      <form className="form wide mt-5" action="/api/stackups/merge" method="post">
        <input type="hidden" name="pair" value={slug} />
        <input type="hidden" name="base" value={base} />
        <input type="hidden" name="mode" value={mode} />
        <input type="hidden" name="suggestion" value={suggestion} />
        {rows.length > 0 ? (
          rows.map(({ key, label, changedBy, before, theirs, yours }) => (
            <VersionChoice
              key={key}
              name={key}
              label={label}
              changedBy={changedBy}
              before={<Lines lines={before} />}
              theirs={<Lines lines={theirs} />}
              yours={<Lines lines={yours} />}
            />
          ))
        ) : (
          <p>Both versions are alike.</p>
        )}
        <p>
          <button type="submit" className="button">
            Make one version of both
          </button>
        </p>
      </form>
    </section>
  );
}
