import { z } from "zod";
import { getLogoSprite } from "@/lib/logos/queries";
import { MAX_SPRITE } from "@/lib/logos/rules";
import { storedSlugSchema } from "@/lib/tools/schema";

const namesSchema = z
  .string()
  .regex(/\.svg$/)
  .transform((name) => name.slice(0, -".svg".length).split("~"))
  .pipe(z.array(storedSlugSchema).min(1).max(MAX_SPRITE));

/** The logos of a page in one file; see spritePath. */
export async function GET(_request: Request, { params }: { params: Promise<{ names: string }> }): Promise<Response> {
  const names = namesSchema.safeParse((await params).names);
  const sprite = names.success ? await getLogoSprite(names.data.join("~")) : null;
  if (!sprite) return new Response("No such logos.\n", { status: 404, headers: { "Content-Type": "text/plain" } });
  return new Response(sprite, {
    headers: {
      "Content-Type": "image/svg+xml",
      "Cache-Control": "public, max-age=86400, stale-while-revalidate=604800",
      "Content-Security-Policy": "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox",
    },
  });
}
