import type { CategoryNode } from "@/lib/categories/schema";

/** The tree for editors: each place leads to what can be done with it. */
export function EditableTree({ nodes }: { nodes: CategoryNode[] }) {
  return (
    <ul className="nested">
      {nodes.map(({ path, name, tools, children }) => (
        <li key={path}>
          <a href={`/admin/categories?${new URLSearchParams({ path })}`}>{name}</a>{" "}
          <small className="text-faint">{tools}</small>
          {children.length > 0 && <EditableTree nodes={children} />}
        </li>
      ))}
    </ul>
  );
}
