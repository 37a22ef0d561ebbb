import { clientAddress } from "@/lib/action";
import { DomainError } from "@/lib/errors";
import { getMemberExport } from "@/lib/members/queries";
import { takePoint } from "@/lib/rate-limit";
import { getViewer } from "@/lib/session";
import { site } from "@/lib/site";

const signIn = () =>
  new Response(null, { status: 303, headers: { Location: "/sign-in?next=/settings", "Cache-Control": "no-store" } });

/** Everything held about the member who asks, as a JSON file. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await getViewer(request.headers);
  if (!viewer) return signIn();
  try {
    await takePoint("account", { member: viewer.id, address: clientAddress(request.headers) });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const headers = { "Retry-After": String(error.retryAfter ?? 60), "Cache-Control": "no-store" };
    return new Response(`${error.message}\n`, { status: error.status, headers });
  }
  const member = await getMemberExport(viewer.id);
  if (!member) return signIn();
  return new Response(JSON.stringify({ site: site.url, exportedAt: new Date(), member }, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="sidestack-${viewer.handle}.json"`,
      "Cache-Control": "private, no-store",
    },
  });
}
