import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { authorOf, isAdmin } from "@/lib/members/rules";
import { setBan } from "@/lib/members/standing/mutations";
import { banSchema } from "@/lib/members/standing/schema";
import { tags, tagsOfDecision, tagsOfSharedStack } from "@/lib/tags";

/** An editor closes an account for writing; an admin may open it again. The scores that it voted on count anew. */
export const POST = editorRoute(banSchema, "edit", async ({ input: { member, ban, reason }, viewer, request }) => {
  if (ban === "off" && !isAdmin(viewer)) throw new DomainError("forbidden", "Only admins may lift a ban.");
  const author = authorOf(viewer);
  const counted = await setBan(db(), { handle: member, isBanned: ban === "on", reason, author });
  const isQueue = (request.headers.get("referer") ?? "").includes("/admin/moderation");
  return {
    tags: [
      tags.member(counted.handle),
      ...counted.voted.map(tags.statements),
      ...counted.followed.map(tags.tool),
      ...counted.stacks.flatMap(({ slug, tools }) => tagsOfSharedStack(slug, counted.handle, tools)),
      ...counted.decisions.flatMap(({ slug, stackup }) =>
        tagsOfDecision({ slug, author: counted.handle, stackups: [stackup], stacks: [] }),
      ),
      tags.toolList,
    ],
    goTo: isQueue
      ? "/admin/moderation?done=ban"
      : `/admin/members?${new URLSearchParams({ q: counted.handle, done: `ban-${ban}` })}`,
    body: { handle: counted.handle, banned: ban === "on" },
  };
});
