import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { decideStatement } from "@/lib/statements/drafts/mutations";
import { decisionSchema } from "@/lib/statements/drafts/schema";
import { tagsOfStatements } from "@/lib/tags";

/** An editor publishes or refuses a statement that waits. */
export const POST = editorRoute(decisionSchema, "edit", async ({ input, viewer }) => {
  const { statement: statementId, decision } = input;
  const { toolSlug, author } = await decideStatement(db(), { editorId: viewer.id, statementId, decision });
  return {
    tags: tagsOfStatements([toolSlug], [author]),
    goTo: "/admin/moderation",
    body: { decision },
  };
});
