import type { ReactNode } from "react";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { type DocPath, docPages } from "@/lib/docs/rules";

type Props = { path: DocPath; opening: string; children: ReactNode };

/** A page of the documentation with the list of all of them beside it. */
export function DocPage({ path, opening, children }: Props) {
  const { title } = docPages.find(({ href }) => href === path) ?? docPages[0];
  const above = path === "/docs" ? { name: "Home", href: "/" } : { name: docPages[0].title, href: "/docs" };
  return (
    <div className="wrap">
      <Breadcrumb crumbs={[above, { name: title, href: path }]} />
      <div className="title">
        <h1>{title}</h1>
        <p>{opening}</p>
      </div>
      <div className="docs">
        <nav aria-label="Documentation">
          {docPages.map(({ href, title: name }) => (
            <a key={href} href={href} aria-current={href === path ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <div className="prose">{children}</div>
      </div>
    </div>
  );
}
