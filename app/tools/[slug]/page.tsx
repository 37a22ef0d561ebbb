import type { Metadata } from "next";
import { readTool, type ToolProps } from "@/app/tools/[slug]/read-tool";
import { TextAttribution } from "@/components/imports/text-attribution";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { JsonLd } from "@/components/layout/json-ld";
import { SourceList } from "@/components/layout/source-list";
import { ToolUsageDetails } from "@/components/stacks/tool-usage-details";
import { StackupLinks } from "@/components/stackups/stackup-links";
import { IntegrityPanel } from "@/components/statements/integrity-panel";
import { StatementSection } from "@/components/statements/statement-section";
import { FactTable } from "@/components/tools/fact-table";
import { FigureList } from "@/components/tools/figure-list";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { StarChart } from "@/components/tools/star-chart";
import { ToolHead } from "@/components/tools/tool-head";
import { ToolLinks } from "@/components/tools/tool-links";
import { SectionHead } from "@/components/ui/section-head";
import { listStarReadings } from "@/lib/figures/queries";
import { formatPartialDate, shorten } from "@/lib/format";
import { createSprite } from "@/lib/logos/rules";
import { absoluteUrl } from "@/lib/site";
import { indexSources } from "@/lib/sources/rules";
import { getToolUsage } from "@/lib/stacks/usage/queries";
import { listStackupsOfTool } from "@/lib/stackups/queries";
import { stackupPath, stackupTitle } from "@/lib/stackups/rules";
import { getIntegrity } from "@/lib/statements/integrity/queries";
import { listStatements } from "@/lib/statements/queries";
import { listAlternatives } from "@/lib/tools/alternatives/queries";
import type { ToolPage } from "@/lib/tools/schema";

/** A build reads no database: it renders this one, which is no slug, and every real page is stored on its first view. */
export function generateStaticParams() {
  return [{ slug: "_" }];
}

export async function generateMetadata(props: ToolProps): Promise<Metadata> {
  const tool = await readTool(props);
  const title = `${tool.name}: ${tool.kind}`;
  const description = shorten(tool.description || `${tool.name}: ${tool.kind}, one of ${tool.function.name}`, 158);
  const path = `/tools/${tool.slug}`;
  return { title, description, alternates: { canonical: path }, openGraph: { title, description, url: path } };
}

function structuredData(tool: ToolPage): Record<string, unknown> {
  const fact = (key: string) => tool.facts.find((entry) => entry.key === key)?.value;
  return {
    "@type": "SoftwareApplication",
    name: tool.name,
    ...(tool.tagline ? { description: tool.tagline } : {}),
    applicationCategory: "DeveloperApplication",
    applicationSubCategory: tool.kind,
    url: fact("website") ?? absoluteUrl(`/tools/${tool.slug}`),
    ...(fact("licence") && fact("licence") !== "Proprietary"
      ? { license: `https://spdx.org/licenses/${fact("licence")}` }
      : {}),
    ...(fact("organisation") ? { author: { "@type": "Organization", name: fact("organisation") } } : {}),
    ...(fact("first-release") ? { datePublished: fact("first-release") } : {}),
  };
}

export default async function ToolPageRoute(props: ToolProps) {
  const tool = await readTool(props);
  const [statements, integrity, stars, stackups, alternatives, usage] = await Promise.all([
    listStatements(tool.slug),
    getIntegrity(tool.slug),
    listStarReadings(tool.slug),
    listStackupsOfTool(tool.slug, 12),
    listAlternatives(tool.slug, 6),
    getToolUsage(tool.slug),
  ]);
  const sprite = createSprite([tool, ...(usage?.usedWith ?? []).map((entry) => entry.tool)]);
  const index = indexSources(tool.lifecycle, tool.figures, tool.facts, tool.features, statements, stars.sources);
  return (
    <SpriteScope sprite={sprite}>
      <div className="wrap" data-tools={tool.slug}>
        <Breadcrumb
          crumbs={[
            { name: "Tools", href: "/tools" },
            ...[tool.layer, tool.category, tool.function].map(({ name, path }) => ({
              name,
              href: `/categories/${path}`,
            })),
            { name: tool.name, href: `/tools/${tool.slug}` },
          ]}
        />
        <ToolHead tool={tool} sprite={sprite} index={index} current={`/tools/${tool.slug}`} />
        {tool.description && (
          <div className="prose mt-5">
            {tool.description
              .split(/\n{2,}/)
              .filter(Boolean)
              .map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
          </div>
        )}
        <TextAttribution origins={tool.textOrigins} />
        <FigureList tool={tool} index={index} boxed />
        <div className="columns">
          <section className="section" aria-labelledby="facts">
            <SectionHead id="facts" title="Facts">{`checked ${formatPartialDate(tool.checkedOn)}`}</SectionHead>
            <FactTable tool={tool} index={index} />
          </section>
          <section className="section" aria-labelledby="features">
            <SectionHead id="features" title="Features" />
            <FactTable tool={tool} index={index} features />
          </section>
        </div>
        {stars.readings.length > 1 && (
          <section className="section" aria-labelledby="stars">
            <SectionHead id="stars" title="GitHub stars over time">
              one reading a month, and the newest
            </SectionHead>
            <StarChart name={tool.name} series={stars} index={index} />
          </section>
        )}
        <StatementSection tool={tool} statements={statements} index={index} sort="votes" />
        <IntegrityPanel integrity={integrity} statements={statements} figure={tool.figures.votes} index={index} />
        <section className="section" aria-labelledby="integrations">
          <SectionHead id="integrations" title="Integrations" />
          <p className="mt-3">
            {tool.integrations.length > 0 ? (
              <ToolLinks tools={tool.integrations} />
            ) : (
              <span className="none">No integrations listed.</span>
            )}
          </p>
        </section>
        {usage && (
          <section className="section" aria-labelledby="stacks">
            <SectionHead id="stacks" title="Stacks">
              <small>
                <a href={`/tools/${tool.slug}/stacks`}>all stacks with {tool.name}</a>
              </small>
            </SectionHead>
            <ToolUsageDetails tool={tool} usage={usage} sprite={sprite} />
          </section>
        )}
        <section className="section" aria-labelledby="stackups">
          <SectionHead id="stackups" title={`${tool.name} compared`}>
            <small>
              <a href={`/tools/${tool.slug}/alternatives`}>all alternatives</a>
            </small>
          </SectionHead>
          {stackups.length > 0 && <StackupLinks stackups={stackups} />}
          {alternatives.length > 0 && (
            <p className="mt-4 text-soft">
              Compare with{" "}
              {alternatives.map(({ tool: other }, position) => (
                <span key={other.slug}>
                  {position > 0 && ", "}
                  <a href={stackupPath([tool.slug, other.slug])}>
                    <span className="sr-only">{stackupTitle([tool])} and </span>
                    {other.name}
                  </a>
                </span>
              ))}
              .
            </p>
          )}
        </section>
        <SourceList index={index} />
        <JsonLd data={structuredData(tool)} />
      </div>
    </SpriteScope>
  );
}
