import { z } from "zod";
import { DRAWN_SETS } from "@/lib/logos/files/schema";
import { searchIcons } from "@/lib/logos/queries";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

const paramsSchema = z.object({ set: z.enum(DRAWN_SETS), q: z.string().max(80) });

/** Icons of a set whose names hold what is typed: `?set=logos&q=kube`. For members: a set is some megabytes to look through. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "Cache-Control": "private, max-age=60" };
  const asked = paramsSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const viewer = await getViewer(request.headers);
  if (!viewer || !asked.success || (!viewer.emailVerified && !isEditor(viewer)))
    return Response.json({ icons: [] }, { headers: { "Cache-Control": "no-store" } });
  return Response.json({ icons: await searchIcons(asked.data.set, asked.data.q, 12) }, { headers });
}
