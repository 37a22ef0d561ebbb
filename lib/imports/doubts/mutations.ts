import "server-only";
import type { Database } from "@/lib/db";
import type { ToolRecord } from "@/lib/imports/schema";

/** Puts doubtful rows into the queue, or brings those that wait there to what the row says now. What was decided stays so. */
export async function keepDoubts(
  tx: Database,
  datasetKey: string,
  doubts: readonly { record: ToolRecord; candidateId: number | null; why: string }[],
): Promise<void> {
  for (const { record, candidateId, why } of doubts) {
    const fields = { name: record.name, record, why, candidateId };
    await tx.importDoubt.upsert({
      where: { datasetKey_externalId: { datasetKey, externalId: record.externalId } },
      create: { datasetKey, externalId: record.externalId, ...fields },
      update: fields,
    });
  }
}
