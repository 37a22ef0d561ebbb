import type { Metadata } from "next";
import { readStack, type StackProps } from "@/app/stacks/[slug]/read-stack";
import { DecisionLinks } from "@/components/decisions/decision-links";
import { EmbedSnippets } from "@/components/stacks/embed-snippets";
import { StackHead } from "@/components/stacks/stack-head";
import { StackTool } from "@/components/stacks/stack-tool";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { SectionHead } from "@/components/ui/section-head";
import { listDecisionsOfStack } from "@/lib/decisions/queries";
import { formatNumberOf, shorten } from "@/lib/format";
import { createSprite } from "@/lib/logos/rules";
import { groupByLayer } from "@/lib/stacks/rules";

/** A build reads no database: it renders this one, which is no slug, and every real page is stored on its first view. */
export function generateStaticParams() {
  return [{ slug: "_" }];
}

export async function generateMetadata(props: StackProps): Promise<Metadata> {
  const stack = await readStack(props);
  const title = `${stack.name}: its stack`;
  const named = stack.rows.slice(0, 6).map(({ name }) => name);
  const description = shorten(
    stack.description || `${stack.name} is built with ${named.join(", ")}, each with where it was seen.`,
    158,
  );
  const path = `/stacks/${stack.slug}`;
  return {
    title,
    description,
    alternates: { canonical: path },
    openGraph: { title, description, url: path },
    ...(stack.visibility === "public" ? {} : { robots: { index: false, follow: false } }),
  };
}

export default async function StackPageRoute(props: StackProps) {
  const stack = await readStack(props);
  const decided = await listDecisionsOfStack(stack.slug);
  const sprite = createSprite(stack.rows.flatMap(({ tool }) => (tool ? [tool] : [])));
  return (
    <SpriteScope sprite={sprite}>
      <div className="wrap">
        <StackHead stack={stack} current={`/stacks/${stack.slug}`} title={stack.name} />
        {stack.description && (
          <div className="prose mt-5 whitespace-pre-line">
            <p>{stack.description}</p>
          </div>
        )}
        {groupByLayer(stack.rows).map(({ slug, name, rows }) => (
          <section key={slug} className="section" aria-labelledby={`layer-${slug}`}>
            <SectionHead id={`layer-${slug}`} title={name}>
              {formatNumberOf(rows.length, "tool")}
            </SectionHead>
            <div className="alts">
              {rows.map((row) => (
                <StackTool key={row.name} row={row} stack={stack} sprite={sprite} />
              ))}
            </div>
          </section>
        ))}
        <EmbedSnippets stack={stack} />
        {decided.total > 0 && (
          <section className="section" aria-labelledby="decisions">
            <SectionHead id="decisions" title="Decisions">
              {formatNumberOf(decided.total, "decision")}
            </SectionHead>
            <DecisionLinks decisions={decided.decisions} />
          </section>
        )}
      </div>
    </SpriteScope>
  );
}
