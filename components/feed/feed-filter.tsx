import type { CategoryNode } from "@/lib/categories/schema";
import { feedPath } from "@/lib/feed/rules";

type Props = {
  isFollowed?: boolean;
  tree: CategoryNode[];
  /** The places from the layer down to the one that is shown; empty for all. */
  trail: CategoryNode[];
};

/** Whose changes are shown: all, a place of the category tree and what is below it, or (on a page of its own) the tools one follows. */
export function FeedFilter({ tree, trail, isFollowed = false }: Props) {
  const here = trail.at(-1);
  const places = here ? here.children : tree;
  return (
    <nav className="row-tools mt-4" aria-label="Parts of the feed">
      <a href="/feed" className="pill" aria-current={here || isFollowed ? undefined : "page"}>
        All
      </a>
      <a href="/following/feed" className="pill" aria-current={isFollowed ? "page" : undefined}>
        Tools you follow
      </a>
      {trail.map(({ path, name }) => (
        <a key={path} href={feedPath(path)} className="pill" aria-current={path === here?.path ? "page" : undefined}>
          {name}
        </a>
      ))}
      {places.map(({ path, name }) => (
        <a key={path} href={feedPath(path)} className="pill">
          {name}
        </a>
      ))}
    </nav>
  );
}
