import "server-only";
import { z } from "zod";
import { db } from "@/lib/db";
import type { ImportDoubt } from "@/lib/imports/schema";

/** Of a stored row, what helps to tell what it is. */
const recordSchema = z
  .object({
    slug: z.string().nullish(),
    repository: z.string().nullish(),
    place: z.object({ function: z.object({ name: z.string() }) }).nullish(),
    values: z.record(z.string(), z.string()).default({}),
  })
  .catch({ values: {} });

/** Rows that wait for an editor, oldest first, and how many there are in all. */
export async function listImportDoubts(limit: number): Promise<{ doubts: ImportDoubt[]; total: number }> {
  const [rows, total] = await Promise.all([
    db().importDoubt.findMany({
      relationLoadStrategy: "join",
      where: { status: "open" },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: limit,
      select: {
        id: true,
        externalId: true,
        name: true,
        why: true,
        record: true,
        dataset: { select: { key: true, name: true } },
        candidate: {
          select: {
            slug: true,
            name: true,
            tagline: true,
            facts: { where: { key: "repository" }, select: { value: true } },
          },
        },
      },
    }),
    db().importDoubt.count({ where: { status: "open" } }),
  ]);
  const doubts = rows.map(({ dataset, candidate, record, ...row }) => {
    const { slug, repository, place, values } = recordSchema.parse(record);
    const lines = [
      { label: "Tagline", text: values.tagline ?? values.description?.slice(0, 200) },
      { label: "Function", text: place?.function.name },
      { label: "Slug there", text: slug },
      { label: "Website", text: values.website },
      { label: "Repository", text: repository },
    ];
    return {
      ...row,
      source: dataset.key,
      sourceName: dataset.name,
      says: lines.flatMap(({ label, text }) => (text ? [{ label, text }] : [])),
      candidate: candidate && {
        slug: candidate.slug,
        name: candidate.name,
        tagline: candidate.tagline,
        repository: candidate.facts[0]?.value ?? null,
      },
    };
  });
  return { doubts, total };
}
