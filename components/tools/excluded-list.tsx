import { SectionHead } from "@/components/ui/section-head";
import type { ExcludedAlternative } from "@/lib/tools/schema";

/** The tools that editors left out of a list of alternatives, each with the reason. */
export function ExcludedList({ excluded }: { excluded: ExcludedAlternative[] }) {
  return (
    <section className="section" aria-labelledby="left-out">
      <SectionHead id="left-out" title="Left out by editors" />
      <ul>
        {excluded.map(({ tool, reason }) => (
          <li key={tool.slug} className="border-b border-rule py-2 text-soft">
            <a className="font-semibold" href={`/tools/${tool.slug}`}>
              {tool.name}
            </a>
            : {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
