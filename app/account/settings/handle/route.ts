import { accountRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { renameMember } from "@/lib/members/mutations";
import { renameSchema } from "@/lib/members/schema";
import { tagsOfRenamedMember } from "@/lib/tags";

/** Another handle; the former one leads to it. */
export const POST = accountRoute(renameSchema, "account", async ({ input, viewer }) => {
  const renamed = await renameMember(db(), { memberId: viewer.id, handle: input.handle });
  const goTo = "/settings?done=handle";
  return { goTo, body: { goTo }, tags: tagsOfRenamedMember(renamed, input.handle) };
});
