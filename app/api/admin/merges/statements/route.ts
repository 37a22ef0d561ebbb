import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { mergeStatementsSchema } from "@/lib/merges/schema";
import { mergeStatements } from "@/lib/merges/statements/mutations";
import { tagsOfStatements } from "@/lib/tags";

/** An editor makes one statement of two. */
export const POST = editorRoute(mergeStatementsSchema, "edit", async ({ input, viewer }) => {
  const merged = await mergeStatements(db(), { ...input, author: authorOf(viewer) });
  return {
    tags: tagsOfStatements([merged.toolSlug], merged.authors),
    goTo: `/admin/tools/${merged.toolSlug}/statements?done=merged`,
    body: { tool: merged.toolSlug, revision: merged.revision },
  };
});
