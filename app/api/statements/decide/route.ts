import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { decideStatement } from "@/lib/statements/drafts/mutations";
import { assertIsEditor } from "@/lib/statements/drafts/rules";
import { decisionSchema } from "@/lib/statements/drafts/schema";
import { tags } from "@/lib/tags";

/** An editor publishes or refuses a statement that waits. */
export const POST = memberRoute(decisionSchema, "vote", async ({ input, viewer }) => {
  assertIsEditor(viewer);
  const { statement: statementId, decision } = input;
  const { toolSlug, author } = await decideStatement(db(), { statementId, decision });
  return {
    tags: [tags.statements(toolSlug), ...(author ? [tags.member(author)] : [])],
    goTo: "/statements#waiting",
    body: { decision },
  };
});
