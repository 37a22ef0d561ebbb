import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { StackupLinks } from "@/components/stackups/stackup-links";
import { SectionHead } from "@/components/ui/section-head";
import { listPopularStackups, listStackups } from "@/lib/stackups/queries";
import type { StackupCard } from "@/lib/stackups/schema";

type Props = { params: Promise<{ edition: string }> };

export function generateStaticParams() {
  return [{ edition: "_" }];
}

export const metadata: Metadata = {
  title: "Stackups",
  description: "Developer tools compared side by side, with written differences and a source for every claim.",
  alternates: { canonical: "/stackups" },
};

function groupByFunction(stackups: StackupCard[]): Map<string, StackupCard[]> {
  return Map.groupBy(stackups, (stackup) => stackup.function);
}

/** `/stackups`: the best-known first, then all that editors wrote, by function. */
export default async function StackupsPage({ params }: Props) {
  if ((await params).edition !== "stored") notFound();
  const [popular, all] = await Promise.all([listPopularStackups(9), listStackups()]);
  return (
    <div className="wrap">
      <Breadcrumb
        crumbs={[
          { name: "Home", href: "/" },
          { name: "Stackups", href: "/stackups" },
        ]}
      />
      <div className="title">
        <h1>Stackups</h1>
        <p>
          Tools side by side. These have differences written by editors; any two to four tools can be compared at{" "}
          <code>/stackups/first-vs-second</code> or by searching for “first vs second”.
        </p>
      </div>
      <section className="section" aria-labelledby="popular">
        <SectionHead id="popular" title="Best known">
          by the GitHub stars of their tools, then by votes
        </SectionHead>
        <StackupLinks stackups={popular} />
      </section>
      {[...groupByFunction(all)].map(([name, stackups]) => (
        <section key={name} className="section" aria-label={name}>
          <SectionHead id={name.toLowerCase().replace(/[^a-z]+/g, "-")} title={name} />
          <StackupLinks stackups={stackups} />
        </section>
      ))}
    </div>
  );
}
