import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ListHead } from "@/components/layout/list-head";
import { StackupLinks } from "@/components/stackups/stackup-links";
import { SectionHead } from "@/components/ui/section-head";
import { Versus } from "@/components/ui/versus";
import { formatNumberOf } from "@/lib/format";
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
      <ListHead name="Stackups" href="/stackups">
        Tools side by side, with differences that editors wrote. Any two to four tools can be compared: search for
        “first vs second”, or open <code>/stackups/first-vs-second</code>.
      </ListHead>
      <section className="section" aria-labelledby="popular">
        <SectionHead id="popular" title="Best known">
          by the GitHub stars of their tools, then by votes
        </SectionHead>
        <StackupLinks stackups={popular} />
      </section>
      <section className="section" aria-labelledby="all">
        <SectionHead id="all" title="By function">
          {formatNumberOf(all.length, "stackup")}
        </SectionHead>
        <div className="tree">
          {[...groupByFunction(all)].map(([name, stackups]) => (
            <section key={name} aria-label={name}>
              <h3>{name}</h3>
              <ul>
                {stackups.map(({ slug, tools }) => (
                  <li key={slug}>
                    <a href={`/stackups/${slug}`}>
                      <Versus names={tools.map((tool) => tool.name)} />
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </section>
    </div>
  );
}
