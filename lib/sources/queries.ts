import "server-only";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { SourceRef } from "@/lib/tools/schema";

/** The columns behind a SourceRef. */
export const sourceSelect = { id: true, url: true, title: true, checkedOn: true } satisfies Prisma.SourceSelect;

/** A stored source as pages use it, its day as `YYYY-MM-DD`. */
export function toSource(row: Prisma.SourceGetPayload<{ select: typeof sourceSelect }>): SourceRef {
  return { ...row, checkedOn: row.checkedOn.toISOString().slice(0, 10) };
}
