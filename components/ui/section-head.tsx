import type { ReactNode } from "react";

/** The line that opens a section: its title, and to the right a remark or controls. */
export function SectionHead({ id, title, children }: { id: string; title: string; children?: ReactNode }) {
  return (
    <div className="lead">
      <h2 id={id}>{title}</h2>
      {children ? typeof children === "string" ? <small>{children}</small> : children : null}
    </div>
  );
}
