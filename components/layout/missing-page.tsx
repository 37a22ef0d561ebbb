import { SearchBox } from "@/components/layout/search-box";
import { ToolLinks } from "@/components/tools/tool-links";
import type { ToolName } from "@/lib/tools/schema";

const WORDS = {
  stackups: {
    title: "There is no such stackup",
    text: "A stackup compares two to four different tools, their names joined by “-vs-”. A tool in this address is not in the catalog, stands twice, or there are too many of them.",
  },
  tools: { title: "There is no such tool", text: "No tool of the catalog has this name or alias." },
  categories: { title: "There is no such category", text: "The category was renamed or never stood here." },
  other: {
    title: "There is no page here",
    text: "The address may be mistyped, or what stood here was renamed or removed.",
  },
} as const;

export type MissingKind = keyof typeof WORDS;

/** What stands where there is no page: what was wrong with the address, tools with names near the one asked for, a search. */
export function MissingPage({ kind, near }: { kind: MissingKind; near: ToolName[] }) {
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>{WORDS[kind].title}</h1>
        <p>{WORDS[kind].text}</p>
      </div>
      {near.length > 0 && (
        <p className="mt-4">
          Did you mean <ToolLinks tools={near} />?
        </p>
      )}
      <div className="mt-6">
        <SearchBox />
      </div>
      <p className="mt-6">
        Or look through <a href="/stackups">all stackups</a>, <a href="/tools">all tools</a> or{" "}
        <a href="/categories">the categories</a>.
      </p>
    </div>
  );
}
