import { z } from "zod";
import { DomainError, type ErrorCode } from "@/lib/errors";
import { type Operation, operations } from "@/lib/openapi/operations/rules";
import { namedSchemas, type SchemaName } from "@/lib/openapi/schema";
import { SCOPE_WORDS } from "@/lib/tokens/rules";

type Json = z.infer<typeof jsonObjectSchema>;
const jsonObjectSchema = z.record(z.string(), z.json());

/** Refusals that any call by token may meet. */
const BY_TOKEN: readonly ErrorCode[] = ["invalid", "not-signed-in", "forbidden", "too-many", "unavailable"];
/** What each refusal means to a program. */
const PROBLEM_WORDS: Record<ErrorCode, string> = {
  invalid: "Something in the request is not right; “fields” says what, by field.",
  "not-signed-in": "No token, or one that is unknown, over or revoked.",
  forbidden: "The token’s scope does not allow it, or it is somebody else’s.",
  missing: "There is nothing of this name.",
  conflict: "It cannot be done as things stand; the title says why.",
  "not-the-same": "This Idempotency-Key was sent with another request.",
  "too-large": "The body is larger than may be sent.",
  "wrong-kind": "What was sent is of another kind than is taken here.",
  "too-many": "That was too often. Retry-After says in how many seconds to try again.",
  unavailable: "It cannot be done at the moment. Nothing was changed.",
};

/** The refusals of a call, each once, in the order of their statuses. */
export function problemsOf({
  scope,
  body,
  isRepeatable,
  problems,
}: Operation): { code: ErrorCode; status: number; words: string }[] {
  const codes: ErrorCode[] = [
    ...(scope ? BY_TOKEN : (["unavailable"] as const)),
    ...(body ? (["too-large"] as const) : []),
    ...(isRepeatable ? (["not-the-same"] as const) : []),
    ...problems,
  ];
  return [...new Set(codes)]
    .map((code) => ({ code, status: new DomainError(code, "").status, words: PROBLEM_WORDS[code] }))
    .sort((a, b) => a.status - b.status);
}

function toJsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { target: "draft-2020-12", io });
  return jsonObjectSchema.parse(JSON.parse(JSON.stringify(made)));
}

const ref = (name: SchemaName): Json => ({ $ref: `#/components/schemas/${name}` });

/** What stands in the address of a call, or behind it, by name. */
function parametersOf({ params, query, isRepeatable }: Operation): Json[] {
  const list = (shape: z.ZodObject | undefined, place: "path" | "query") => {
    const { properties = {}, required = [] } = shape ? toJsonSchema(shape, "input") : {};
    const needed = z.array(z.string()).parse(required);
    return Object.entries(jsonObjectSchema.parse(properties)).map(([name, made]): Json => {
      const { description, ...schema } = jsonObjectSchema.parse(made);
      return {
        name,
        in: place,
        required: needed.includes(name),
        ...(description ? { description } : {}),
        schema,
      };
    });
  };
  const all = [...list(params, "path"), ...list(query, "query")];
  return isRepeatable ? [...all, { $ref: "#/components/parameters/IdempotencyKey" }] : all;
}

function answersOf(operation: Operation): Json {
  const replay: Json = operation.isRepeatable
    ? {
        headers: {
          "Idempotent-Replay": { description: "“true” for an answer given before.", schema: { type: "string" } },
        },
      }
    : {};
  const good = Object.entries(operation.answers).map(([status, { description, schema }]): [string, Json] => [
    status,
    { description, ...replay, content: { "application/json": { schema: ref(schema) } } },
  ]);
  const bad = problemsOf(operation).map(({ status, words, code }): [string, Json] => {
    const headers: Json = {
      ...(code === "not-signed-in" ? { "WWW-Authenticate": { $ref: "#/components/headers/WWW-Authenticate" } } : {}),
      ...(code === "too-many" ? { "Retry-After": { $ref: "#/components/headers/Retry-After" } } : {}),
    };
    return [
      String(status),
      {
        description: words,
        ...(Object.keys(headers).length > 0 ? { headers } : {}),
        content: { "application/problem+json": { schema: ref("Problem") } },
      },
    ];
  });
  return Object.fromEntries([...good, ...bad]);
}

function operationOf(operation: Operation): Json {
  const { id, summary, description, scope, body } = operation;
  const parameters = parametersOf(operation);
  const content = Object.entries(body ?? {}).map(([type, name]) => [type, { schema: ref(name) }]);
  return {
    operationId: id,
    summary,
    ...(description ? { description } : {}),
    // Since OpenAPI 3.1 a bearer token may name scopes here too.
    security: scope ? [{ token: [scope] }] : [],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: Object.fromEntries(content) } } : {}),
    responses: answersOf(operation),
  };
}

/** The OpenAPI 3.1 document of the API, made from the schemas that its routes parse with. */
export function createDocument({ name, url }: { name: string; url: string }): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(operation) };
  const scopes = Object.entries(SCOPE_WORDS).map(([scope, words]) => `${scope}: ${words}`);
  return {
    openapi: "3.1.1",
    info: {
      title: `${name} API`,
      version: "1",
      description: "Stacks, tools and comparisons of this site, as JSON. Refusals are application/problem+json.",
      license: { name: "CC0-1.0" },
    },
    servers: [{ url }],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(namedSchemas).map(([key, { schema, io }]) => [key, toJsonSchema(schema, io)]),
      ),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: `A token from /settings. Scopes: ${scopes.join("; ")}.` },
      },
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          required: false,
          description:
            "1 to 200 printable characters, such as a UUID. The same key with the same request is answered as the first time, for a day.",
          schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,200}$" },
        },
      },
      headers: {
        "WWW-Authenticate": { description: "Bearer", schema: { type: "string" } },
        "Retry-After": { description: "Seconds.", schema: { type: "string" } },
      },
    },
  };
}
