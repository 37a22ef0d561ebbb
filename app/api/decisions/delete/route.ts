import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { deleteDecision } from "@/lib/decisions/mutations";
import { decisionSlugFormSchema } from "@/lib/decisions/schema";
import { tagsOfDecision } from "@/lib/tags";

/** Deletes one's own decision. */
export const POST = memberRoute(decisionSlugFormSchema, "stack", async ({ input: { slug }, viewer }) => {
  const touch = await deleteDecision(db(), { memberId: viewer.id, slug });
  const changed = tagsOfDecision({ ...touch, author: viewer.handle });
  return { tags: changed, goTo: `/members/${viewer.handle}#decisions`, body: { slug } };
});
