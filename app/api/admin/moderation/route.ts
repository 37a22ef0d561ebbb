import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { authorOf } from "@/lib/members/rules";
import { mergeStatements } from "@/lib/merges/statements/mutations";
import { queueDecisionSchema } from "@/lib/moderation/schema";
import { decideStatement } from "@/lib/statements/drafts/mutations";
import { decideReports } from "@/lib/statements/reports/mutations";
import { tagsOfStatements } from "@/lib/tags";

/** An editor decides on entries of the queue. Those on which somebody decided meanwhile are passed over when there are several. */
export const POST = editorRoute(queueDecisionSchema, "edit", async ({ input: { decision, into, entries }, viewer }) => {
  const tools: string[] = [];
  const authors: (string | null)[] = [];
  let decided = 0;
  for (const entry of entries) {
    const [kind, id] = entry.split("-");
    const statementId = Number(id);
    try {
      if (decision === "merge" && into !== undefined) {
        const author = authorOf(viewer);
        const merge = { winner: into, loser: statementId, author, reason: "says the same" };
        const merged = await mergeStatements(db(), merge);
        tools.push(merged.toolSlug);
        authors.push(...merged.authors);
      } else {
        const { toolSlug, author } =
          kind === "waiting"
            ? await decideStatement(db(), {
                editorId: viewer.id,
                statementId,
                decision: decision === "accept" ? "publish" : "refuse",
              })
            : await decideReports(db(), { editorId: viewer.id, statementId, isUpheld: decision === "accept" });
        tools.push(toolSlug);
        authors.push(author);
      }
      decided += 1;
    } catch (error) {
      const isLate = error instanceof DomainError && (error.code === "conflict" || error.code === "missing");
      if (!isLate || entries.length === 1) throw error;
    }
  }
  return {
    tags: tagsOfStatements(tools, authors),
    goTo: `/admin/moderation?done=${decision}&count=${decided}`,
    body: { decided },
  };
});
