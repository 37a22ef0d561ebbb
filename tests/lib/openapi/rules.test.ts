import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import { operations } from "@/lib/openapi/operations/rules";
import { readDocument } from "@/lib/openapi/pages/rules";
import { createDocument, problemsOf } from "@/lib/openapi/rules";
import { namedSchemas } from "@/lib/openapi/schema";

const root = path.resolve(import.meta.dirname, "../../..");
const document = createDocument({ name: "Sidestack", url: "https://stacks.example" });

/** The methods of each route below app/api/v1 with the text of its file. */
const routes = readdirSync(path.join(root, "app/api/v1"), { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .flatMap((file) => {
    const text = readFileSync(path.join(root, "app/api/v1", file), "utf8").replace(/\/\*\*[\s\S]*?\*\//g, "");
    const address = `/api/v1/${path.dirname(file).split(path.sep).join("/")}`.replace(/\[(\w+)\]/g, "{$1}");
    return [...text.matchAll(/^export (?:const|(?:async )?function) (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
      ({ index, 1: method = "" }) => {
        const own = text.slice(index).split(/\nexport /)[0] ?? "";
        return { name: `${method} ${address}`, own };
      },
    );
  });

const described = new Map(operations.map((one) => [`${one.method.toUpperCase()} ${one.path}`, one]));

describe("the document", () => {
  test("describes every route, and no other", () => {
    expect([...described.keys()].sort()).toEqual(routes.map(({ name }) => name).sort());
    expect(routes.length).toBeGreaterThan(10);
  });

  test.each(routes.map((route) => [route.name, route] as const))(
    "%s: its scope, its statuses, its bodies",
    (name, { own }) => {
      const operation = described.get(name);
      if (!operation) throw new Error(`${name} is not described`);
      const scope = /tokenRoute\(\s*\w+,\s*"([a-z:]+)"/.exec(own)?.[1] ?? null;
      expect(operation.scope).toBe(scope);
      const codes = problemsOf(operation).map(({ code }) => code);
      const thrown = [...own.matchAll(/new DomainError\(\s*"([a-z-]+)"/g)].map((match) => match[1]);
      const all = [
        ...thrown,
        ...(/parse\(/.test(own) ? ["invalid"] : []),
        ...(/missing\(\)/.test(own) ? ["missing"] : []),
      ];
      expect(codes).toEqual(expect.arrayContaining([...new Set(all)]));
      const statuses = [...own.matchAll(/\b(20[0-9])\b/g)].map((match) => match[1]);
      expect(Object.keys(operation.answers)).toEqual(expect.arrayContaining([...new Set(statuses)]));
      const readers = [...own.matchAll(/"(application\/[a-z]+)":/g)].map((match) => match[1]);
      expect(Object.keys(operation.body ?? {}).filter((type) => type !== "application/json")).toEqual(readers);
      expect(/\[\w+\]|params/.test(own)).toBe(operation.params !== undefined);
    },
  );

  test("gives each call a name of its own, and refers to nothing that it lacks", () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, reference = ""] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let found: unknown = document;
      for (const part of reference.split("/")) found = z.record(z.string(), z.unknown()).parse(found)[part];
      expect(found, reference).toBeDefined();
    }
  });

  test("says of each call by token that it may be refused for want of it", () => {
    const needed: ErrorCode[] = ["not-signed-in", "forbidden", "too-many"];
    for (const operation of operations.filter(({ scope }) => scope !== null))
      expect(problemsOf(operation).map(({ code }) => code)).toEqual(expect.arrayContaining(needed));
  });

  test("has schemas that take what the site’s own take", () => {
    const schemas = z
      .object({ components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.json())) }) })
      .parse(document).components.schemas;
    const stack = { name: "A", kind: "project", visibility: "public", tools: [{ name: "B" }] };
    const made = z.fromJSONSchema(schemas.Stack ?? {});
    for (const [sent, isRight] of [
      [stack, true],
      [{ ...stack, more: 1 }, false],
      [{ ...stack, kind: "firm" }, false],
      [{ ...stack, tools: [] }, false],
    ] as const) {
      expect(made.safeParse(sent).success).toBe(isRight);
      expect(namedSchemas.Stack.schema.safeParse(sent).success).toBe(isRight);
    }
  });

  test("is read whole by the page made from it", () => {
    const { calls, schemas } = readDocument(document);
    expect(calls.map(({ id }) => id).sort()).toEqual(operations.map(({ id }) => id).sort());
    expect(schemas).toHaveLength(Object.keys(namedSchemas).length);
    expect(calls.find(({ id }) => id === "shareStack")).toMatchObject({
      scopes: ["stacks:write"],
      parameters: expect.arrayContaining([expect.objectContaining({ name: "Idempotency-Key", place: "header" })]),
      answers: expect.arrayContaining([{ status: "422", meaning: expect.any(String), schema: "Problem" }]),
    });
  });
});
