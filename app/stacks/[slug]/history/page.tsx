import type { Metadata } from "next";
import { readStack, type StackProps } from "@/app/stacks/[slug]/read-stack";
import { StackHead } from "@/components/stacks/stack-head";
import { StackHistory } from "@/components/stacks/stack-history";
import { listStackHistory, MOST_VERSIONS } from "@/lib/stacks/queries";

export function generateStaticParams() {
  return [{ slug: "_" }];
}

export async function generateMetadata(props: StackProps): Promise<Metadata> {
  const { name, slug, visibility } = await readStack(props);
  const title = `What came and went in the stack of ${name}`;
  const path = `/stacks/${slug}/history`;
  return {
    title,
    description: `${title}, version by version, with the reasons given.`,
    alternates: { canonical: path },
    openGraph: { title, url: path },
    ...(visibility === "public" ? {} : { robots: { index: false, follow: false } }),
  };
}

export default async function StackHistoryPage(props: StackProps) {
  const stack = await readStack(props);
  const changes = await listStackHistory(stack.slug);
  return (
    <div className="wrap">
      <StackHead stack={stack} current={`/stacks/${stack.slug}/history`} title={`History of ${stack.name}`} />
      <StackHistory changes={changes} />
      {stack.versions > MOST_VERSIONS && (
        <p className="mt-4 text-faint">
          The newest {MOST_VERSIONS} of {stack.versions} versions.
        </p>
      )}
    </div>
  );
}
