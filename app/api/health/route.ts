import { db } from "@/lib/db";

/** For load balancers and operators: 200 when the database answers and holds a catalog, else 503 with what is wrong. */
export async function GET(): Promise<Response> {
  const headers = { "Cache-Control": "no-store" };
  try {
    const tools = await db().tool.count({ where: { removedAt: null } });
    if (tools === 0) return Response.json({ status: "no catalog", tools }, { status: 503, headers });
    return Response.json({ status: "ok", tools }, { headers });
  } catch {
    return Response.json({ status: "database not reachable" }, { status: 503, headers });
  }
}
