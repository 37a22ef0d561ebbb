import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { restoreStatement } from "@/lib/statements/restores/mutations";
import { statementRestoreSchema } from "@/lib/statements/restores/schema";
import { tagsOfStatements } from "@/lib/tags";

/** An editor makes a statement stand as it did in an earlier revision. */
export const POST = editorRoute(statementRestoreSchema, "edit", async ({ input, viewer }) => {
  const { statement: statementId, number } = input;
  const by = authorOf(viewer);
  const { toolSlug, author } = await restoreStatement(db(), { statementId, number, author: by });
  return {
    tags: tagsOfStatements([toolSlug], [author]),
    goTo: `/admin/tools/${toolSlug}/history?done=statement`,
    body: { tool: toolSlug },
  };
});
