import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { listCategories } from "@/lib/categories/queries";
import type { CategoryNode } from "@/lib/categories/schema";
import { listDecisionSlugs } from "@/lib/decisions/queries";
import { docPages } from "@/lib/docs/rules";
import { absoluteUrl } from "@/lib/site";
import { listStackSlugs } from "@/lib/stacks/queries";
import { listStackupSlugs } from "@/lib/stackups/queries";
import { listToolSlugs } from "@/lib/tools/queries";

function listPaths(nodes: CategoryNode[]): string[] {
  return nodes.flatMap((node) => [`/categories/${node.path}`, ...listPaths(node.children)]);
}

/** Every page that may be indexed: written stackups, tools and their alternatives, public stacks and decisions, categories. Pairs nobody wrote about are found by links. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  // A build reads no database, so the map is made when it is asked for, from cached reads.
  await connection();
  const [tools, stackups, stacks, decisions, tree] = await Promise.all([
    listToolSlugs(),
    listStackupSlugs(),
    listStackSlugs(),
    listDecisionSlugs(),
    listCategories(),
  ]);
  const plain = [
    "/",
    "/stackups",
    "/tools",
    "/stacks",
    "/categories",
    ...docPages.map(({ href }) => href),
    "/feed",
    "/about",
    "/contact",
    "/licences",
    "/privacy",
    "/terms",
    ...listPaths(tree),
  ];
  return [
    ...plain.map((path) => ({ url: absoluteUrl(path) })),
    ...stackups.map(({ slug, checkedOn }) => ({ url: absoluteUrl(`/stackups/${slug}`), lastModified: checkedOn })),
    ...stacks.map(({ slug, updatedOn }) => ({ url: absoluteUrl(`/stacks/${slug}`), lastModified: updatedOn })),
    ...decisions.map(({ slug, updatedOn }) => ({ url: absoluteUrl(`/decisions/${slug}`), lastModified: updatedOn })),
    ...tools.flatMap(({ slug, checkedOn }) => [
      { url: absoluteUrl(`/tools/${slug}`), lastModified: checkedOn },
      { url: absoluteUrl(`/tools/${slug}/alternatives`), lastModified: checkedOn },
    ]),
  ];
}
