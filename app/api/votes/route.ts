import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { readEnv } from "@/lib/env";
import { heldUntil } from "@/lib/members/rules";
import { returnPathSchema } from "@/lib/members/schema";
import { castVote, withdrawVote } from "@/lib/statements/mutations";
import { hasVoted } from "@/lib/statements/queries";
import { voteSchema } from "@/lib/statements/schema";
import { tags } from "@/lib/tags";

/** A vote for a statement, or its withdrawal. Forms go back to the statement on the page that they stand on. */
export const POST = memberRoute(voteSchema, "vote", async ({ input, viewer, request }) => {
  const vote = { statementId: input.statement, memberId: viewer.id };
  const wantsVote = input.want === "toggle" ? !(await hasVoted(viewer.id, input.statement)) : input.want === "vote";
  const { score, voted, toolSlug } = wantsVote
    ? await castVote(db(), { ...vote, heldUntil: heldUntil(viewer.createdAt, readEnv().VOTE_HOLD_HOURS, new Date()) })
    : await withdrawVote(db(), vote);
  const referer = request.headers.get("referer") ?? "";
  const path = URL.canParse(referer) ? returnPathSchema.parse(new URL(referer).pathname) : "/";
  const page = path === "/" ? `/tools/${toolSlug}` : path;
  const changed = [tags.statements(toolSlug), tags.member(viewer.handle)];
  return { tags: changed, goTo: `${page}#statement-${input.statement}`, body: { score, voted } };
});
