import { SpriteScope } from "@/components/tools/sprite-scope";
import { ToolItem } from "@/components/tools/tool-item";
import { PageLinks } from "@/components/ui/page-links";
import { formatCount, formatNumberOf } from "@/lib/format";
import { createSprite } from "@/lib/logos/rules";
import type { ToolCard, ToolSort } from "@/lib/tools/schema";

const SORT_LABELS: Record<ToolSort, string> = { votes: "Votes", stars: "Stars", name: "Name", newest: "Newest" };

type Props = { tools: ToolCard[]; total: number; next: string | null; sort: ToolSort; isFirst: boolean; path: string };

/** One page of a list of tools, its orders, and the ways to the first and next page. */
export function ToolList({ tools, total, next, sort, isFirst, path }: Props) {
  const sprite = createSprite(tools);
  const query = sort === "votes" ? "" : `sort=${sort}&`;
  return (
    <SpriteScope sprite={sprite}>
      <div className="row-tools mt-4">
        <span className="text-faint">{formatNumberOf(total, "tool")} by</span>
        {Object.entries(SORT_LABELS).map(([key, label]) => (
          <a
            key={key}
            className="pill"
            href={key === "votes" ? path : `${path}?sort=${key}`}
            aria-current={key === sort ? "true" : undefined}
          >
            {label}
          </a>
        ))}
      </div>
      <div className="alts mt-2">
        {tools.map((tool) => (
          <ToolItem key={tool.slug} tool={tool} sprite={sprite} heading="h2">
            {tool.function.name}
            {tool.votes > 0 && ` · ${formatNumberOf(tool.votes, "vote")}`}
            {tool.stars !== null && ` · ${formatCount(tool.stars)} stars`}
          </ToolItem>
        ))}
      </div>
      <PageLinks
        label="Pages of this list"
        first={isFirst ? null : { href: query ? `${path}?sort=${sort}` : path, text: "First page" }}
        next={next ? { href: `${path}?${query}after=${next}`, text: "Next page" } : null}
      />
    </SpriteScope>
  );
}
