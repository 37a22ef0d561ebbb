import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { clientAddress, isStorable, parse, readBytes } from "@/lib/action";
import { clearCached } from "@/lib/cache";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { findAnswer, keepAnswer } from "@/lib/idempotency/mutations";
import { idempotencyKeySchema } from "@/lib/idempotency/schema";
import type { Viewer } from "@/lib/members/schema";
import { inTurn, takePoint } from "@/lib/rate-limit";
import { getTokenViewer, type TokenViewer } from "@/lib/session";
import { SCOPE_WORDS } from "@/lib/tokens/rules";
import type { Scope } from "@/lib/tokens/schema";

// The way in for programs: a token instead of a cookie, JSON both ways, refusals as application/problem+json (RFC 9457).

/** What a call answers, and which tags it has made stale. */
export type ApiOutcome = { status?: number; body: unknown; tags?: readonly string[]; headers?: Record<string, string> };

type Params = Record<string, string>;
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
type Call<Input> = { input: Input; viewer: Viewer; params: Params; request: Request };

/** What a refusal says above the fields that are not right. */
export const WRONG = "Something in the request is not right.";

/** The largest body that a call may have, in bytes, unless its route says otherwise. */
const MAX_BODY = 1024 * 1024;

/** JSON as an answer, for anybody's script to read. */
export function answerJson(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "Access-Control-Allow-Origin": "*", ...headers } });
}

/** A refusal as problem+json: what was wrong and what to do, by field where it is about one. */
export function answerProblem(error: unknown): Response {
  const known =
    error instanceof DomainError
      ? error
      : new DomainError("unavailable", "This cannot be done at the moment. Nothing was changed. Try again.", {}, 30);
  if (known !== error) console.error(error);
  const { message: title, status, fields, retryAfter } = known;
  const headers = new Headers({ "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
  headers.set("Access-Control-Allow-Origin", "*");
  if (retryAfter !== null) headers.set("Retry-After", String(retryAfter));
  if (status === 401) headers.set("WWW-Authenticate", 'Bearer realm="Sidestack"');
  const problem = { title, status, ...(Object.keys(fields).length > 0 ? { fields } : {}) };
  return new Response(JSON.stringify(problem), { status, headers });
}

/**
 * What stands behind the address. Read outside of every try: while it builds, Next throws here to learn that a route is answered for
 * each request, and what is made of a caught throw would be stored as the answer.
 */
function queryOf(request: Request): Params {
  return Object.fromEntries(new URL(request.url).searchParams);
}

/** A read that needs no token. Refusals and faults are answered as problems. */
export function publicRead(work: (call: { params: Params; query: Params }) => Promise<Response>): Handler {
  return async (request, context) => {
    const query = queryOf(request);
    try {
      return await work({ params: await context.params, query });
    } catch (error) {
      return answerProblem(error);
    }
  };
}

/** Makes of a body that is no JSON what a route's schema parses; gets the query of the address too. */
type Reader = (text: string, query: Params) => unknown;

/** What a route takes besides JSON of an ordinary size: more bytes, and readers of other types of bodies. */
type CallLimits = { maxBody?: number; readers?: Record<string, Reader> };

async function readSent(
  request: Request,
  query: Params,
  { maxBody = MAX_BODY, readers = {} }: CallLimits,
): Promise<{ text: string; sent: unknown }> {
  if (request.method === "GET") return { text: "", sent: query };
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const known = ["application/json", ...Object.keys(readers)];
  if (!known.includes(type)) throw new DomainError("invalid", `The header Content-Type must be ${known.join(" or ")}.`);
  const bytes = await readBytes(request, maxBody);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const sent: unknown = readers[type] ? readers[type](text, query) : JSON.parse(text);
    // A text inside may still spell what PostgreSQL cannot keep: \u0000 or half of a character.
    if (!isStorable(text) || hasUnstorable(sent)) throw new TypeError("a text that cannot be stored");
    return { text, sent };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError("invalid", `The body could not be read: it must be ${type} in UTF-8.`);
  }
}

function hasUnstorable(value: unknown): boolean {
  if (typeof value === "string") return !isStorable(value);
  if (value === null || typeof value !== "object") return false;
  return Object.entries(value).some(([key, child]) => !isStorable(key) || hasUnstorable(child));
}

async function assertMayUse(request: Request, scope: Scope): Promise<TokenViewer> {
  const token = await getTokenViewer(request.headers);
  if (!token) {
    const why = "Send a token of yours in the header Authorization: Bearer …. You make one under Settings.";
    throw new DomainError("not-signed-in", why);
  }
  if (!token.scopes.includes(scope))
    throw new DomainError("forbidden", `This token may not ${SCOPE_WORDS[scope]} (scope ${scope}). Make another one.`);
  return token;
}

/** What was answered to the same request before, or a way to keep the answer; both do nothing without an Idempotency-Key. */
async function openMemory(request: Request, viewer: Viewer, text: string) {
  const header = request.headers.get("idempotency-key");
  if (header === null) return { known: null, keep: async () => {} };
  const key = parse(z.object({ "Idempotency-Key": idempotencyKeySchema }), { "Idempotency-Key": header }, WRONG)[
    "Idempotency-Key"
  ];
  const { pathname, search } = new URL(request.url);
  const requestHash = createHash("sha256").update(`${request.method} ${pathname}${search}\n${text}`).digest("hex");
  const known = await findAnswer(db(), { memberId: viewer.id, key });
  if (known && known.requestHash !== requestHash)
    throw new DomainError(
      "not-the-same",
      "This Idempotency-Key was sent with another request. Send a new key with it.",
    );
  const keep = async (status: number, body: unknown) => {
    const stored = z.json().parse(JSON.parse(JSON.stringify(body)));
    await keepAnswer(db(), { memberId: viewer.id, key, requestHash, status, body: stored ?? {} });
  };
  return { known, keep };
}

/**
 * A call by token: token and scope → body → turn → limit → sent before? → parse → work → clear what changed. Answers JSON. The same
 * Idempotency-Key with the same request is answered as the first time, for a day.
 */
export function tokenRoute<Shape extends z.ZodType>(
  schema: Shape,
  scope: Scope,
  work: (call: Call<z.infer<Shape>>) => Promise<ApiOutcome>,
  limits: CallLimits = {},
): Handler {
  return async (request, context) => {
    const query = queryOf(request);
    try {
      const params = await context.params;
      const address = clientAddress(request.headers);
      const token = await assertMayUse(request, scope).catch(async (error: unknown) => {
        // Who has no token takes a point too: guessing one must not be free.
        await takePoint("api", { address });
        throw error;
      });
      const { text, sent } = await readSent(request, query, limits);
      const outcome = await inTurn("api", async (): Promise<ApiOutcome> => {
        const { viewer } = token;
        // First the token's own point: a token that is over its limit takes nothing from the member's others.
        await takePoint("token", { member: `${viewer.id} ${token.id}` });
        await takePoint("api", { member: viewer.id, address });
        const { known, keep } = await openMemory(request, viewer, text);
        if (known) return { status: known.status, body: known.body, headers: { "Idempotent-Replay": "true" } };
        const made = await work({ input: parse(schema, sent, WRONG), viewer, params, request });
        await keep(made.status ?? 200, made.body);
        return made;
      });
      await clearCached(outcome.tags ?? []);
      return answerJson(outcome.body, outcome.status, { "Cache-Control": "no-store", ...outcome.headers });
    } catch (error) {
      return answerProblem(error);
    }
  };
}
