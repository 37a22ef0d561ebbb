import { SectionHead } from "@/components/ui/section-head";
import { formatMoment } from "@/lib/format";
import type { StandingMerge } from "@/lib/merges/schema";

/** The tools that became one with a tool; the newest can be undone. */
export function StandingMerges({ merges }: { merges: StandingMerge[] }) {
  return (
    <section className="section" aria-labelledby="merged">
      <SectionHead id="merged" title="Became one with it">
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
            {isNewest && (
              <form action="/api/admin/merges/undo" method="post" className="row-tools">
                <button type="submit" name="revision" value={revision} className="pill">
                  Undo<span className="sr-only"> the merge of {name}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
