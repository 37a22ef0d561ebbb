import "server-only";
import { db } from "@/lib/db";
import type { SyncSource as StoredSource } from "@/lib/generated/prisma/client";
import { observedSchema, type SyncBoard, type SyncSource, syncSources } from "@/lib/sync/schema";

const SHOWN = 50;

function sourceOf(stored: StoredSource): SyncSource {
  if (stored === "stack_overflow") return "stack-overflow";
  return stored === "docker_hub" ? "docker-hub" : stored;
}

/** How many pages are read at each source, and those that failed, moved or are gone, the longest failing first. Not cached. */
export async function getSyncBoard(): Promise<SyncBoard> {
  const asked = { key: { not: "" }, tool: { removedAt: null } };
  const wrong = {
    ...asked,
    OR: [{ lastError: { not: null } }, { observed: { path: ["movedTo"], string_contains: "/" } }],
  };
  const [all, read, total, rows] = await Promise.all([
    db().syncTarget.groupBy({ by: ["source"], where: asked, _count: true }),
    db().syncTarget.groupBy({ by: ["source"], where: { ...asked, lastOkAt: { not: null } }, _count: true }),
    db().syncTarget.count({ where: wrong }),
    db().syncTarget.findMany({
      where: wrong,
      orderBy: [{ failures: "desc" }, { source: "asc" }, { toolId: "asc" }],
      take: SHOWN,
      select: {
        source: true,
        key: true,
        lastError: true,
        lastOkAt: true,
        observed: true,
        tool: { select: { slug: true, name: true } },
      },
    }),
  ]);
  const counts = syncSources.map((source) => {
    const of = (list: typeof all) => list.find((row) => sourceOf(row.source) === source)?._count ?? 0;
    return { source, count: of(all), read: of(read) };
  });
  return {
    counts: counts.filter(({ count }) => count > 0),
    total,
    troubles: rows.map(({ source, key, lastError, lastOkAt, observed, tool }) => ({
      ...{ source: sourceOf(source), key, tool, error: lastError },
      movedTo: observedSchema.catch({}).parse(observed).movedTo ?? null,
      lastOk: lastOkAt?.toISOString() ?? null,
    })),
  };
}
