import { z } from "zod";
import { clearCached } from "@/lib/cache";
import { DomainError } from "@/lib/errors";
import { readToken } from "@/lib/token";

const orderSchema = z.object({ tags: z.array(z.string().min(1).max(256)).max(1000) });

/** Clears what is stored under some tags, by order of a job (see clearTags), which signs with the site's own secret. */
export async function POST(request: Request): Promise<Response> {
  const answer = (status: number, body: object) =>
    Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
  const [scheme, token = ""] = (request.headers.get("authorization") ?? "").split(" ");
  try {
    // Before the body is read: whoever has no order gets no work done here.
    readToken(scheme === "Bearer" ? token : "", "clear", new Date());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return answer(403, { title: "This needs an order signed with the site’s secret.", status: 403 });
  }
  const order = orderSchema.safeParse(await request.json().catch(() => null));
  if (!order.success) return answer(400, { title: z.prettifyError(order.error), status: 400 });
  await clearCached(order.data.tags);
  return answer(200, { cleared: order.data.tags.length });
}
