import { drawBadge } from "@/lib/stacks/embeds/rules";
import { getStack } from "@/lib/stacks/queries";
import { stackSlugSchema } from "@/lib/stacks/schema";

/** A badge of a stack for a README; of an unlisted one too, by its address. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const asked = stackSlugSchema.safeParse((await params).slug);
  const stack = asked.success ? await getStack(asked.data) : null;
  if (!stack)
    return new Response("There is no such stack.\n", { status: 404, headers: { "Content-Type": "text/plain" } });
  return new Response(drawBadge(stack), {
    headers: {
      "Content-Type": "image/svg+xml",
      "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
}
