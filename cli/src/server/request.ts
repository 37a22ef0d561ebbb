import type { z } from "zod";
import { EXIT, Failure } from "@/cli/src/failure";
import { problemSchema } from "@/cli/src/formats/sidestack";
import { cleanLines } from "@/cli/src/terminal/clean";

const LARGEST_ANSWER = 10 * 1024 * 1024;
const TIME_LIMIT = 30_000;
/** A write is tried again this often where the server could not be reached; its key makes it happen once. */
const TRIES = 3;

/** One request of the API. `key` makes a write that is sent twice happen once. */
export type ApiRequest = {
  server: string;
  path: string;
  method?: "GET" | "POST" | "PUT";
  body?: unknown;
  token?: string;
  key?: string;
};

/** An answer with its status, its body read as JSON; null where the body is none. */
export type ApiAnswer = { status: number; body: unknown; retryAfter: string | null };

/** Sends a request and reads the answer, whatever its status. Throws a Failure where no usable answer comes. */
export async function send({ server, path, method = "GET", body, token, key }: ApiRequest): Promise<ApiAnswer> {
  const tries = method === "GET" || key !== undefined ? TRIES : 1;
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(new URL(path, server), {
        method,
        // Followed, a token might go to another host.
        redirect: "manual",
        signal: AbortSignal.timeout(TIME_LIMIT),
        headers: {
          Accept: "application/json",
          "User-Agent": "sidestack-cli",
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
          ...(key ? { "Idempotency-Key": key } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const isBusy = [502, 503, 504].includes(answer.status);
      if (isBusy && attempt < tries) {
        await answer.body?.cancel();
        await pause(attempt);
        continue;
      }
      return {
        status: answer.status,
        body: parseJson(await readText(answer)),
        retryAfter: answer.headers.get("retry-after"),
      };
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (attempt < tries) {
        await pause(attempt);
        continue;
      }
      throw new Failure(
        EXIT.unreachable,
        `${server} cannot be reached (${reasonOf(error)}). Is it running? Another server: --server <url>`,
      );
    }
  }
}

/** Sends a request whose answer must have a shape. Throws a Failure that says what the server refused and what to do. */
export async function call<Shape extends z.ZodType>(request: ApiRequest, shape: Shape): Promise<z.infer<Shape>> {
  const answer = await send(request);
  if (answer.status >= 200 && answer.status < 300) {
    const parsed = shape.safeParse(answer.body);
    if (parsed.success) return parsed.data;
    throw new Failure(
      EXIT.unreachable,
      `${request.server} answered with something else than expected. Is it a Sidestack site of this version?`,
    );
  }
  throw refusal(request, answer);
}

/** The Failure for an answer that is a refusal. */
export function refusal({ server, path }: ApiRequest, { status, body, retryAfter }: ApiAnswer): Failure {
  const problem = problemSchema.safeParse(body);
  const said = problem.success ? [problem.data.title, problem.data.detail].filter(Boolean).join(": ") : "";
  const fields = problem.success ? Object.entries(problem.data.fields ?? {}) : [];
  const faults = fields.slice(0, 20).map(([field, fault]) => `\n  ${field}: ${[fault].flat().map(String).join("; ")}`);
  const words = cleanLines(`${said}${faults.join("")}`);
  if (status === 401)
    return new Failure(
      EXIT.signIn,
      `${server} does not know this token. ${words}\nSign in: sidestack login, or set SIDESTACK_TOKEN.`,
    );
  if (status === 403)
    return new Failure(
      EXIT.signIn,
      `${server} does not allow this. ${words}\nThe token needs the scope stacks:write, and the stack must be yours.`,
    );
  if (status === 429)
    return new Failure(
      EXIT.refused,
      `${server} has had too many requests. Try again ${retryAfter ? `in ${cleanLines(retryAfter).slice(0, 40)} seconds` : "later"}.`,
    );
  if (status >= 300 && status < 400)
    return new Failure(
      EXIT.unreachable,
      `${server} sends elsewhere (${status}). Give the address it is reached under: --server <url>`,
    );
  if (status >= 500)
    return new Failure(EXIT.unreachable, `${server} failed (${status}). ${words || "Try again later."}`);
  return new Failure(
    EXIT.refused,
    `${server} refused ${cleanLines(path)} (${status}). ${words || "It gave no reason."}`,
  );
}

async function readText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST_ANSWER) {
      await reader.cancel();
      throw new Failure(EXIT.unreachable, "The server's answer is larger than 10 MB. Is it a Sidestack site?");
    }
    parts.push(value);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Why a request failed: fetch hides the cause in its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${TIME_LIMIT / 1000} s`;
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}

function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300 * attempt));
}
