import { chooseLargest } from "@/lib/categories/rules";
import type { CategoryNode } from "@/lib/categories/schema";

type Props = {
  nodes: CategoryNode[];
  heading?: "h2" | "h3";
  /** How many functions to name of each category, the largest ones; all when it is not given. */
  most?: number;
};

/** Categories with the functions below each and the number of tools in them. */
export function CategoryTree({ nodes, heading: Heading = "h3", most = Number.POSITIVE_INFINITY }: Props) {
  return (
    <div className="tree">
      {nodes.map((node) => {
        const { shown, left } = chooseLargest(node.children, most);
        return (
          <section key={node.path} aria-label={node.name}>
            <Heading className="text-[18px]">
              <a href={`/categories/${node.path}`}>{node.name}</a>
            </Heading>
            <ul>
              {shown.map((child) => (
                <li key={child.path}>
                  <a href={`/categories/${child.path}`}>{child.name}</a>
                  <small>{child.tools}</small>
                </li>
              ))}
              {left > 0 && (
                <li>
                  <a href={`/categories/${node.path}`}>
                    {left} more<span className="sr-only"> in {node.name}</span>
                  </a>
                </li>
              )}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
