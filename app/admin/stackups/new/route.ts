import { findToolByName } from "@/lib/search/queries";
import { MAX_TOOLS, MIN_TOOLS, stackupSlug } from "@/lib/stackups/rules";

/** Leads from the tools that an editor picked, by name or slug, to the form of their stackup; or back, saying which are unknown. */
export async function GET(request: Request): Promise<Response> {
  const names = new URL(request.url).searchParams
    .getAll("tool")
    .map((name) => name.trim().slice(0, 100))
    .filter(Boolean);
  const found = await Promise.all(names.slice(0, MAX_TOOLS).map(findToolByName));
  const slugs = new Set(found.filter((slug) => slug !== null));
  const unknown = names.filter((_, place) => found[place] === null);
  const isRight = unknown.length === 0 && slugs.size >= MIN_TOOLS;
  const back = `/admin/stackups?${new URLSearchParams({ unknown: unknown.join(", ") })}`;
  const location = isRight ? `/admin/stackups/${stackupSlug([...slugs])}/edit` : back;
  return new Response(null, { status: 303, headers: { Location: location, "Cache-Control": "no-store" } });
}
