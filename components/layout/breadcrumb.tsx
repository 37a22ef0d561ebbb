import { JsonLd } from "@/components/layout/json-ld";
import { absoluteUrl } from "@/lib/site";

export type Crumb = { name: string; href: string };

/** The way from the top to this page, for readers and, as JSON-LD, for search engines. The last crumb is the page itself. */
export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="crumb">
        {crumbs.map(({ name, href }, position) => (
          <li key={href}>
            {position === crumbs.length - 1 ? <span aria-current="page">{name}</span> : <a href={href}>{name}</a>}
          </li>
        ))}
      </ol>
      <JsonLd
        data={{
          "@type": "BreadcrumbList",
          itemListElement: crumbs.map(({ name, href }, position) => ({
            "@type": "ListItem",
            position: position + 1,
            name,
            item: absoluteUrl(href),
          })),
        }}
      />
    </nav>
  );
}
