import { expect } from "vitest";
import { z } from "zod";
import { operations } from "@/lib/openapi/operations/rules";
import { problemsOf } from "@/lib/openapi/rules";
import { namedSchemas } from "@/lib/openapi/schema";
import { site } from "@/lib/site";
import { hashSecret } from "@/lib/token";
import { type Scope, scopes } from "@/lib/tokens/schema";
import { database } from "@/tests/support/database";

// Programs that call the API, and its answers held against the document.

let made = 0;

/** Writes a token of a member and returns its secret. */
export async function createApiToken(
  memberId: string,
  token: { scopes?: readonly Scope[]; expiresAt?: Date; revokedAt?: Date } = {},
): Promise<string> {
  made += 1;
  const secret = `sst_secret-${made}`;
  const kept = { name: `Token ${made}`, prefix: secret.slice(0, 10), hash: hashSecret(secret) };
  await database.apiToken.create({ data: { memberId, ...kept, ...token, scopes: [...(token.scopes ?? scopes)] } });
  return secret;
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Sent = {
  method?: string;
  params?: Record<string, string>;
  query?: string;
  json?: unknown;
  body?: BodyInit;
  token?: string;
  headers?: Record<string, string>;
};

let calls = 0;

/** Calls a route of the API, from an address of its own unless one is given. */
export function call(handler: Handler, sent: Sent = {}): Promise<Response> {
  calls += 1;
  const headers = new Headers({ "X-Client-Address": `10.${calls >> 16}.${(calls >> 8) & 255}.${calls & 255}` });
  if (sent.json !== undefined) headers.set("Content-Type", "application/json");
  if (sent.token) headers.set("Authorization", `Bearer ${sent.token}`);
  for (const [name, value] of Object.entries(sent.headers ?? {})) headers.set(name, value);
  const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
  const method = sent.method ?? (body === undefined ? "GET" : "POST");
  const request = new Request(`${site.url}/api/v1/called?${sent.query ?? ""}`, { method, headers, body });
  return handler(request, { params: Promise.resolve(sent.params ?? {}) });
}

/** What an answer holds; fails unless the document describes its status, its type, its headers and its body. */
export async function described(
  id: string,
  answer: Response,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`${id} is not described`);
  const { status, headers } = answer;
  const body = z.record(z.string(), z.unknown()).parse(await answer.json());
  const good = operation.answers[status];
  const statuses = problemsOf(operation).map((problem) => problem.status);
  if (good) {
    expect(headers.get("content-type")).toBe("application/json");
    const { success, error } = namedSchemas[good.schema].schema.safeParse(body);
    expect(success, `${id} ${status}: ${error?.message}`).toBe(true);
  } else {
    expect(statuses, `${id} answers ${status}: ${JSON.stringify(body)}`).toContain(status);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({ title: expect.any(String), status });
    expect(headers.has("www-authenticate")).toBe(status === 401);
    expect(headers.has("retry-after")).toBe(status === 429 || status === 503);
  }
  return { status, body };
}
