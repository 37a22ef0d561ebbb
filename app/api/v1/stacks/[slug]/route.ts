import { answerJson, publicRead, tokenRoute } from "@/lib/api";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { toShareAnswer, withPage } from "@/lib/openapi/answers/rules";
import { slugParamsSchema } from "@/lib/openapi/schema";
import { getStoredStack } from "@/lib/stacks/documents/queries";
import { readSharedFile } from "@/lib/stacks/manifests/queries";
import { shareStack } from "@/lib/stacks/mutations";
import { stackSchema } from "@/lib/stacks/schema";
import { tagsOfSharedStack } from "@/lib/tags";

const missing = () => new DomainError("missing", "There is no such stack. Its slug is the last part of its address.");

/** A stack by its slug, an unlisted one too: whoever knows its address sees its page as well. */
export const GET = publicRead(async ({ params }) => {
  const asked = slugParamsSchema.safeParse(params);
  const stack = asked.success ? await getStoredStack(asked.data.slug) : null;
  if (!stack) throw missing();
  const { content, ...stored } = stack;
  return answerJson(withPage({ ...content, ...stored }));
});

/** A newer version of one's own stack. */
export const PUT = tokenRoute(
  stackSchema,
  "stacks:write",
  async ({ input, viewer, params }) => {
    const asked = slugParamsSchema.safeParse(params);
    if (!asked.success) throw missing();
    const shared = await shareStack(db(), { memberId: viewer.id, slug: asked.data.slug, content: input });
    return { body: toShareAnswer(shared), tags: tagsOfSharedStack(shared.slug, viewer.handle, shared.touched) };
  },
  { readers: { "application/yaml": readSharedFile } },
);
