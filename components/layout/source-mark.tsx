import type { SourceIndex } from "@/lib/sources/rules";
import type { SourceRef } from "@/lib/tools/schema";

/** The footnote mark behind a claim or figure: a link to its line in the page's list of sources. */
export function SourceMark({ source, index }: { source: SourceRef | null | undefined; index: SourceIndex }) {
  if (!source) return null;
  const number = index.numberOf(source);
  return (
    <a className="ref" href={`#s${number}`}>
      {number}
    </a>
  );
}
