import { getDecision } from "@/lib/decisions/queries";
import { toAdr } from "@/lib/decisions/rules";
import { decisionSlugSchema } from "@/lib/decisions/schema";

/** The decision as an architecture decision record in Markdown, to keep beside one's code. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const asked = decisionSlugSchema.safeParse((await params).slug);
  const decision = asked.success ? await getDecision(asked.data) : null;
  if (!decision) return new Response("There is no such decision.\n", { status: 404 });
  return new Response(toAdr(decision), {
    headers: { "Content-Type": "text/markdown; charset=utf-8", "X-Robots-Tag": "noindex" },
  });
}
