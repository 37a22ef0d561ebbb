import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { HistoryList } from "@/components/revisions/history-list";
import { RestoreLink } from "@/components/stackups/restore-link";
import { listStackupHistory } from "@/lib/revisions/queries";
import { getStackup } from "@/lib/stackups/queries";
import { stackupPath, stackupTitle } from "@/lib/stackups/rules";

type Props = { params: Promise<{ pair: string }> };

/** A build reads no database: it renders this one, which is no slug, and every real page is stored on its first view. */
export function generateStaticParams() {
  return [{ pair: "_" }];
}

async function readHistory({ params }: Props) {
  const { pair } = await params;
  const stackup = await getStackup(pair);
  if (!stackup) notFound();
  if ("canonical" in stackup) permanentRedirect(`/stackups/${stackup.canonical}/history`);
  return { slug: pair, tools: stackup.tools, entries: await listStackupHistory(pair) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { tools, entries } = await readHistory(props);
  const path = `${stackupPath(tools.map((tool) => tool.slug))}/history`;
  return {
    title: `History of ${stackupTitle(tools)}`,
    description: `Who wrote and changed the differences of ${stackupTitle(tools)}, when and why.`,
    alternates: { canonical: path },
    ...(entries.length > 0 ? {} : { robots: { index: false, follow: true } }),
  };
}

export default async function StackupHistoryPage(props: Props) {
  const { slug, tools, entries } = await readHistory(props);
  const title = stackupTitle(tools);
  const newest = entries[0]?.number ?? 0;
  return (
    <div className="wrap">
      <Breadcrumb
        crumbs={[
          { name: "Stackups", href: "/stackups" },
          { name: title, href: `/stackups/${slug}` },
          { name: "History", href: `/stackups/${slug}/history` },
        ]}
      />
      <div className="title">
        <h1>History of {title}</h1>
        <p>Who wrote and changed the differences, when and why, newest first.</p>
      </div>
      {entries.length > 0 ? (
        <HistoryList entries={entries} heading="h2">
          {({ number }) => number < newest && <RestoreLink slug={slug} version={number} />}
        </HistoryList>
      ) : (
        <p className="none mt-5">
          Nobody has written these differences yet: <a href={`/stackups/${slug}`}>the page</a> shows what can be
          computed from the facts. <a href={`/stackups/${slug}/suggest`}>Suggest some</a>.
        </p>
      )}
    </div>
  );
}
