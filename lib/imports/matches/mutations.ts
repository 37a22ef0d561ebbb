import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Database } from "@/lib/db";
import { type Decision, indexTools, type Known, type KnownTool } from "@/lib/imports/matches/rules";
import { normaliseRepository } from "@/lib/imports/rules";

const namesSchema = z.strictObject({
  tools: z.record(z.string(), z.string().nullable()),
  stackNames: z.record(z.string(), z.string()),
  stopWords: z.array(z.string()),
});
export type ReviewedNames = z.infer<typeof namesSchema>;

/** The reviewed pairs of names, from the catalog's folder. */
export async function readReviewedNames(): Promise<ReviewedNames> {
  const file = path.join(process.cwd(), "prisma/catalog/import-names.yaml");
  return namesSchema.parse(parse(await readFile(file, "utf8")));
}

type ToolRow = { id: number; slug: string; name: string; slugs: string[]; repositories: string[] };

/** All tools as matching sees them; of repositories, the fact and what data sets say count alike. */
export async function readKnownTools(tx: Database): Promise<KnownTool[]> {
  const rows = await tx.$queryRaw<ToolRow[]>`
    SELECT t.id, t.slug, t.name,
      (SELECT array_agg(s.slug) FROM tool_slugs s WHERE s.tool_id = t.id) AS slugs,
      coalesce(r.repositories, '{}') AS repositories
    FROM tools t LEFT JOIN (
      SELECT tool_id, array_agg(DISTINCT value) AS repositories FROM (
        SELECT tool_id, value FROM facts WHERE key = 'repository'
        UNION ALL SELECT tool_id, value #>> '{}' FROM imported_values WHERE field IN ('repository', 'matched-repository')) a
      GROUP BY tool_id) r ON r.tool_id = t.id
    WHERE t.merged_into_id IS NULL ORDER BY t.id`;
  return rows.map((row) => ({
    ...row,
    repositories: [...new Set(row.repositories.flatMap((address) => normaliseRepository(address) ?? []))],
  }));
}

type ExternalRow = { externalId: string; toolId: number; rowHash: string; vanished: boolean };

/** What is known before a data set is read: tools, its rows of earlier imports with their hashes, and editors' decisions. */
export async function readKnown(
  tx: Database,
  dataset: string,
  names: ReviewedNames,
): Promise<Known & { hashes: Map<string, string> }> {
  const rows = await tx.$queryRaw<ExternalRow[]>`
    SELECT external_id AS "externalId", coalesce(t.merged_into_id, t.id) AS "toolId", row_hash AS "rowHash",
      vanished_at IS NOT NULL AS vanished
    FROM external_ids e JOIN tools t ON t.id = e.tool_id WHERE dataset_key = ${dataset}`;
  const doubts = await tx.importDoubt.findMany({
    where: { datasetKey: dataset, status: { not: "open" } },
    select: { externalId: true, status: true, candidateId: true },
  });
  const decisions = new Map<string, Decision>();
  for (const { externalId, status, candidateId } of doubts) {
    if (status === "matched" && candidateId !== null) decisions.set(externalId, { status, toolId: candidateId });
    else if (status === "separate" || status === "dismissed") decisions.set(externalId, { status });
  }
  return {
    ...indexTools(await readKnownTools(tx)),
    byExternalId: new Map(rows.map((row) => [row.externalId, row.toolId])),
    bound: new Set(rows.map((row) => row.toolId)),
    // A row that vanished and is back counts as changed.
    hashes: new Map(rows.filter((row) => !row.vanished).map((row) => [row.externalId, row.rowHash])),
    decisions,
    reviewed: new Map(Object.entries(names.tools)),
  };
}
