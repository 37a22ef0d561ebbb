import { LifecycleChip } from "@/components/tools/lifecycle-chip";
import type { FollowedTools } from "@/lib/follows/schema";

/** The tools that a member follows, each with a button that ends it; works without JavaScript. */
export function FollowedList({ tools, next }: FollowedTools) {
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
      {next && (
        <nav className="pages" aria-label="Pages of the tools that you follow">
          <a href="/following">First tools</a>
          <a href={`/following?after=${next}#tools`}>More tools</a>
        </nav>
      )}
    </>
  );
}
