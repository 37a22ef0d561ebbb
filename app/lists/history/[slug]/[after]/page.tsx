import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readSlug } from "@/app/tools/[slug]/read-tool";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { SourceList } from "@/components/layout/source-list";
import { HistoryList } from "@/components/revisions/history-list";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { ToolHead } from "@/components/tools/tool-head";
import { PageLinks } from "@/components/ui/page-links";
import { SectionHead } from "@/components/ui/section-head";
import { createSprite } from "@/lib/logos/rules";
import { listToolHistory } from "@/lib/revisions/queries";
import { historyCursorSchema } from "@/lib/revisions/schema";
import { indexSources } from "@/lib/sources/rules";
import { getTool } from "@/lib/tools/queries";

type Props = { params: Promise<{ slug: string; after: string }> };

export function generateStaticParams() {
  return [{ slug: "_", after: "start" }];
}

async function readPage({ params }: Props) {
  const cursor = historyCursorSchema.safeParse((await params).after);
  if (!cursor.success) notFound();
  const own = await readSlug({ params }, "/history");
  const [tool, history] = await Promise.all([getTool(own), listToolHistory(own, cursor.data)]);
  if (!tool || !history) notFound();
  return { tool, history, isFirst: cursor.data === 0 };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { tool } = await readPage(props);
  const title = `History of ${tool.name}`;
  const description = `Who changed what this site says of ${tool.name}, when, and why.`;
  return {
    title,
    description,
    alternates: { canonical: `/tools/${tool.slug}/history` },
    robots: { index: false, follow: true },
  };
}

/** Every change of what the site says of a tool: who, when, why, and what differs. */
export default async function HistoryPage(props: Props) {
  const { tool, history, isFirst } = await readPage(props);
  const sprite = createSprite([tool]);
  const index = indexSources(tool.lifecycle);
  const path = `/tools/${tool.slug}/history`;
  return (
    <SpriteScope sprite={sprite}>
      <div className="wrap" data-tools={tool.slug}>
        <Breadcrumb
          crumbs={[
            { name: "Tools", href: "/tools" },
            { name: tool.name, href: `/tools/${tool.slug}` },
            { name: "History", href: path },
          ]}
        />
        <ToolHead tool={tool} sprite={sprite} index={index} current={path} title={`History of ${tool.name}`} />
        <section className="section" aria-labelledby="history">
          <SectionHead id="history" title="Who changed what">
            newest first
          </SectionHead>
          {history.entries.length > 0 ? (
            <HistoryList entries={history.entries} heading="h3" tool={tool.slug} />
          ) : (
            <p className="none mt-4">Nothing was changed since it was added.</p>
          )}
          <PageLinks
            label="Pages of the history"
            first={isFirst ? null : { href: path, text: "Newest changes" }}
            next={history.next ? { href: `${path}?after=${history.next}`, text: "Earlier changes" } : null}
          />
        </section>
        <SourceList index={index} />
      </div>
    </SpriteScope>
  );
}
