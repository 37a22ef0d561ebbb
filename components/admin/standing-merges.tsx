import { UndoMerge } from "@/components/admin/undo-merge";
import { SectionHead } from "@/components/ui/section-head";
import { formatMoment } from "@/lib/format";
import type { MergeKind, StandingMerge } from "@/lib/merges/schema";

type Props = { kind: MergeKind; title: string; merges: StandingMerge[] };

/** The merges that stand; those that are the newest of their kind can be undone. */
export function StandingMerges({ kind, title, merges }: Props) {
  return (
    <section className="section" aria-labelledby="merged">
      <SectionHead id="merged" title={title}>
        newest first
      </SectionHead>
      <ul className="own">
        {merges.map(({ revision, name, reason, author, createdAt, isNewest }) => (
          <li key={revision}>
            <div>
              <b>{name}</b>
              <small>
                {reason} · {author} · <time dateTime={createdAt.toISOString()}>{formatMoment(createdAt)}</time>
              </small>
            </div>
            {isNewest && <UndoMerge kind={kind} revision={revision} name={name} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
