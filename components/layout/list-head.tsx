import type { ReactNode } from "react";
import { Breadcrumb } from "@/components/layout/breadcrumb";

/** The head of a page that lists all of a kind: where it stands, its name, and what it gathers as children. */
export function ListHead({ name, href, children }: { name: string; href: string; children?: ReactNode }) {
  return (
    <>
      <Breadcrumb
        crumbs={[
          { name: "Home", href: "/" },
          { name, href },
        ]}
      />
      <div className="title">
        <h1>{name}</h1>
        {children && <p>{children}</p>}
      </div>
    </>
  );
}
