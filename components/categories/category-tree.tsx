import type { CategoryNode } from "@/lib/categories/schema";

/** Categories with the functions below each and the number of tools in them. */
export function CategoryTree({ nodes, heading: Heading = "h3" }: { nodes: CategoryNode[]; heading?: "h2" | "h3" }) {
  return (
    <div className="tree">
      {nodes.map((node) => (
        <section key={node.path} aria-label={node.name}>
          <Heading className="text-[18px]">
            <a href={`/categories/${node.path}`}>{node.name}</a>
          </Heading>
          <ul>
            {node.children.map((child) => (
              <li key={child.path}>
                <a href={`/categories/${child.path}`}>{child.name}</a>
                <small>{child.tools}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
