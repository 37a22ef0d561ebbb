import { StatementList } from "@/components/statements/statement-list";
import { SectionHead } from "@/components/ui/section-head";
import type { SourceIndex } from "@/lib/sources/rules";
import { newestFirst } from "@/lib/statements/rules";
import type { ToolStatements } from "@/lib/statements/schema";
import type { ToolName } from "@/lib/tools/schema";

type Props = { tool: ToolName; statements: ToolStatements; index: SourceIndex; sort: "votes" | "newest" };

/** The pros and cons of a tool with all that is known of them, in one of two orders, each of which is a page of its own. */
export function StatementSection({ tool, statements, index, sort }: Props) {
  const path = `/tools/${tool.slug}`;
  const orders = [
    { key: "votes", href: `${path}#statements`, text: "Most votes" },
    { key: "newest", href: `${path}/statements#statements`, text: "Newest" },
  ];
  const sides = [
    { noun: "pro", title: "Pros", list: statements.pros },
    { noun: "con", title: "Cons", list: statements.cons },
  ] as const;
  return (
    <section className="section" aria-labelledby="statements">
      <SectionHead id="statements" title="Pros and cons">
        <nav className="row-tools" aria-label="Order of the pros and cons">
          {orders.map(({ key, href, text }) => (
            <a key={key} className="pill" href={href} aria-current={key === sort ? "true" : undefined}>
              {text}
            </a>
          ))}
        </nav>
      </SectionHead>
      <div className="columns mt-3">
        {sides.map(({ noun, title, list }) => (
          <div key={noun}>
            <h3 className="mb-1">{title}</h3>
            <StatementList
              statements={sort === "newest" ? newestFirst(list) : list}
              noun={noun}
              index={index}
              detailed
            />
            <p className="mt-2">
              <a href={`${path}/statements/new?kind=${noun}`} rel="nofollow">
                Add a {noun}
              </a>
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}
