import { findToolByName } from "@/lib/search/queries";
import { parseVersus } from "@/lib/search/rules";
import { searchParamsSchema } from "@/lib/search/schema";
import { stackupPath } from "@/lib/stackups/rules";

/** Answers a search for “a vs b”: to the stackup when every name leads to a tool of its own, else to what the search found. */
export async function GET(request: Request): Promise<Response> {
  const { q } = searchParamsSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const names = parseVersus(q) ?? [];
  const found = await Promise.all(names.map(findToolByName));
  const slugs = new Set(found.filter((slug) => slug !== null));
  const isComplete = names.length > 0 && slugs.size === names.length;
  const location = isComplete ? stackupPath([...slugs]) : `/search?${new URLSearchParams({ q, unmatched: "1" })}`;
  return new Response(null, { status: 307, headers: { Location: location } });
}
