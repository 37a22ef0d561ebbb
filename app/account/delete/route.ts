import { accountRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { deleteMember } from "@/lib/members/mutations";
import { deleteSchema } from "@/lib/members/schema";
import { assertStillOwner, signOut } from "@/lib/session";
import { tags } from "@/lib/tags";

/** Deletes the account: votes are withdrawn, statements stay without a name or go, as the member chose. */
export const POST = accountRoute(deleteSchema, "account", async ({ input, viewer, request }) => {
  await assertStillOwner(request.headers, input.password);
  const keepsStatements = input.statements === "keep";
  const { voted, followed, used, stacks, decisions } = await deleteMember(db(), {
    memberId: viewer.id,
    keepsStatements,
  });
  const goTo = "/sign-in?done=deleted";
  return {
    goTo,
    body: { goTo },
    headers: await signOut(request.headers),
    tags: [
      tags.member(viewer.handle),
      ...voted.flatMap((slug) => [tags.statements(slug), tags.tool(slug)]),
      ...followed.map(tags.tool),
      ...used.map(tags.stacksOf),
      ...decisions.flatMap(({ slug, stackup }) => [tags.decision(slug), tags.decisionsOf(stackup), tags.feed]),
      ...(stacks.length > 0 ? [tags.stackList, ...stacks.map(tags.stack)] : []),
    ],
  };
});
