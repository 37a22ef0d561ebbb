import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readSlug, type ToolProps } from "@/app/tools/[slug]/read-tool";
import { StackItem } from "@/components/stacks/stack-item";
import { ToolUsageDetails } from "@/components/stacks/tool-usage-details";
import { ToolSubpage } from "@/components/tools/tool-subpage";
import { SectionHead } from "@/components/ui/section-head";
import { createSprite } from "@/lib/logos/rules";
import { listStacks } from "@/lib/stacks/queries";
import { getToolUsage } from "@/lib/stacks/usage/queries";
import { getTool } from "@/lib/tools/queries";

export function generateStaticParams() {
  return [{ slug: "_" }];
}

async function readPage(props: ToolProps) {
  const own = await readSlug(props, "/stacks");
  const [tool, usage] = await Promise.all([getTool(own), getToolUsage(own)]);
  if (!tool || !usage) notFound();
  return { tool, usage };
}

export async function generateMetadata(props: ToolProps): Promise<Metadata> {
  const { tool, usage } = await readPage(props);
  const title = `Stacks with ${tool.name}`;
  const path = `/tools/${tool.slug}/stacks`;
  return {
    title,
    description: `Which members, companies and projects build with ${tool.name}, with what, and what they moved from and to.`,
    alternates: { canonical: path },
    openGraph: { title, url: path },
    ...(usage.total + usage.extracted > 0 ? {} : { robots: { index: false, follow: true } }),
  };
}

export default async function ToolStacksPage(props: ToolProps) {
  const { tool, usage } = await readPage(props);
  const list = await listStacks(`tool=${tool.slug}`, "");
  const sprite = createSprite([tool, ...usage.usedWith.map((entry) => entry.tool)]);
  return (
    <ToolSubpage
      tool={tool}
      sprite={sprite}
      path={`/tools/${tool.slug}/stacks`}
      name="Stacks"
      title={`Stacks with ${tool.name}`}
    >
      <section className="section" aria-labelledby="usage">
        <SectionHead id="usage" title="Who uses it, and with what" />
        <ToolUsageDetails tool={tool} usage={usage} sprite={sprite} />
      </section>
      {list && list.stacks.length > 0 && (
        <section className="section" aria-labelledby="list">
          <SectionHead id="list" title="The newest stacks with it">
            <small>
              <a href={`/stacks?tool=${tool.slug}`}>all, with filters</a>
            </small>
          </SectionHead>
          <div className="stack-items">
            {list.stacks.map((stack) => (
              <StackItem key={stack.slug} stack={stack} heading="h3" />
            ))}
          </div>
        </section>
      )}
    </ToolSubpage>
  );
}
