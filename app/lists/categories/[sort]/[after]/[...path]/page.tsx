import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { CategoryTree } from "@/components/categories/category-tree";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { ToolList } from "@/components/tools/tool-list";
import { findCategoryPath, listCategories } from "@/lib/categories/queries";
import { findTrail } from "@/lib/categories/rules";
import { categoryPathSchema } from "@/lib/categories/schema";
import { formatNumberOf } from "@/lib/format";
import { listTools } from "@/lib/tools/queries";
import { toolListParamsSchema } from "@/lib/tools/schema";

type Props = { params: Promise<{ sort: string; after: string; path: string[] }> };

export function generateStaticParams() {
  return [{ sort: "_", after: "_", path: ["_"] }];
}

async function readCategory({ params }: Props) {
  const { path: segments, ...rest } = await params;
  const asked = toolListParamsSchema.safeParse(rest);
  const path = categoryPathSchema.safeParse(segments);
  if (!asked.success || !path.success) notFound();
  const trail = findTrail(await listCategories(), path.data.join("/"));
  const place = trail?.at(-1);
  if (!trail || !place) {
    const moved = await findCategoryPath(path.data.join("/"));
    if (moved === null) notFound();
    permanentRedirect(`/categories/${moved}`);
  }
  return { ...asked.data, trail, place };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { place, trail, sort, after } = await readCategory(props);
  return {
    title: `${place.name} tools`,
    description: `${formatNumberOf(place.tools, "tool")} in ${trail.map((node) => node.name).join(", ")}: what each is, whether it lives, and comparisons with sources.`,
    alternates: { canonical: `/categories/${place.path}` },
    ...(after === "" && sort === "votes" ? {} : { robots: { index: false, follow: true } }),
  };
}

/** `/categories/…`, stored per order and cursor; next.config.ts maps the search parameters to these segments. */
export default async function CategoryPage(props: Props) {
  const { sort, after, trail, place } = await readCategory(props);
  const page = await listTools(place.path, sort, after);
  if (!page) notFound();
  return (
    <div className="wrap">
      <Breadcrumb
        crumbs={[
          { name: "Categories", href: "/categories" },
          ...trail.map((node) => ({ name: node.name, href: `/categories/${node.path}` })),
        ]}
      />
      <div className="title">
        <h1>{place.name}</h1>
      </div>
      {place.children.length > 0 && after === "" && (
        <CategoryTree nodes={place.children[0]?.children.length ? place.children : [place]} heading="h2" />
      )}
      <ToolList {...page} sort={sort} isFirst={after === ""} path={`/categories/${place.path}`} />
    </div>
  );
}
