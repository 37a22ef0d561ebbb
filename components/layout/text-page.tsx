import type { ReactNode } from "react";

/** A page of prose: title, opening line, sections. */
export function TextPage({ title, opening, children }: { title: string; opening: string; children: ReactNode }) {
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>{title}</h1>
        <p>{opening}</p>
      </div>
      <div className="prose mt-6">{children}</div>
    </div>
  );
}
