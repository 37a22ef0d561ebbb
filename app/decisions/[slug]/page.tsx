import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DecisionDetail } from "@/components/decisions/decision-detail";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { getDecision } from "@/lib/decisions/queries";
import { describeChoice } from "@/lib/decisions/rules";
import { type DecisionPage, decisionSlugSchema } from "@/lib/decisions/schema";
import { shorten } from "@/lib/format";

type Props = { params: Promise<{ slug: string }> };

/** A build reads no database: it renders this one, which is no slug, and every real page is stored on its first view. */
export function generateStaticParams() {
  return [{ slug: "_" }];
}

async function readDecision({ params }: Props): Promise<DecisionPage> {
  const asked = decisionSlugSchema.safeParse((await params).slug);
  const decision = asked.success ? await getDecision(asked.data) : null;
  if (!decision) notFound();
  return decision;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { slug, title, options, visibility } = await readDecision(props);
  const description = shorten(`${describeChoice(options)}: the context, what was compared, and the reasons.`, 158);
  const path = `/decisions/${slug}`;
  return {
    title,
    description,
    alternates: { canonical: path },
    openGraph: { title, description, url: path },
    ...(visibility === "public" ? {} : { robots: { index: false, follow: false } }),
  };
}

export default async function DecisionPageRoute(props: Props) {
  const decision = await readDecision(props);
  const stackup = `/stackups/${decision.stackup}`;
  const names = decision.options.map(({ name }) => name).join(" vs ");
  return (
    <div className="wrap narrow">
      <Breadcrumb
        crumbs={[
          { name: "Stackups", href: "/stackups" },
          { name: names, href: stackup },
          { name: decision.title, href: `/decisions/${decision.slug}` },
        ]}
      />
      <DecisionDetail decision={decision} />
    </div>
  );
}
