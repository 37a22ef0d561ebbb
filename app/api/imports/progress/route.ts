import { getImportRun } from "@/lib/imports/queries";
import { runIdSchema } from "@/lib/imports/schema";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

/** How far a run is, for the bar on its page: `?run=1` → `{ status, done, size }`. For editors. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "Cache-Control": "no-store" };
  const viewer = await getViewer(request.headers);
  if (!viewer || !isEditor(viewer))
    return Response.json({ title: "For editors.", status: 403 }, { status: 403, headers });
  const id = runIdSchema.safeParse(new URL(request.url).searchParams.get("run"));
  const run = id.success ? await getImportRun(id.data) : null;
  if (!run) return Response.json({ title: "There is no such run.", status: 404 }, { status: 404, headers });
  const { status, done, size } = run;
  return Response.json({ status, done, size }, { headers });
}
