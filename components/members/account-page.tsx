import type { ReactNode } from "react";

type Props = { title: string; opening?: ReactNode; notice?: string | null; children: ReactNode };

/** The frame of the pages about one's account: title, opening line, and what was just done. */
export function AccountPage({ title, opening, notice, children }: Props) {
  return (
    <div className="wrap narrow">
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
