import { answerJson, publicRead } from "@/lib/api";
import { DomainError } from "@/lib/errors";
import { toStackupAnswer } from "@/lib/openapi/answers/rules";
import { pairParamsSchema } from "@/lib/openapi/schema";
import { getStackup } from "@/lib/stackups/queries";

/** Tools side by side. Another order or a former slug is answered too: programs that carry a token follow no redirect. */
export const GET = publicRead(async ({ params }) => {
  const asked = pairParamsSchema.safeParse(params);
  const named = asked.success ? await getStackup(asked.data.pair) : null;
  const stackup = named && "canonical" in named ? await getStackup(named.canonical) : named;
  if (!stackup || "canonical" in stackup) {
    const why = "There is no such stackup: name two to four tools by their slugs, joined by -vs-.";
    throw new DomainError("missing", why);
  }
  return answerJson(toStackupAnswer(stackup.tools, stackup.written));
});
