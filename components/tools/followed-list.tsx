import { LifecycleChip } from "@/components/tools/lifecycle-chip";
import { PageLinks } from "@/components/ui/page-links";
import type { FollowedTools } from "@/lib/follows/schema";

/** The tools that a member follows, each with a button that ends it; works without JavaScript. */
export function FollowedList({ tools, next, isFirst }: FollowedTools & { isFirst: boolean }) {
  return (
    <>
      <ul>
        {tools.map((tool) => (
          <li key={tool.slug} className="flex flex-wrap items-center justify-between gap-3 border-b border-rule py-2">
            <span>
              <a className="mr-2 font-semibold" href={`/tools/${tool.slug}`}>
                {tool.name}
              </a>
              <LifecycleChip lifecycle={tool.lifecycle} />
            </span>
            <form action="/api/follows" method="post">
              <input type="hidden" name="tool" value={tool.slug} />
              <button className="pill" type="submit" name="want" value="unfollow">
                Stop following<span className="sr-only"> {tool.name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      {(!isFirst || next) && (
        <PageLinks
          label="Pages of the tools that you follow"
          first={isFirst ? null : { href: "/following", text: "First tools" }}
          next={next ? { href: `/following?after=${next}#tools`, text: "More tools" } : null}
        />
      )}
    </>
  );
}
