import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CategoryTree } from "@/components/categories/category-tree";
import { ListHead } from "@/components/layout/list-head";
import { SectionHead } from "@/components/ui/section-head";
import { listCategories } from "@/lib/categories/queries";
import { formatNumberOf } from "@/lib/format";

type Props = { params: Promise<{ edition: string }> };

export function generateStaticParams() {
  return [{ edition: "_" }];
}

export const metadata: Metadata = {
  title: "Categories",
  description:
    "The catalog by layer, category and function: from languages and data stores to continuous integration and chat.",
  alternates: { canonical: "/categories" },
};

/** `/categories`: the whole tree. */
export default async function CategoriesPage({ params }: Props) {
  if ((await params).edition !== "stored") notFound();
  const layers = await listCategories();
  return (
    <div className="wrap">
      <ListHead name="Categories" href="/categories">
        Tools of one function are compared like for like; a category gathers functions that work on the same thing.
      </ListHead>
      {layers.map((layer) => (
        <section key={layer.path} className="section" aria-labelledby={layer.path}>
          <SectionHead id={layer.path} title={layer.name}>
            <small>
              <a href={`/categories/${layer.path}`}>{formatNumberOf(layer.tools, "tool")}</a>
            </small>
          </SectionHead>
          <CategoryTree nodes={layer.children} />
        </section>
      ))}
    </div>
  );
}
