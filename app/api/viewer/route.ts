import { z } from "zod";
import { listFollowedSlugs } from "@/lib/follows/queries";
import { getViewer } from "@/lib/session";
import { listVotedIds } from "@/lib/statements/queries";
import type { ViewerState } from "@/lib/statements/schema";
import { storedSlugSchema } from "@/lib/tools/schema";

const toolsSchema = z
  .string()
  .transform((text) => text.split(",").filter(Boolean))
  .pipe(z.array(storedSlugSchema).max(4))
  .catch([]);

/** What belongs to the viewer on a page about the given tools: never stored, asked for only by browsers with the sign-in hint. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "Cache-Control": "private, no-store" };
  const viewer = await getViewer(request.headers);
  if (!viewer) return Response.json({ member: null, votes: [], follows: [] } satisfies ViewerState, { headers });
  const tools = toolsSchema.parse(new URL(request.url).searchParams.get("tools") ?? "");
  const [votes, follows] = await Promise.all([listVotedIds(viewer.id, tools), listFollowedSlugs(viewer.id, tools)]);
  const { handle, emailVerified: isVerified, role } = viewer;
  const state: ViewerState = { member: { handle, isVerified, role }, votes, follows };
  return Response.json(state, { headers });
}
