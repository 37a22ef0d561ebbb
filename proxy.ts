import { type NextRequest, NextResponse } from "next/server";
import { mayOpen } from "@/lib/members/standing/rules";
import { getViewer } from "@/lib/session";

export const config = { matcher: ["/admin", "/admin/:path*"] };

/**
 * Says with which status a page of the admin area is answered to who may not see it; scripts/server.ts sets it. The page asks by
 * itself and shows nothing, but the head of a page is on its way before the page has asked.
 */
export async function proxy(request: NextRequest) {
  const viewer = await getViewer(request.headers);
  if (mayOpen(viewer, request.nextUrl.pathname)) return NextResponse.next();
  return NextResponse.next({ headers: { "X-Page-Status": viewer ? "403" : "401" } });
}
