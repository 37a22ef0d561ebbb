import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ListHead } from "@/components/layout/list-head";
import { ToolList } from "@/components/tools/tool-list";
import { listTools } from "@/lib/tools/queries";
import { toolListParamsSchema } from "@/lib/tools/schema";

type Props = { params: Promise<{ sort: string; after: string }> };

export function generateStaticParams() {
  return [{ sort: "_", after: "_" }];
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { after, sort } = await params;
  return {
    title: "All tools",
    description: "Every tool of the catalog, by votes, stars, name or age, each with its lifecycle.",
    alternates: { canonical: "/tools" },
    ...(after === "start" && sort === "votes" ? {} : { robots: { index: false, follow: true } }),
  };
}

/** `/tools`, stored per order and cursor; next.config.ts maps the search parameters to these segments. */
export default async function ToolsPage({ params }: Props) {
  const asked = toolListParamsSchema.safeParse(await params);
  if (!asked.success) notFound();
  const { sort, after } = asked.data;
  const page = await listTools("", sort, after);
  if (!page) notFound();
  return (
    <div className="wrap">
      <ListHead name="Tools" href="/tools" />
      <ToolList {...page} sort={sort} isFirst={after === ""} path="/tools" />
    </div>
  );
}
