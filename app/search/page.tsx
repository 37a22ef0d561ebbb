import type { Metadata } from "next";
import { SearchBox } from "@/components/layout/search-box";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { ToolItem } from "@/components/tools/tool-item";
import { formatNumberOf } from "@/lib/format";
import { createSprite } from "@/lib/logos/rules";
import { findToolByName, searchTools } from "@/lib/search/queries";
import { parseVersus } from "@/lib/search/rules";
import { searchParamsSchema } from "@/lib/search/schema";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// The one public page that is made for each request: searches are free text and are neither stored nor cached.
export const instant = false;

export const metadata: Metadata = { title: "Search", robots: { index: false, follow: true } };

/** How many results are shown; who sees none of use searches again, more exactly. */
const SHOWN = 24;

/** The names in “a vs b” that lead to no tool. A search whose names all do never gets here: /compare answers it. */
async function listUnknown(query: string): Promise<string[] | null> {
  const names = parseVersus(query);
  if (!names) return null;
  const found = await Promise.all(names.map(findToolByName));
  return names.filter((_, position) => found[position] === null);
}

export default async function SearchPage({ searchParams }: Props) {
  const { q } = searchParamsSchema.parse(await searchParams);
  const unknown = await listUnknown(q);
  const tools = unknown ? [] : await searchTools(q, SHOWN);
  const sprite = createSprite(tools);
  return (
    <SpriteScope sprite={sprite}>
      <div className="wrap">
        <div className="title mt-6">
          <h1>Search</h1>
          <p>By name, alias or purpose. “mesos vs nomad” goes straight to the comparison.</p>
        </div>
        <div className="mt-4">
          <SearchBox query={q} />
        </div>
        {q !== "" && (
          <p className="mt-6 text-soft" role="status">
            {unknown
              ? `Not compared: ${unknown.length > 0 ? `no tool is called “${unknown.join("”, “")}”` : "these names lead to the same tool"}. Search for one name to see what is near it.`
              : tools.length === 0
                ? `Nothing found for “${q}”. Try a shorter word, or look through the categories.`
                : `${formatNumberOf(tools.length, "tool")}${tools.length === SHOWN ? " and perhaps more" : ""} for “${q}”`}
          </p>
        )}
        <div className="alts">
          {tools.map((tool) => (
            <ToolItem key={tool.slug} tool={tool} sprite={sprite} heading="h2">
              {tool.function.name}
            </ToolItem>
          ))}
        </div>
        {tools.length === 0 && (
          <p className="mt-6">
            <a href="/categories">All categories</a> · <a href="/tools">all tools</a> ·{" "}
            <a href="/stackups">all stackups</a>
          </p>
        )}
      </div>
    </SpriteScope>
  );
}
