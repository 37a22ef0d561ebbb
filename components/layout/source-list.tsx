import { SectionHead } from "@/components/ui/section-head";
import { formatPartialDate } from "@/lib/format";
import type { SourceIndex } from "@/lib/sources/rules";

/** The numbered sources at the foot of a page. */
export function SourceList({ index }: { index: SourceIndex }) {
  if (index.list.length === 0) return null;
  return (
    <section className="section" aria-labelledby="sources">
      <SectionHead id="sources" title="Sources">
        every figure and claim above
      </SectionHead>
      <ol className="sources">
        {index.list.map((source, position) => (
          <li key={source.id} id={`s${position + 1}`}>
            <a href={source.url} rel="nofollow noopener">
              {source.title}
            </a>{" "}
            · checked {formatPartialDate(source.checkedOn)}
          </li>
        ))}
      </ol>
    </section>
  );
}
