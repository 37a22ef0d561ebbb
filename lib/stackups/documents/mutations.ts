import "server-only";
import type { Database } from "@/lib/db";
import type { StackupDocument } from "@/lib/stackups/documents/schema";

/** The document of a written stackup as it stands now; null when there is none. */
export async function readStackupDocument(tx: Database, stackupId: number): Promise<StackupDocument | null> {
  const row = await tx.stackup.findUnique({
    relationLoadStrategy: "join",
    where: { id: stackupId },
    select: {
      summary: true,
      chooseNeither: true,
      tools: {
        orderBy: { position: "asc" },
        select: { tool: { select: { slug: true } }, choice: { select: { text: true } } },
      },
      claims: {
        orderBy: { position: "asc" },
        select: {
          topic: true,
          cells: {
            select: {
              text: true,
              tool: { select: { position: true } },
              source: { select: { url: true, title: true, checkedOn: true } },
            },
          },
        },
      },
    },
  });
  if (!row) return null;
  return {
    tools: row.tools.map(({ tool }) => tool.slug),
    summary: row.summary,
    claims: row.claims.map(({ topic, cells }) => ({
      topic,
      cells: [...cells]
        .sort((a, b) => a.tool.position - b.tool.position)
        .map(({ text, source }) => ({
          text,
          source: { url: source.url, title: source.title, checked: source.checkedOn.toISOString().slice(0, 10) },
        })),
    })),
    choices: row.tools.map(({ choice }) => choice?.text ?? ""),
    neither: row.chooseNeither,
  };
}
