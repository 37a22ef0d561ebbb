import { parse } from "@/lib/action";
import { answerJson, publicRead, tokenRoute, WRONG } from "@/lib/api";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { toShareAnswer, withPage } from "@/lib/openapi/answers/rules";
import { stackQuerySchema } from "@/lib/openapi/schema";
import { readSharedFile } from "@/lib/stacks/manifests/queries";
import { shareStack } from "@/lib/stacks/mutations";
import { listStacks } from "@/lib/stacks/queries";
import { stackQuery } from "@/lib/stacks/rules";
import { stackSchema } from "@/lib/stacks/schema";
import { tagsOfSharedStack } from "@/lib/tags";

/** Public stacks, a page at a time. */
export const GET = publicRead(async ({ query }) => {
  const asked = parse(stackQuerySchema, query, WRONG);
  const { sort, kind = null, size = null, tool = "", category = "", after = "" } = asked;
  const page = await listStacks(stackQuery({ sort, kind, size, tool, category }), after);
  if (!page) throw new DomainError("missing", "No such stack to go on after, or none comes after it. Begin anew.");
  return answerJson({ ...page, stacks: page.stacks.map(withPage) });
});

/** Shares a stack: 201 for a new one, 200 for one of the same name that the member had. */
export const POST = tokenRoute(
  stackSchema,
  "stacks:write",
  async ({ input, viewer }) => {
    const shared = await shareStack(db(), { memberId: viewer.id, slug: null, content: input });
    const isNew = shared.version === 1 && !shared.unchanged;
    const tags = tagsOfSharedStack(shared.slug, viewer.handle, shared.touched);
    return { status: isNew ? 201 : 200, body: toShareAnswer(shared), tags };
  },
  { readers: { "application/yaml": readSharedFile } },
);
