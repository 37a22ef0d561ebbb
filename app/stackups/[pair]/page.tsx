import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { DecisionLinks } from "@/components/decisions/decision-links";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { SourceList } from "@/components/layout/source-list";
import { ShareBox } from "@/components/stacks/share-box";
import { UsedTogether } from "@/components/stacks/used-together";
import { ComparisonTable } from "@/components/stackups/comparison-table";
import { StackupDifferences } from "@/components/stackups/stackup-differences";
import { StackupEditLink } from "@/components/stackups/stackup-edit-link";
import { StackupLinks } from "@/components/stackups/stackup-links";
import { StackupNotices } from "@/components/stackups/stackup-notices";
import { StackupOverview } from "@/components/stackups/stackup-overview";
import { AlternativeList } from "@/components/tools/alternative-list";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { SectionHead } from "@/components/ui/section-head";
import { Tabs } from "@/components/ui/tabs";
import { Versus } from "@/components/ui/versus";
import { sharedCategories } from "@/lib/categories/rules";
import { listDecisionsOfStackup } from "@/lib/decisions/queries";
import { formatList, formatNumberOf, shorten } from "@/lib/format";
import { createSprite } from "@/lib/logos/rules";
import { indexSources } from "@/lib/sources/rules";
import { getJointUsage } from "@/lib/stacks/usage/queries";
import { getStackup } from "@/lib/stackups/queries";
import {
  compareTools,
  computeDifferences,
  isIndexable,
  plainText,
  stackupPath,
  stackupSlug,
  stackupTitle,
} from "@/lib/stackups/rules";
import { describeKinds } from "@/lib/tools/rules";

type Props = { params: Promise<{ pair: string }> };

/** A build reads no database: it renders this one, which is no slug, and every real page is stored on its first view. */
export function generateStaticParams() {
  return [{ pair: "_" }];
}

async function readStackup({ params }: Props) {
  const { pair } = await params;
  const stackup = await getStackup(pair);
  if (!stackup) notFound();
  if ("canonical" in stackup) permanentRedirect(`/stackups/${stackup.canonical}`);
  return stackup;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { tools, written } = await readStackup(props);
  const title = stackupTitle(tools);
  const description = shorten(
    written
      ? plainText(written.summary)
      : `${describeKinds(tools)} Facts, features, pros and cons side by side, each with its source.`,
    158,
  );
  const path = stackupPath(tools.map((tool) => tool.slug));
  return {
    title,
    description,
    alternates: { canonical: path },
    openGraph: { title, description, url: path },
    ...(isIndexable(written !== null, tools) ? {} : { robots: { index: false, follow: true } }),
  };
}

export default async function StackupPage(props: Props) {
  const { tools, statements, written, alternatives, related } = await readStackup(props);
  const slugs = tools.map((tool) => tool.slug);
  const names = tools.map((tool) => tool.name);
  const path = stackupPath(slugs);
  const [usage, decided] = await Promise.all([
    getJointUsage(slugs.join(",")),
    listDecisionsOfStackup(stackupSlug(slugs)),
  ]);
  const groups = compareTools(tools);
  const computed = written ? [] : computeDifferences(tools);
  const sprite = createSprite([...tools, ...alternatives.map((alternative) => alternative.tool)]);
  const index = indexSources(
    tools.map((tool) => tool.lifecycle),
    tools.map((tool) => tool.figures),
    written?.claims ?? computed,
    groups,
    statements,
  );
  return (
    <SpriteScope sprite={sprite}>
      <div className="wrap" data-tools={slugs.join(",")}>
        <Breadcrumb
          crumbs={[
            { name: "Stackups", href: "/stackups" },
            ...sharedCategories(tools).map((place) => ({ name: place.name, href: `/categories/${place.path}` })),
            { name: stackupTitle(tools), href: path },
          ]}
        />
        <div className="title">
          <h1>
            <Versus names={names} />
          </h1>
          <p>{describeKinds(tools)}</p>
        </div>
        <Tabs
          label="Parts of this page"
          current="#overview"
          tabs={[
            { href: "#overview", text: "Overview" },
            { href: "#comparison", text: "Comparison" },
            { href: "#alternatives", text: "Alternatives" },
          ]}
        />
        <div id="overview">
          <StackupNotices tools={tools} alternatives={alternatives} related={related} index={index} />
          <StackupOverview tools={tools} sprite={sprite} index={index} />
        </div>
        <StackupDifferences tools={tools} written={written} computed={computed} index={index}>
          <p className="row-tools mt-4">
            <StackupEditLink slug={stackupSlug(slugs)} isWritten={written !== null} />
            <a href={`${path}/history`}>History of these differences</a>
            <a href={`${path}/decide`} rel="nofollow">
              Record a decision
            </a>
          </p>
        </StackupDifferences>
        <ShareBox />
        <ComparisonTable
          tools={tools}
          statements={statements}
          groups={groups}
          sprite={sprite}
          index={index}
          markdown={`${path}/markdown`}
        />
        <section className="section" aria-labelledby="used-together">
          <SectionHead id="used-together" title="Used together">
            <small>
              counted over <a href="/stacks">public stacks</a>
            </small>
          </SectionHead>
          <UsedTogether tools={tools} usage={usage} />
        </section>
        <section className="section" aria-labelledby="alternatives">
          <SectionHead id="alternatives" title={`What are some alternatives to ${formatList(names)}?`}>
            <small>
              pinned, then same function, by votes and stars · <a href="/about#alternatives">how this is ranked</a>
            </small>
          </SectionHead>
          <AlternativeList alternatives={alternatives} to={slugs} sprite={sprite} />
        </section>
        {decided.total > 0 && (
          <section className="section" aria-labelledby="decisions">
            <SectionHead id="decisions" title="Decisions between them">
              {formatNumberOf(decided.total, "public decision")}
            </SectionHead>
            <DecisionLinks decisions={decided.decisions} />
          </section>
        )}
        {related.length > 0 && (
          <section className="section" aria-labelledby="related">
            <SectionHead id="related" title="Related stackups">
              <small>
                <a href="/stackups">all stackups</a>
              </small>
            </SectionHead>
            <StackupLinks stackups={related} />
          </section>
        )}
        <SourceList index={index} />
      </div>
    </SpriteScope>
  );
}
