import { z } from "zod";
import { daySchema, factKeys, lifecycleStateSchema, partialDateSchema } from "@/lib/tools/schema";

/** The data sets that can be imported, each with an adapter of its name in lib/imports/sources. */
export const importSources = [
  "stackshare",
  "cncf",
  "awesome-selfhosted",
  "endoflife",
  "explore",
  "stars",
  "remoteintech",
  "stack-file",
  "sidestack",
] as const;
export const importSourceSchema = z.enum(importSources);
export type ImportSource = z.infer<typeof importSourceSchema>;

/** Text in UTF-8, or a .tar.gz of such texts. */
export type FileKind = "text" | "gzip";

/** What is known of a data set: it stands in `datasets` and on /licences. */
export type DatasetInfo = {
  key: ImportSource;
  name: string;
  url: string;
  licence: string;
  licenceUrl: string;
  /** The words that the licence asks for beside its texts; null where it asks for none. */
  attribution: string | null;
  /** What one can bring, in a line, for the form and the help of the command. */
  file: string;
  /** What that file is, whatever its name says. */
  fileKind: FileKind;
  /** The largest file that is read, in bytes. */
  maxBytes: number;
  /** Whose its taglines and descriptions are, where its licence does not cover them: they are taken only when the operator asks. */
  textsOf: string | null;
  /** The day as of which its figures held, where the file cannot say: an operator may name another. */
  asOf: string | null;
};

/** Fields of a tool that a data set may fill. What it says is kept under these names in `imported_values`. */
export const importFields = ["name", "place", "kind", "tagline", "description", "lifecycle", ...factKeys] as const;
export type ImportField = (typeof importFields)[number];

/** A node of a category path: its slug and the name it gets if the tree lacks it. */
export type PlaceNode = { slug: string; name: string };
/** Where a data set puts a tool. */
export type Place = { layer: PlaceNode; category: PlaceNode; function: PlaceNode };

export const importedLifecycleSchema = z.strictObject({
  state: lifecycleStateSchema.exclude(["unknown", "active"]),
  since: partialDateSchema,
  note: z.string().min(8).max(300),
});
export type ImportedLifecycle = z.infer<typeof importedLifecycleSchema>;

/** A number of a data set; `asOf` null: as of the import's day of the data. */
export type ImportFigure = {
  metric: "stacks" | "followers" | "stars" | "forks" | "votes" | "company_stacks";
  role: "imported" | "snapshot";
  value: number;
  asOf: string | null;
};

/** One tool as a data set has it, cleaned and checked, before anybody knows which tool of ours it is. */
export type ToolRecord = {
  is: "tool";
  /** Under which name the data set knows it. */
  externalId: string;
  /** Where it stands: a line of the file, or the file of an archive. */
  at: string;
  name: string;
  /** The slug that it has there and keeps here; null: made from the name. */
  slug: string | null;
  /** Canonical address of its repository; see normaliseRepository. */
  repository: string | null;
  place: Place | null;
  /** Text fields and facts. */
  values: Partial<Record<Exclude<ImportField, "name" | "place" | "lifecycle">, string>>;
  lifecycle: ImportedLifecycle | null;
  figures: ImportFigure[];
  /** Other slugs that lead to it. */
  aliases: string[];
  /** Names of tools that it works with. */
  integrations: string[];
  /** What else the data set says: kept, not shown. */
  extra: Record<string, string | number | boolean | string[]>;
};

/** A tool that a stack of a data set names. */
export type StackRecordTool = {
  name: string;
  /** Its external id in another data set, where the file has one. */
  known: { dataset: ImportSource; externalId: string } | null;
  version: string | null;
  file: string | null;
};

/** What a company or a project builds with, as a data set has it. */
export type StackRecord = {
  is: "stack";
  externalId: string;
  at: string;
  name: string;
  slug: string;
  kind: "company" | "project";
  url: string | null;
  /** Day as of which it held; null: the import's. */
  asOf: string | null;
  tools: StackRecordTool[];
  /** True: tools that the catalog lacks wait for an editor. False: names are guesses from free text, and what is no tool is dropped. */
  keepsUnknown: boolean;
};

/** A row that cannot be taken, and why. */
export type Skip = { is: "skip"; at: string; reason: string };

/** The day of the data, where the file itself says it. */
export type DataDay = { is: "day"; day: string };

/** What an adapter yields for what it reads. `rows` counts the rows behind a record that stands for several. */
export type Entry = (ToolRecord | StackRecord | Skip | DataDay) & { rows?: number };

/** What an adapter is given beside its file. */
export type ReadOptions = { onBytes: (count: number) => void };

/** One data set: what is known of it, and how its file is read. An adapter knows nothing of the database. */
export type Adapter = {
  dataset: DatasetInfo;
  /** Whether a record that is no tool of ours becomes one; else it is skipped. */
  createsTools: boolean;
  /** Whether a file holds the whole data set, so that what it lacks has vanished. */
  isWhole: boolean;
  read: (file: string, options: ReadOptions) => AsyncIterable<Entry>;
};

/** A row that was skipped, as reports list it. */
export const skipSchema = z.object({ at: z.string(), reason: z.string() });

/** How many skipped rows a report lists one by one. */
export const SKIPS_LISTED = 1000;

export const importReportSchema = z.object({
  skips: z.array(skipSchema).default([]),
  /** Skipped rows by reason. */
  reasons: z.record(z.string(), z.number()).default({}),
  doubts: z.number().default(0),
  categories: z.number().default(0),
  functions: z.number().default(0),
  /** Rows that stood in another place than most of their kind: what was done with them. */
  notes: z.array(z.string()).default([]),
  error: z.string().nullable().default(null),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const importCounts = ["read", "created", "updated", "unchanged", "skipped", "vanished"] as const;
export type ImportCounts = Record<(typeof importCounts)[number], number>;

/** The outcome of an import. */
export type ImportResult = ImportCounts & {
  runId: number;
  report: ImportReport;
  /** Slugs of tools that were there before and whose pages changed. */
  slugs: string[];
  hasNewTools: boolean;
  hasNewCategories: boolean;
  /** Slugs of the stacks that changed, and of the tools that stand or stood in them. */
  stacks: string[];
  stackTools: string[];
};

/** The fields of the upload form that stand beside its file. */
export const uploadSchema = z.object({
  source: importSourceSchema,
  asOf: z.union([z.literal("").transform(() => null), daySchema]).default(null),
  withTexts: z.union([z.literal("on").transform(() => true), z.literal("").transform(() => false)]).default(false),
  isDryRun: z.union([z.literal("on").transform(() => true), z.literal("").transform(() => false)]).default(false),
});

export const runIdSchema = z.coerce.number().int().positive();

/** What an editor says of a doubtful row. */
export const doubtDecisionSchema = z.discriminatedUnion("decision", [
  z.object({ doubt: runIdSchema, decision: z.literal("matched"), tool: z.string().min(1).max(64).optional() }),
  z.object({ doubt: runIdSchema, decision: z.literal("separate") }),
  z.object({ doubt: runIdSchema, decision: z.literal("dismissed") }),
]);
export type DoubtDecision = z.infer<typeof doubtDecisionSchema>;

/** A run as the admin area shows it; `done` of `size` bytes are read. */
export type ImportRun = ImportCounts & {
  id: number;
  source: string;
  sourceName: string;
  fileName: string;
  version: string;
  isDryRun: boolean;
  status: "running" | "done" | "failed";
  done: number;
  size: number;
  report: ImportReport;
  startedAt: string;
  seconds: number | null;
  /** Handle of the editor who started it; null: the command line. */
  by: string | null;
};

/** A data set as /licences shows it. */
export type Dataset = {
  key: string;
  name: string;
  url: string;
  licence: string;
  licenceUrl: string | null;
  attribution: string | null;
  version: string | null;
  importedOn: string | null;
  tools: number;
  stacks: number;
};

/** A doubtful row as an editor sees it, with the tool that it may be. */
export type ImportDoubt = {
  id: number;
  source: string;
  sourceName: string;
  externalId: string;
  name: string;
  why: string;
  /** What the row says, in a few labelled lines. */
  says: { label: string; text: string }[];
  candidate: { slug: string; name: string; tagline: string; repository: string | null } | null;
};
