import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CategoryTree } from "@/components/categories/category-tree";
import { SearchBox } from "@/components/layout/search-box";
import { StackupLinks } from "@/components/stackups/stackup-links";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { ToolItem } from "@/components/tools/tool-item";
import { SectionHead } from "@/components/ui/section-head";
import { listCategories } from "@/lib/categories/queries";
import { formatNumberOf, formatPartialDate } from "@/lib/format";
import { createSprite } from "@/lib/logos/rules";
import { site } from "@/lib/site";
import { listPopularStackups } from "@/lib/stackups/queries";
import { listRecentlyChecked } from "@/lib/tools/queries";

type Props = { params: Promise<{ edition: string }> };

export function generateStaticParams() {
  return [{ edition: "_" }];
}

export const metadata: Metadata = {
  title: { absolute: `${site.name}: compare developer tools, every claim sourced` },
  description: site.description,
  alternates: { canonical: "/" },
};

/** `/`: search, the best-known stackups, the categories, what was checked last. */
export default async function HomePage({ params }: Props) {
  if ((await params).edition !== "stored") notFound();
  const [popular, layers, recent] = await Promise.all([
    listPopularStackups(9),
    listCategories(),
    listRecentlyChecked(8),
  ]);
  const sprite = createSprite(recent);
  const total = layers.reduce((sum, layer) => sum + layer.tools, 0);
  return (
    <SpriteScope sprite={sprite}>
      <div className="wrap">
        <div className="title mt-8">
          <h1>Compare the tools you build with</h1>
          <p>
            {formatNumberOf(total, "tool")}, side by side. Every figure and claim names its source and the day it was
            checked; tools that have ended are said to have ended.
          </p>
        </div>
        <div className="mt-5">
          <SearchBox />
        </div>
        <section className="section" aria-labelledby="popular">
          <SectionHead id="popular" title="Stackups">
            <small>
              <a href="/stackups">all stackups</a>
            </small>
          </SectionHead>
          <StackupLinks stackups={popular} />
        </section>
        <section className="section" aria-labelledby="categories">
          <SectionHead id="categories" title="Categories">
            <small>
              <a href="/categories">the whole tree</a>
            </small>
          </SectionHead>
          <CategoryTree nodes={layers.flatMap((layer) => layer.children)} most={10} />
        </section>
        <section className="section" aria-labelledby="recent">
          <SectionHead id="recent" title="Recently checked">
            <small>
              <a href="/tools">all tools</a>
            </small>
          </SectionHead>
          <div className="alts">
            {recent.map((tool) => (
              <ToolItem key={tool.slug} tool={tool} sprite={sprite}>
                {tool.function.name} · checked {formatPartialDate(tool.checkedOn)}
              </ToolItem>
            ))}
          </div>
        </section>
      </div>
    </SpriteScope>
  );
}
