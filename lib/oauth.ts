import "server-only";
import type { z } from "zod";
import { readBytes } from "@/lib/action";
import { deviceRefusal } from "@/lib/auth";
import { DomainError, type ErrorCode } from "@/lib/errors";

// How the two addresses of the device login are asked and answer: in the words of RFC 6749 and RFC 8628, not in problem+json.

const MAX_BODY = 8 * 1024;

/** The codes of RFC 6749 for refusals of ours. */
const OAUTH_CODES: Partial<Record<ErrorCode, string>> = {
  "too-many": "slow_down",
  unavailable: "temporarily_unavailable",
};

/** What a program sent, as a form (as the RFCs want it) or as JSON. Throws “invalid” for what is neither or of another shape. */
export async function readOauth<Shape extends z.ZodType>(request: Request, schema: Shape): Promise<z.infer<Shape>> {
  const text = new TextDecoder().decode(await readBytes(request, MAX_BODY));
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? "");
  const checked = schema.safeParse(isForm ? Object.fromEntries(new URLSearchParams(text)) : readJson(text));
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  throw new DomainError("invalid", `The request is not right. ${faults.join("; ")}`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Answers what some work gives as JSON that nobody keeps, and its refusals with `error` and `error_description`. */
export async function answerOauth(work: () => Promise<unknown>): Promise<Response> {
  const headers = { "Cache-Control": "no-store", Pragma: "no-cache" };
  try {
    return Response.json(await work(), { headers });
  } catch (error) {
    const refusal = deviceRefusal(error);
    if (refusal) {
      const { status, ...body } = refusal;
      return Response.json(body, { status, headers });
    }
    const known =
      error instanceof DomainError ? error : new DomainError("unavailable", "This cannot be done now.", {}, 30);
    if (known !== error) console.error(error);
    // Title and status besides, which is what programs of this site show.
    const body = {
      error: OAUTH_CODES[known.code] ?? "invalid_request",
      error_description: known.message,
      title: known.message,
      status: known.status,
    };
    const answer = Response.json(body, { status: known.status, headers });
    if (known.retryAfter !== null) answer.headers.set("Retry-After", String(known.retryAfter));
    return answer;
  }
}
