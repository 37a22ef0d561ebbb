import type { ReactNode } from "react";

type Props = {
  title: string;
  opening?: ReactNode;
  /** What was just done. */
  notice?: string | null;
  isNarrow?: boolean;
  /** What stands above the title. */
  navigation?: ReactNode;
  children: ReactNode;
};

/** The frame of pages that are made for who looks: title, opening line and what was just done. */
export function PageFrame({ title, opening, notice, isNarrow = false, navigation, children }: Props) {
  return (
    <div className={isNarrow ? "wrap narrow" : "wrap"}>
      {navigation}
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
