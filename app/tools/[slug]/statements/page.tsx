import type { Metadata } from "next";
import { readTool, type ToolProps } from "@/app/tools/[slug]/read-tool";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { SourceList } from "@/components/layout/source-list";
import { StatementSection } from "@/components/statements/statement-section";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { ToolHead } from "@/components/tools/tool-head";
import { createSprite } from "@/lib/logos/rules";
import { indexSources } from "@/lib/sources/rules";
import { listStatements } from "@/lib/statements/queries";

/** A build reads no database: it renders this one, which is no slug, and every real page is stored on its first view. */
export function generateStaticParams() {
  return [{ slug: "_" }];
}

export async function generateMetadata(props: ToolProps): Promise<Metadata> {
  const tool = await readTool(props, "/statements");
  const title = `Newest pros and cons of ${tool.name}`;
  // The same statements stand on the tool's own page, in the order of their votes.
  return { title, alternates: { canonical: `/tools/${tool.slug}` }, robots: { index: false, follow: true } };
}

/** The pros and cons of a tool, newest first: a page of its own, so that it is stored like every other. */
export default async function StatementsPage(props: ToolProps) {
  const tool = await readTool(props, "/statements");
  const statements = await listStatements(tool.slug);
  const sprite = createSprite([tool]);
  const index = indexSources(tool.lifecycle, statements);
  const path = `/tools/${tool.slug}`;
  return (
    <SpriteScope sprite={sprite}>
      <div className="wrap" data-tools={tool.slug}>
        <Breadcrumb
          crumbs={[
            { name: "Tools", href: "/tools" },
            { name: tool.name, href: path },
            { name: "Pros and cons", href: `${path}/statements` },
          ]}
        />
        <ToolHead
          tool={tool}
          sprite={sprite}
          index={index}
          current={`${path}/statements`}
          title={`Newest pros and cons of ${tool.name}`}
        />
        <StatementSection tool={tool} statements={statements} index={index} sort="newest" />
        <SourceList index={index} />
      </div>
    </SpriteScope>
  );
}
