import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { readEnv } from "@/lib/env";
import { heldUntil } from "@/lib/members/rules";
import { statementPath } from "@/lib/statements/drafts/rules";
import { castVote } from "@/lib/statements/mutations";
import { statementIdSchema } from "@/lib/statements/schema";
import { tagsOfStatements } from "@/lib/tags";

/** A vote for a statement that says already what a member was about to write; leads to that statement. */
export const POST = memberRoute(statementIdSchema, "vote", async ({ input, viewer }) => {
  const until = heldUntil(viewer.createdAt, readEnv().VOTE_HOLD_HOURS, new Date());
  const vote = { statementId: input.statement, memberId: viewer.id, heldUntil: until };
  const { score, voted, toolSlug } = await castVote(db(), vote);
  return {
    tags: tagsOfStatements([toolSlug], [viewer.handle]),
    goTo: statementPath(toolSlug, input.statement),
    body: { score, voted },
  };
});
