import { drawCard } from "@/lib/stacks/embeds/rules";
import { getStack } from "@/lib/stacks/queries";
import { stackSlugSchema } from "@/lib/stacks/schema";

/** A card of a stack for a frame on another site; next.config.ts allows frames for this address alone. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const asked = stackSlugSchema.safeParse((await params).slug);
  const stack = asked.success ? await getStack(asked.data) : null;
  if (!stack)
    return new Response("There is no such stack.\n", { status: 404, headers: { "Content-Type": "text/plain" } });
  return new Response(drawCard(stack), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
      "X-Robots-Tag": "noindex",
    },
  });
}
