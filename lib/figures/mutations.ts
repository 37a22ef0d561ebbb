import "server-only";
import type { Database } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** Sets, in SQL, the stars that lists sort by to the newest snapshot of each tool. Runs in the caller's transaction. */
export async function recountStars(tx: Database, toolIds: number[]): Promise<void> {
  if (toolIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE tools t
    SET stars = (
      SELECT f.value FROM figures f
      WHERE f.tool_id = t.id AND f.metric = 'stars' AND f.role = 'snapshot'
      ORDER BY f.as_of DESC LIMIT 1)
    WHERE t.id IN (${Prisma.join(toolIds)})`;
}
