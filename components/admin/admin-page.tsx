import type { ReactNode } from "react";
import type { Viewer } from "@/lib/members/schema";
import { ADMIN_PARTS, mayOpen } from "@/lib/members/standing/rules";

type Props = { title: string; current: string; opening?: ReactNode; notice?: string | null; children: ReactNode };

/** The frame of every page of the admin area: its navigation, title, opening line and what was just done. */
export function AdminPage({ viewer, title, current, opening, notice, children }: Props & { viewer: Viewer }) {
  return (
    <div className="wrap">
      <nav className="tabs admin-tabs" aria-label="Admin">
        {ADMIN_PARTS.filter(({ href }) => mayOpen(viewer, href)).map(({ href, text }) => (
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
