import type { ReactNode } from "react";
import { type DocPath, docPages } from "@/lib/docs/rules";

type Props = { path: DocPath; opening: string; children: ReactNode };

/** A page of the documentation with the list of all of them beside it. */
export function DocPage({ path, opening, children }: Props) {
  return (
    <div className="wrap">
      <div className="title mt-6">
        <h1>{docPages.find(({ href }) => href === path)?.title}</h1>
        <p>{opening}</p>
      </div>
      <div className="docs">
        <nav aria-label="Documentation">
          {docPages.map(({ href, title }) => (
            <a key={href} href={href} aria-current={href === path ? "page" : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <div className="prose">{children}</div>
      </div>
    </div>
  );
}
