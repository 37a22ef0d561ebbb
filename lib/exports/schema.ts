import { z } from "zod";
import { toolDocumentSchema } from "@/lib/tools/documents/schema";
import { storedSlugSchema } from "@/lib/tools/schema";

// The lines of a Sidestack export: JSON Lines, each line one thing, named by slugs and paths and never by numbers of a database. Lines
// stand in the order of this file, so that what a line refers to has come before it, but for tools that refer to each other.

/** The tables of an export, in CSV. */
export const exportTables = ["tools.csv", "statements.csv", "figures.csv", "licences.csv"] as const;
export type ExportTable = (typeof exportTables)[number];
/** The files of an export: its lines, the same lines compressed, and the tables. */
export const exportFiles = ["sidestack.jsonl", "sidestack.jsonl.gz", ...exportTables] as const;
export const exportFileSchema = z.enum(exportFiles);
export type ExportFile = z.infer<typeof exportFileSchema>;

/** The newest export of this site, for readers to download: when it was written, and its files with their sizes in bytes. */
export type Export = { writtenOn: string; files: { name: ExportFile; bytes: number }[] };

const source = z.strictObject({ url: z.string(), title: z.string(), checked: z.iso.date() });
const text = z.string();
const day = z.iso.date();
const moment = z.iso.datetime();

export const headLineSchema = z.strictObject({
  is: z.literal("sidestack"),
  version: z.literal(1),
  /** What the texts of the catalog itself may be used for; those of data sets stand with their lines. */
  licence: text,
});

export const datasetLineSchema = z.strictObject({
  is: z.literal("dataset"),
  key: text,
  name: text,
  url: text,
  licence: text,
  licenceUrl: text.nullable(),
  attribution: text.nullable(),
  version: text.nullable(),
  importedAt: moment.nullable(),
});

export const categoryLineSchema = z.strictObject({
  is: z.literal("category"),
  path: text,
  level: z.enum(["layer", "category", "function"]),
  name: text,
  position: z.int(),
});

export const logoFileLineSchema = z.strictObject({
  is: z.literal("logo-file"),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.enum(["image/svg+xml", "image/png"]),
  base64: z.base64(),
});

/** A tool: its document as it stands, without the limits of forms, which were others when it was written. */
export const toolLineSchema = z.strictObject({
  is: z.literal("tool"),
  document: z.looseObject(toolDocumentSchema.shape).extend({
    description: text,
    features: z.array(z.object({ name: text, value: text, source })),
    links: z.array(z.object({ label: text, url: text })),
    integrations: z.array(storedSlugSchema),
    aliases: z.array(storedSlugSchema),
  }),
  origins: z.record(text, text),
  /** True: an editor keeps it. */
  isEdited: z.boolean(),
  checkedOn: day,
  createdAt: moment,
});

export const statementLineSchema = z.strictObject({
  is: z.literal("statement"),
  tool: storedSlugSchema,
  kind: z.enum(["pro", "con"]),
  text,
  note: text.nullable(),
  version: text.nullable(),
  sourceUrl: text.nullable(),
  position: z.int(),
  votes: z.int().min(0),
  /** As of when and by whom the votes were counted; null without votes. */
  asOf: text.nullable(),
  source: source.nullable(),
});

export const figureLineSchema = z.strictObject({
  is: z.literal("figure"),
  tool: storedSlugSchema,
  metric: text,
  role: z.enum(["imported", "snapshot"]),
  value: z.int().min(0),
  asOf: text,
  source,
});

export const externalIdLineSchema = z.strictObject({
  is: z.literal("external-id"),
  tool: storedSlugSchema,
  dataset: text,
  externalId: text,
  rowHash: text,
  vanishedAt: moment.nullable(),
});

export const valueLineSchema = z.strictObject({
  is: z.literal("value"),
  tool: storedSlugSchema,
  dataset: text,
  field: text,
  value: z.json(),
  version: text,
  seenAt: moment,
  vanishedAt: moment.nullable(),
});

export const stackupLineSchema = z.strictObject({
  is: z.literal("stackup"),
  slug: text,
  tools: z.array(storedSlugSchema),
  summary: text,
  claims: z.array(z.object({ topic: text, cells: z.array(z.object({ text, source })) })),
  choices: z.array(text),
  neither: text.nullable(),
  checkedOn: day,
  createdAt: moment,
  isEdited: z.boolean(),
});

export const stackLineSchema = z.strictObject({
  is: z.literal("stack"),
  slug: text,
  name: text,
  kind: z.enum(["member", "company", "project"]),
  origin: z.enum(["catalog", "extracted"]),
  dataset: text.nullable(),
  externalId: text.nullable(),
  rowHash: text,
  vanishedAt: moment.nullable(),
  url: text.nullable(),
  description: text,
  commit: text.nullable(),
  asOf: day,
  tools: z.array(
    z.strictObject({
      tool: storedSlugSchema.nullable(),
      name: text,
      layer: text.nullable(),
      version: text.nullable(),
      role: text.nullable(),
      reason: text.nullable(),
      replaced: text.nullable(),
      today: text.nullable(),
      since: text.nullable(),
      until: text.nullable(),
      confidence: z.number().nullable(),
      evidence: z.array(z.strictObject({ file: text, line: z.int().nullable(), commit: text.nullable() })),
    }),
  ),
});

export const exportLineSchema = z.discriminatedUnion("is", [
  headLineSchema,
  datasetLineSchema,
  categoryLineSchema,
  logoFileLineSchema,
  toolLineSchema,
  statementLineSchema,
  figureLineSchema,
  externalIdLineSchema,
  valueLineSchema,
  stackupLineSchema,
  stackLineSchema,
]);
export type ExportLine = z.infer<typeof exportLineSchema>;
