import { z } from "zod";
import type { DocumentedCall } from "@/lib/openapi/schema";

// Reads the document as anybody would who has only its text, so that its page says what it says.

const refSchema = z.object({ $ref: z.string() }).transform(({ $ref }) => $ref.split("/").at(-1) ?? "");
const contentSchema = z
  .record(z.string(), z.object({ schema: refSchema }))
  .transform((content) => Object.entries(content).map(([type, { schema }]) => ({ type, schema })));
const parameterSchema = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean(),
  description: z.string().optional(),
  schema: z.looseObject({
    enum: z.array(z.string()).optional(),
    default: z.string().optional(),
  }),
});
const callSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.union([parameterSchema, refSchema])).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema })),
});
const documentSchema = z.object({
  servers: z.array(z.object({ url: z.string() })).min(1),
  paths: z.record(z.string(), z.record(z.string(), callSchema)),
  components: z.object({
    schemas: z.record(z.string(), z.json()),
    parameters: z.record(z.string(), parameterSchema),
  }),
});

type Parameter = z.infer<typeof parameterSchema>;

function describeParameter({
  name,
  in: place,
  required,
  description,
  schema,
}: Parameter): DocumentedCall["parameters"][number] {
  const words = [
    description,
    schema.enum && `One of ${schema.enum.join(", ")}.`,
    schema.default !== undefined && `Else ${schema.default}.`,
  ];
  return { name, place, isRequired: required, meaning: words.filter(Boolean).join(" ") };
}

/** The calls and the schemas of an OpenAPI document of ours, as its page lists them. */
export function readDocument(document: unknown): {
  calls: DocumentedCall[];
  schemas: { name: string; text: string }[];
} {
  const { servers, paths, components } = documentSchema.parse(document);
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, call]): DocumentedCall => ({
        id: call.operationId,
        server: servers[0]?.url ?? "",
        method,
        path,
        summary: call.summary,
        description: call.description,
        scopes: call.security.flatMap((entry) => Object.values(entry).flat()),
        parameters: call.parameters.flatMap((parameter) => {
          const found = typeof parameter === "string" ? components.parameters[parameter] : parameter;
          return found ? [describeParameter(found)] : [];
        }),
        bodies: call.requestBody?.content ?? [],
        answers: Object.entries(call.responses).map(([status, { description, content }]) => ({
          status,
          meaning: description,
          schema: content[0]?.schema ?? "",
        })),
      }),
    ),
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) => ({
    name,
    text: JSON.stringify(schema, null, 2),
  }));
  return { calls, schemas };
}
