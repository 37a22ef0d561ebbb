import { z } from "zod";
import { searchTools } from "@/lib/search/queries";

/** How many names a list of suggestions shows. */
const SHOWN = 8;
const textSchema = z.string().max(80).catch("");

/** Tools whose names or slugs are near what is typed: `?q=kube`. For fields that name tools. */
export async function GET(request: Request): Promise<Response> {
  const tools = await searchTools(textSchema.parse(new URL(request.url).searchParams.get("q")), SHOWN);
  const body = { tools: tools.map(({ slug, name, kind }) => ({ slug, name, kind })) };
  return Response.json(body, { headers: { "Cache-Control": "private, max-age=60" } });
}
