import { adminRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { authorOf } from "@/lib/members/rules";
import { changeRole } from "@/lib/members/standing/mutations";
import { roleChangeSchema } from "@/lib/members/standing/schema";

/** An admin gives a member another role. */
export const POST = adminRoute(roleChangeSchema, "edit", async ({ input: { member, role }, viewer }) => {
  const author = authorOf(viewer);
  const { handle } = await changeRole(db(), { member: { handle: member }, role, author });
  return { goTo: `/admin/members?${new URLSearchParams({ q: handle, done: "role" })}`, body: { handle, role } };
});
