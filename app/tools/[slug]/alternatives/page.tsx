import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readSlug, type ToolProps } from "@/app/tools/[slug]/read-tool";
import { StackupLinks } from "@/components/stackups/stackup-links";
import { AlternativeList } from "@/components/tools/alternative-list";
import { ExcludedList } from "@/components/tools/excluded-list";
import { ToolSubpage } from "@/components/tools/tool-subpage";
import { SectionHead } from "@/components/ui/section-head";
import { formatList, shorten } from "@/lib/format";
import { createSprite } from "@/lib/logos/rules";
import { listRelatedStackups } from "@/lib/stackups/queries";
import { listAlternatives, listExcludedAlternatives } from "@/lib/tools/alternatives/queries";
import { getTool } from "@/lib/tools/queries";
import { ALTERNATIVES_RULE } from "@/lib/tools/rules";

/** How many alternatives the page lists at most. */
const SHOWN = 48;

export function generateStaticParams() {
  return [{ slug: "_" }];
}

async function readPage(props: ToolProps) {
  const own = await readSlug(props, "/alternatives");
  const [tool, alternatives] = await Promise.all([getTool(own), listAlternatives(own, SHOWN)]);
  if (!tool) notFound();
  return { tool, alternatives };
}

export async function generateMetadata(props: ToolProps): Promise<Metadata> {
  const { tool, alternatives } = await readPage(props);
  const title = `Alternatives to ${tool.name}`;
  const names = alternatives.slice(0, 5).map((alternative) => alternative.tool.name);
  const description = shorten(
    names.length > 0
      ? `${title}: ${formatList(names)}, each with why it is listed, its lifecycle and a comparison.`
      : `${title}, with why each is listed.`,
    158,
  );
  const path = `/tools/${tool.slug}/alternatives`;
  return { title, description, alternates: { canonical: path }, openGraph: { title, description, url: path } };
}

export default async function AlternativesPage(props: ToolProps) {
  const { tool, alternatives } = await readPage(props);
  const [related, excluded] = await Promise.all([
    listRelatedStackups(tool.slug, 6),
    listExcludedAlternatives(tool.slug),
  ]);
  const sprite = createSprite([tool, ...alternatives.map((alternative) => alternative.tool)]);
  return (
    <ToolSubpage
      tool={tool}
      sprite={sprite}
      path={`/tools/${tool.slug}/alternatives`}
      name="Alternatives"
      title={`Alternatives to ${tool.name}`}
    >
      <section className="section" aria-labelledby="list">
        <SectionHead id="list" title="What to use instead, or beside it">{`${alternatives.length} listed`}</SectionHead>
        <p className="mt-3 max-w-[76ch] text-soft">{ALTERNATIVES_RULE}</p>
        {alternatives.length === 0 ? (
          <p className="none mt-4">
            The catalog has no other tool near {tool.name} yet.{" "}
            <a href={`/categories/${tool.category.path}`}>Look through its category</a>.
          </p>
        ) : (
          <AlternativeList alternatives={alternatives} to={[tool.slug]} sprite={sprite} />
        )}
      </section>
      {excluded.length > 0 && <ExcludedList excluded={excluded} />}
      {related.length > 0 && (
        <section className="section" aria-labelledby="related">
          <SectionHead id="related" title="Stackups nearby" />
          <StackupLinks stackups={related} />
        </section>
      )}
    </ToolSubpage>
  );
}
