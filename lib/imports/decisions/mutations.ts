import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { type Context, createTally, importTools } from "@/lib/imports/rows/mutations";
import { type DoubtDecision, importSourceSchema, type ToolRecord } from "@/lib/imports/schema";
import { adapters } from "@/lib/imports/sources/all";
import type { Author } from "@/lib/revisions/schema";

/** A stored row, as keepDoubts put it into the queue. */
const toolRecordShape = z.object({
  is: z.literal("tool"),
  externalId: z.string(),
  name: z.string(),
  values: z.record(z.string(), z.string()),
  figures: z.array(z.object({ metric: z.string(), value: z.number() })),
});
const doubtRecordSchema = z.custom<ToolRecord>((value) => toolRecordShape.safeParse(value).success);

/**
 * Decides a doubtful row: it is the tool of a slug, a tool of its own, or to be passed over. The decision is remembered for later
 * imports and applied at once. Throws “missing” for a row that is gone or decided, “invalid” for a slug of no tool.
 */
export async function decideDoubt(
  database: PrismaClient,
  { decision, actor }: { decision: DoubtDecision; actor: Author },
): Promise<{ slugs: string[]; hasNewTools: boolean; hasNewCategories: boolean }> {
  return database.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ isFree: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtext('sidestack import')) AS "isFree"`;
      if (!lock?.isFree) throw new DomainError("conflict", "An import is under way. Decide when it is done.");
      const doubt = await tx.importDoubt.findFirst({
        where: { id: decision.doubt, status: "open" },
        select: { id: true, datasetKey: true, externalId: true, name: true, record: true, candidateId: true },
      });
      if (!doubt)
        throw new DomainError("missing", "This row is decided or gone. Reload the page to see what waits now.");
      const toolId = decision.decision === "matched" ? await findMatched(tx, decision.tool, doubt.candidateId) : null;
      await tx.importDoubt.update({
        where: { id: doubt.id },
        data: {
          status: decision.decision,
          candidateId: toolId ?? doubt.candidateId,
          decidedBy: actor.name,
          decidedAt: new Date(),
        },
      });
      await recordAudit(tx, {
        actor,
        action: "doubtful row",
        subject: `${doubt.datasetKey}: ${doubt.name || doubt.externalId}`,
        details: { decision: decision.decision, ...(toolId === null ? {} : { toolId }) },
      });
      const record = doubtRecordSchema.safeParse(doubt.record).data;
      const source = importSourceSchema.safeParse(doubt.datasetKey).data;
      if (decision.decision === "dismissed" || !record || !source || source === "sidestack") {
        return { slugs: [], hasNewTools: false, hasNewCategories: false };
      }
      const adapter = { ...adapters[source], isWhole: false };
      const stored = await tx.dataset.findUniqueOrThrow({
        where: { key: source },
        select: { version: true, importedAt: true },
      });
      const context: Context = {
        dataset: adapter.dataset,
        adapter,
        day: adapter.dataset.asOf ?? (stored.importedAt ?? new Date()).toISOString().slice(0, 10),
        version: stored.version ?? "",
        author: { id: null, name: `import of ${source}` },
      };
      const outcome = await importTools(tx, [record], context, createTally());
      const changed = outcome.touched.filter((id) => !outcome.created.has(id));
      const slugs = await tx.tool.findMany({ where: { id: { in: changed } }, select: { slug: true } });
      return {
        slugs: slugs.map(({ slug }) => slug),
        hasNewTools: outcome.created.size > 0,
        hasNewCategories: outcome.categories + outcome.functions > 0,
      };
    },
    { maxWait: 15_000, timeout: 60_000 },
  );
}

async function findMatched(tx: Database, slug: string | undefined, candidateId: number | null): Promise<number> {
  if (!slug && candidateId !== null) return candidateId;
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    SELECT t.id FROM tool_slugs s JOIN tools t ON t.id = s.tool_id
    WHERE lower(s.slug) = lower(${slug ?? ""}) AND t.merged_into_id IS NULL`;
  if (!row) {
    const message = "There is no tool of this slug: take it from the address of the tool's page.";
    throw new DomainError("invalid", message, { tool: message });
  }
  return row.id;
}
