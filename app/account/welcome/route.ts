import { clearCached } from "@/lib/cache";
import { returnPathSchema } from "@/lib/members/schema";
import { getViewer, setHint } from "@/lib/session";
import { tags } from "@/lib/tags";

/** Where links in messages and GitHub come back to: notes in the browser that somebody is signed in, and goes on to `next`. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const next = returnPathSchema.parse(query.get("next") ?? "/");
  const headers = new Headers({ "Cache-Control": "no-store" });
  const viewer = await getViewer(request.headers);
  if (query.has("error")) headers.set("Location", "/sign-in?error=link");
  else if (viewer) {
    // A profile that was asked for before the address was confirmed is stored as missing.
    await clearCached([tags.member(viewer.handle)]);
    headers.set("Location", next);
    setHint(headers, true);
  } else headers.set("Location", `/sign-in?${new URLSearchParams({ done: "confirmed", next })}`);
  return new Response(null, { status: 303, headers });
}
