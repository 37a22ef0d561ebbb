import type { ReactNode } from "react";
import type { Viewer } from "@/lib/members/schema";

/** The parts of the admin area, in the order of its navigation. */
const PARTS: { href: string; text: string; adminsOnly?: true }[] = [
  { href: "/admin", text: "Overview" },
  { href: "/admin/tools", text: "Tools" },
  { href: "/admin/stackups", text: "Stackups" },
  { href: "/admin/categories", text: "Categories" },
  { href: "/admin/suggestions", text: "Suggestions" },
  { href: "/admin/moderation", text: "Moderation" },
  { href: "/admin/freshness", text: "Freshness" },
  { href: "/admin/imports", text: "Imports" },
  { href: "/admin/pending", text: "Pending tools" },
  { href: "/admin/jobs", text: "Jobs" },
  { href: "/admin/members", text: "Members", adminsOnly: true },
  { href: "/admin/audit", text: "Audit log", adminsOnly: true },
];

type Props = { title: string; current: string; opening?: ReactNode; notice?: string | null; children: ReactNode };

/** The frame of every page of the admin area: its navigation, title, opening line and what was just done. */
export function AdminPage({ viewer, title, current, opening, notice, children }: Props & { viewer: Viewer }) {
  return (
    <div className="wrap">
      <nav className="tabs admin-tabs" aria-label="Admin">
        {PARTS.filter((part) => !part.adminsOnly || viewer.role === "admin").map(({ href, text }) => (
          <a key={href} href={href} aria-current={href === current ? "page" : undefined}>
            {text}
          </a>
        ))}
      </nav>
      <div className="title mt-6">
        <h1>{title}</h1>
        {opening && <p>{opening}</p>}
      </div>
      {notice && (
        <p className="note done mt-4" role="status">
          {notice}
        </p>
      )}
      <div className="mt-6">{children}</div>
    </div>
  );
}
