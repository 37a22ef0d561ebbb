import { z } from "zod";
import { getViewer } from "@/lib/session";
import { listNearStatements } from "@/lib/statements/drafts/queries";
import { nearParamsSchema } from "@/lib/statements/drafts/schema";

/** The statements of a tool that are near to what a member types: `?tool=…&kind=pro&text=…`. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "Cache-Control": "private, no-store" };
  const asked = nearParamsSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) {
    const title = z.prettifyError(asked.error);
    return Response.json({ title, status: 400 }, { status: 400, headers });
  }
  if (!(await getViewer(request.headers))) {
    return Response.json({ title: "Sign in first, then try again.", status: 401 }, { status: 401, headers });
  }
  const { tool, kind, text } = asked.data;
  return Response.json({ near: await listNearStatements(tool, kind, text) }, { headers });
}
