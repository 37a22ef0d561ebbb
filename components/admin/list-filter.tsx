import type { ReactNode } from "react";

/** The form above a list of the admin area: what is chosen in it is the list's address. */
export function ListFilter({ action, children }: { action: string; children: ReactNode }) {
  return (
    <form className="filters" action={action} method="get">
      {children}
      <button type="submit" className="button quiet">
        Show
      </button>
    </form>
  );
}
