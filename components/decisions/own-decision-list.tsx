import { SectionHead } from "@/components/ui/section-head";
import type { OwnDecision } from "@/lib/decisions/schema";

/** The decisions that a member recorded, each with the way to its form. */
export function OwnDecisionList({ decisions }: { decisions: OwnDecision[] }) {
  if (decisions.length === 0) return null;
  return (
    <section className="section" aria-labelledby="own-decisions">
      <SectionHead id="own-decisions" title="Decisions that you recorded" />
      <ul>
        {decisions.map(({ slug, title, visibility }) => (
          <li key={slug} className="border-b border-rule py-3">
            <p>
              <a href={`/decisions/${slug}`}>{title}</a>
              {visibility === "unlisted" && <span className="text-soft"> · unlisted</span>} ·{" "}
              <a href={`/decisions/${slug}/edit`}>
                Edit<span className="sr-only"> {title}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
