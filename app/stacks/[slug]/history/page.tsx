import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { StackHead } from "@/components/stacks/stack-head";
import { StackHistory } from "@/components/stacks/stack-history";
import { getStack, listStackHistory, MOST_VERSIONS } from "@/lib/stacks/queries";
import { type StackPage, stackSlugSchema } from "@/lib/stacks/schema";

type Props = { params: Promise<{ slug: string }> };

export function generateStaticParams() {
  return [{ slug: "_" }];
}

async function readStack({ params }: Props): Promise<StackPage> {
  const asked = stackSlugSchema.safeParse((await params).slug);
  const stack = asked.success ? await getStack(asked.data) : null;
  if (!stack) notFound();
  return stack;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
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

export default async function StackHistoryPage(props: Props) {
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
