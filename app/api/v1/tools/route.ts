import { parse } from "@/lib/action";
import { answerJson, publicRead, WRONG } from "@/lib/api";
import { DomainError } from "@/lib/errors";
import { toToolCardAnswer } from "@/lib/openapi/answers/rules";
import { toolQuerySchema } from "@/lib/openapi/schema";
import { listTools } from "@/lib/tools/queries";

/** Tools, a page at a time. */
export const GET = publicRead(async ({ query }) => {
  const asked = parse(toolQuerySchema, query, WRONG);
  const page = await listTools(asked.category ?? "", asked.sort, asked.after ?? "");
  if (!page) throw new DomainError("missing", "No such tool to go on after, or none comes after it. Begin anew.");
  return answerJson({ ...page, tools: page.tools.map(toToolCardAnswer) });
});
