import type { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import {
  pairParamsSchema,
  type SchemaName,
  slugParamsSchema,
  stackQuerySchema,
  toolParamsSchema,
  toolQuerySchema,
} from "@/lib/openapi/schema";
import { stackFileQuerySchema } from "@/lib/stacks/manifests/schema";
import type { Scope } from "@/lib/tokens/schema";

/** One call of the API as the document describes it. */
export type Operation = {
  id: string;
  method: "get" | "post" | "put";
  /** Its address below the site's, with {parameters} in braces. */
  path: string;
  summary: string;
  description?: string;
  /** What the token must allow; null for a call that needs none. */
  scope: Scope | null;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** What may be sent, by its type. */
  body?: Partial<Record<"application/json" | "application/yaml", SchemaName>>;
  /** True for a write that an Idempotency-Key makes happen once. */
  isRepeatable?: boolean;
  answers: Record<number, { description: string; schema: SchemaName }>;
  /** Refusals besides those that every call by token has. */
  problems: readonly ErrorCode[];
};

const SHARE =
  "A stack in the shape of the command line (sidestack scan --format sidestack), or a techstack.yml; for the file, name, kind and visibility are said in the address.";

/** Every call of the API, in the order in which its pages list them. */
export const operations: readonly Operation[] = [
  {
    id: "listStacks",
    method: "get",
    path: "/api/v1/stacks",
    summary: "List public stacks",
    description: "Unlisted stacks are in no list.",
    scope: null,
    query: stackQuerySchema,
    answers: { 200: { description: "A page of stacks.", schema: "StackList" } },
    problems: ["invalid", "missing"],
  },
  {
    id: "shareStack",
    method: "post",
    path: "/api/v1/stacks",
    summary: "Share a stack",
    description: `${SHARE} A stack of yours with the same name is shared again, so that the same stack sent twice is one.`,
    scope: "stacks:write",
    query: stackFileQuerySchema,
    body: { "application/json": "Stack", "application/yaml": "StackFile" },
    isRepeatable: true,
    answers: {
      200: {
        description: "A stack that you had already; “unchanged” says whether anything became of it.",
        schema: "ShareAnswer",
      },
      201: { description: "A new stack.", schema: "ShareAnswer" },
    },
    problems: ["conflict"],
  },
  {
    id: "getStack",
    method: "get",
    path: "/api/v1/stacks/{slug}",
    summary: "Get a stack",
    description: "An unlisted stack is answered to whoever knows its address.",
    scope: null,
    params: slugParamsSchema,
    answers: { 200: { description: "The stack in its newest version.", schema: "StoredStack" } },
    problems: ["missing"],
  },
  {
    id: "replaceStack",
    method: "put",
    path: "/api/v1/stacks/{slug}",
    summary: "Share a newer version of your stack",
    description: SHARE,
    scope: "stacks:write",
    params: slugParamsSchema,
    query: stackFileQuerySchema,
    body: { "application/json": "Stack", "application/yaml": "StackFile" },
    isRepeatable: true,
    answers: { 200: { description: "What came and went.", schema: "ShareAnswer" } },
    problems: ["missing"],
  },
  {
    id: "listOwnStacks",
    method: "get",
    path: "/api/v1/me/stacks",
    summary: "List your stacks, unlisted ones too",
    scope: "stacks:read",
    answers: { 200: { description: "Your stacks, newest first.", schema: "OwnStackList" } },
    problems: [],
  },
  {
    id: "detectTools",
    method: "post",
    path: "/api/v1/detect",
    summary: "Find the tools in manifests",
    description:
      "Looks through texts of manifests, lock files and settings as sidestack scan does. Nothing is run, fetched or kept. At most 1 MB a file, 512 KB of YAML and 4 MB in all.",
    scope: "stacks:read",
    body: { "application/json": "Detect" },
    answers: { 200: { description: "The tools with where they were seen.", schema: "Detected" } },
    problems: [],
  },
  {
    id: "getPackages",
    method: "get",
    path: "/api/v1/packages",
    summary: "Get the mapping from packages to tools",
    description: "What sidestack --mapping takes: the command line’s own, with the tools of this site.",
    scope: null,
    answers: { 200: { description: "The mapping.", schema: "Mapping" } },
    problems: [],
  },
  {
    id: "getStackup",
    method: "get",
    path: "/api/v1/stackups/{pair}",
    summary: "Compare two to four tools",
    scope: null,
    params: pairParamsSchema,
    answers: { 200: { description: "The tools side by side.", schema: "Stackup" } },
    problems: ["missing"],
  },
  {
    id: "listTools",
    method: "get",
    path: "/api/v1/tools",
    summary: "List tools",
    scope: null,
    query: toolQuerySchema,
    answers: { 200: { description: "A page of tools.", schema: "ToolList" } },
    problems: ["invalid", "missing"],
  },
  {
    id: "getTool",
    method: "get",
    path: "/api/v1/tools/{slug}",
    summary: "Get a tool",
    scope: null,
    params: toolParamsSchema,
    answers: { 200: { description: "The tool, with a source for each fact.", schema: "Tool" } },
    problems: ["missing"],
  },
  {
    id: "getDocument",
    method: "get",
    path: "/api/v1/openapi.json",
    summary: "Get this document",
    scope: null,
    answers: { 200: { description: "OpenAPI 3.1.", schema: "Document" } },
    problems: [],
  },
];
