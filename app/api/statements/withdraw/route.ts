import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { withdrawStatement } from "@/lib/statements/drafts/mutations";
import { statementIdSchema } from "@/lib/statements/schema";
import { tagsOfStatements } from "@/lib/tags";

/** Takes one's own statement off the page. */
export const POST = memberRoute(statementIdSchema, "statement", async ({ input, viewer }) => {
  const { toolSlug } = await withdrawStatement(db(), { memberId: viewer.id, statementId: input.statement });
  return {
    tags: tagsOfStatements([toolSlug], [viewer.handle]),
    goTo: "/statements",
    body: { status: "withdrawn" },
  };
});
