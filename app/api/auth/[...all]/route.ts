import { auth } from "@/lib/auth";

// What must be reachable by its own address: the links in messages and the way back from GitHub. Everything else that better-auth
// offers is called by our own routes, which stand behind our limits.
const OPEN = ["/api/auth/verify-email", "/api/auth/callback/github", "/api/auth/error"];

export async function GET(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!OPEN.includes(pathname)) return new Response("There is nothing here.\n", { status: 404 });
  return auth().handler(request);
}
