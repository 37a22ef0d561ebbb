import type { ReactNode } from "react";
import { NearNames } from "@/components/layout/near-names";
import { SearchBox } from "@/components/layout/search-box";

/** What stands where there is no page: what was wrong with the address, a search, and tools with names near the one asked for. */
export function MissingPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="wrap narrow">
      <div className="title">
        <h1>{title}</h1>
        <p>{children}</p>
      </div>
      <div className="mt-6">
        <SearchBox />
      </div>
      <NearNames />
      <p className="mt-6">
        Or look through <a href="/stackups">all stackups</a>, <a href="/tools">all tools</a> or{" "}
        <a href="/categories">the categories</a>.
      </p>
    </div>
  );
}
