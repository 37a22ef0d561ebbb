import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { FeedFilter } from "@/components/feed/feed-filter";
import { FeedList } from "@/components/feed/feed-list";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { findCategoryPath, listCategories } from "@/lib/categories/queries";
import { findTrail } from "@/lib/categories/rules";
import { categoryPathSchema } from "@/lib/categories/schema";
import { listFeed } from "@/lib/feed/queries";
import { feedFilePath, feedPath, feedTitle } from "@/lib/feed/rules";
import { feedCursorSchema } from "@/lib/feed/schema";

type Props = { params: Promise<{ after: string; path?: string[] }> };

export function generateStaticParams() {
  return [{ after: "_", path: ["_"] }];
}

async function readAsked({ params }: Props) {
  const { after, path = [] } = await params;
  if (!feedCursorSchema.safeParse(after).success) notFound();
  if (path.length === 0) return { after, trail: [] };
  const category = categoryPathSchema.safeParse(path);
  if (!category.success) notFound();
  const trail = findTrail(await listCategories(), category.data.join("/"));
  if (!trail) {
    const moved = await findCategoryPath(category.data.join("/"));
    if (moved === null) notFound();
    permanentRedirect(feedPath(moved));
  }
  return { after, trail };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { after, trail } = await readAsked(props);
  const place = trail.at(-1);
  const category = place?.path ?? "";
  const title = feedTitle(place?.name);
  return {
    title,
    description: `New and changed stacks, decisions, lifecycles, stackups and votes${place ? ` in ${place.name}` : ""}, by day.`,
    alternates: {
      canonical: feedPath(category),
      types: {
        "application/atom+xml": [{ url: feedFilePath(category, "atom"), title: `${title} (Atom)` }],
        "application/feed+json": [{ url: feedFilePath(category, "json"), title: `${title} (JSON Feed)` }],
      },
    },
    ...(after === "start" ? {} : { robots: { index: false, follow: true } }),
  };
}

/** `/feed` and `/feed/…` for a category, stored per cursor; next.config.ts maps the search parameter to a segment. */
export default async function FeedPageRoute(props: Props) {
  const { after, trail } = await readAsked(props);
  const category = trail.at(-1)?.path ?? "";
  const [page, tree] = await Promise.all([listFeed(category, after), listCategories()]);
  return (
    <div className="wrap narrow">
      <Breadcrumb
        crumbs={[
          { name: "Home", href: "/" },
          { name: "Feed", href: "/feed" },
          ...trail.map(({ name, path }) => ({ name, href: feedPath(path) })),
        ]}
      />
      <div className="title">
        <h1>{feedTitle(trail.at(-1)?.name)}</h1>
        <p>
          Stacks, decisions, lifecycles, stackups and votes: each real change once. Read it as{" "}
          <a href={feedFilePath(category, "atom")}>Atom</a> or <a href={feedFilePath(category, "json")}>JSON Feed</a>.
        </p>
      </div>
      <FeedFilter tree={tree} trail={trail} />
      <FeedList {...page} path={feedPath(category)} isFirst={after === "start"} />
    </div>
  );
}
