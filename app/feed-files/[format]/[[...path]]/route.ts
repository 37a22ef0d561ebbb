import { z } from "zod";
import { listCategories } from "@/lib/categories/queries";
import { findTrail } from "@/lib/categories/rules";
import { categoryPathSchema } from "@/lib/categories/schema";
import { listFeed } from "@/lib/feed/queries";
import { feedTitle, writeFeed } from "@/lib/feed/rules";
import { FEED_TYPES, feedFormats } from "@/lib/feed/schema";
import { site } from "@/lib/site";

const paramsSchema = z.object({ format: z.enum(feedFormats), path: categoryPathSchema.optional() });

/** The newest changes of the site, or of a category, as Atom or JSON Feed. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ format: string; path?: string[] }> },
): Promise<Response> {
  const asked = paramsSchema.safeParse(await params);
  const missing = () => new Response("There is no such feed. /feed lists those that there are.\n", { status: 404 });
  if (!asked.success) return missing();
  const { format, path = [] } = asked.data;
  const place = path.length > 0 ? findTrail(await listCategories(), path.join("/"))?.at(-1) : undefined;
  if (path.length > 0 && !place) return missing();
  const category = place?.path ?? "";
  const { entries } = await listFeed(category, "start");
  const title = `${site.name}: ${feedTitle(place?.name)}`;
  return new Response(writeFeed(entries, { category, title, format }), {
    headers: { "Content-Type": `${FEED_TYPES[format]}; charset=utf-8`, "X-Robots-Tag": "noindex" },
  });
}
