import { answerJson, publicRead } from "@/lib/api";
import { DomainError } from "@/lib/errors";
import { toToolAnswer } from "@/lib/openapi/answers/rules";
import { toolParamsSchema } from "@/lib/openapi/schema";
import { findSlug, getTool } from "@/lib/tools/queries";

/** A tool, by its slug or a former one. */
export const GET = publicRead(async ({ params }) => {
  const asked = toolParamsSchema.safeParse(params);
  const slug = asked.success ? await findSlug(asked.data.slug) : null;
  const tool = slug && (await getTool(slug));
  if (!tool) throw new DomainError("missing", "There is no such tool. GET /api/v1/tools lists those that there are.");
  return answerJson(toToolAnswer(tool));
});
