import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ListHead } from "@/components/layout/list-head";
import { StackFilter } from "@/components/stacks/stack-filter";
import { StackList } from "@/components/stacks/stack-list";
import { listCategories } from "@/lib/categories/queries";
import { listStacks, MOST_COUNTED } from "@/lib/stacks/queries";
import { slugOfName, stackQuery } from "@/lib/stacks/rules";
import { stackListParamsSchema } from "@/lib/stacks/schema";
import { findSlug } from "@/lib/tools/queries";

type Props = { params: Promise<Record<"sort" | "kind" | "size" | "tool" | "category" | "after", string>> };

export function generateStaticParams() {
  return [{ sort: "_", kind: "_", size: "_", tool: "_", category: "_", after: "_" }];
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { sort, ...filters } = await params;
  const isPlain = sort === "newest" && Object.values(filters).every((value) => value === "any" || value === "start");
  return {
    title: "Stacks",
    description: "What members, companies and open-source projects build with, and why, with evidence for each tool.",
    alternates: { canonical: "/stacks" },
    ...(isPlain ? {} : { robots: { index: false, follow: true } }),
  };
}

/** `/stacks`, stored per order, filter and cursor; next.config.ts maps the search parameters to these segments. */
export default async function StacksPage({ params }: Props) {
  const checked = stackListParamsSchema.safeParse(await params);
  if (!checked.success) notFound();
  const asked = checked.data;
  const typed = decodeURIComponent(asked.tool);
  const found = typed ? await findSlug(slugOfName(typed) ?? typed) : "";
  const tree = await listCategories();
  // A name that leads to no tool fits no stack.
  const page =
    found === null
      ? { stacks: [], next: null, total: 0 }
      : await listStacks(stackQuery({ ...asked, tool: found }), asked.after);
  if (!page) notFound();
  const shown = { ...asked, tool: found ?? (typed === "_" ? "" : typed) };
  return (
    <div className="wrap">
      <ListHead name="Stacks" href="/stacks">
        What members, companies and open-source projects build with, and why. <a href="/share">Share yours</a>
      </ListHead>
      <StackFilter asked={shown} tree={tree} />
      {found === null && (
        <p className="mt-4" role="status">
          The catalog has no tool {typed === "_" ? "of this name" : `“${typed}”`}.
        </p>
      )}
      <StackList {...page} mostCounted={MOST_COUNTED} asked={shown} />
    </div>
  );
}
