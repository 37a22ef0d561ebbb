import type { ReactNode } from "react";
import { PageFrame } from "@/components/layout/page-frame";
import type { Viewer } from "@/lib/members/schema";
import { ADMIN_PARTS, mayOpen } from "@/lib/members/standing/rules";

type Props = { title: string; current: string; opening?: ReactNode; notice?: string | null; children: ReactNode };

/** The frame of every page of the admin area: its navigation, and what every page of one's own has. */
export function AdminPage({ viewer, current, ...props }: Props & { viewer: Viewer }) {
  const parts = ADMIN_PARTS.filter(({ href }) => mayOpen(viewer, href));
  const navigation = (
    <nav className="tabs admin-tabs" aria-label="Admin">
      {parts.map(({ href, text }) => (
        <a key={href} href={href} aria-current={href === current ? "page" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
  return <PageFrame {...props} navigation={navigation} />;
}
