import { z } from "zod";
import { searchTools } from "@/lib/search/queries";

const wordsSchema = z.string().trim().min(1).max(200);

/** Tools whose names are near the words of an address that leads nowhere: at most two for each part of a stackup's address. */
export async function GET(request: Request): Promise<Response> {
  const words = wordsSchema.safeParse(new URL(request.url).searchParams.get("words"));
  if (!words.success) {
    return Response.json({ title: "The parameter “words” must hold 1 to 200 characters.", status: 400 }, { status: 400 });
  }
  const parts = words.data.split("-vs-").filter(Boolean).slice(0, 5);
  const found = await Promise.all(parts.map((part) => searchTools(part.replaceAll("-", " ").slice(0, 64), 2)));
  const tools = new Map(found.flat().map(({ slug, name }) => [slug, { slug, name }]));
  return Response.json({ tools: [...tools.values()].slice(0, 6) });
}
