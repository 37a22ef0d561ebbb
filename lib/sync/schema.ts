import { z } from "zod";
import type { ToolName } from "@/lib/tools/schema";

/** Where figures of a tool are read. */
export const syncSources = ["github", "npm", "pypi", "stack-overflow", "docker-hub"] as const;
export const syncSourceSchema = z.enum(syncSources);
export type SyncSource = z.infer<typeof syncSourceSchema>;

/** A metric that is read elsewhere. */
export type SyncMetric =
  | "stars"
  | "forks"
  | "npm-downloads"
  | "pypi-downloads"
  | "stack-overflow-questions"
  | "docker-pulls";

/** Under what names the sources know things: nothing else is ever put into an address. */
export const syncKeySchemas: Record<SyncSource, z.ZodType<string>> = {
  github: z
    .string()
    .max(140)
    .regex(/^[\w.-]+\/[\w.-]+$/, "a repository is owner/name"),
  npm: z
    .string()
    .max(214)
    .regex(/^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, "a package of npm, in lower case"),
  pypi: z
    .string()
    .max(100)
    .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i, "a package of PyPI"),
  "stack-overflow": z
    .string()
    .max(35)
    .regex(/^[\p{L}\p{N}.#+-]+$/u, "a tag of Stack Overflow"),
  "docker-hub": z
    .string()
    .max(255)
    .regex(
      /^[a-z0-9_-]+\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/,
      "an image is namespace/name; official ones are library/name",
    ),
};

/** A page from which something is read: its key, and what was remembered of the last time. */
export type SyncTarget = {
  toolId: number;
  key: string;
  externalId: string | null;
  etag: string | null;
  observed: Observed;
};

/** What a source said beside figures. It is shown to editors and never written over what they keep. */
export const observedSchema = z.object({
  /** The repository's name as it is now; the tool's fact still says another. */
  movedTo: z.string().optional(),
  archived: z.boolean().optional(),
  /** SPDX identifier; null where the source names none. */
  licence: z.string().nullable().optional(),
  /** ISO 8601. */
  pushedAt: z.string().nullable().optional(),
  latestRelease: z.object({ tag: z.string(), publishedAt: z.string().nullable() }).nullable().optional(),
  releaseEtag: z.string().nullable().optional(),
  /** Figures of the last full answer, which “not changed” confirms. */
  figures: z.array(z.object({ metric: z.enum(["stars", "forks"]), value: z.number() })).optional(),
});
export type Observed = z.infer<typeof observedSchema>;

/** A figure as a source tells it, with the day as of which it holds (`YYYY-MM-DD`). */
export type SyncedFigure = { metric: SyncMetric; value: number; asOf: string };

/** What came of reading one target. */
export type Finding =
  | {
      kind: "read";
      figures: SyncedFigure[];
      /** The page that readers can open to see the same number. */
      source: { url: string; title: string };
      /** True when the source said that nothing changed. */
      isUnchanged?: boolean;
      externalId?: string;
      etag?: string | null;
      observed?: Observed;
    }
  | { kind: "gone"; reason: string }
  | { kind: "failed"; reason: string };

/** What a source answered; `fault` says why there was no readable answer at all, and then the status is 0. */
export type Answer = { status: number; headers: Headers; json: unknown; fault?: string };

/** A path of the source in, its answer out. Rejects with a SyncLimit when the source wants to be left alone for long. */
export type Ask = (path: string, headers?: Record<string, string>) => Promise<Answer>;

/** What an adapter has at hand: how to ask, how to hold back its next question for some milliseconds, and the day, `YYYY-MM-DD`. */
export type Conversation = { ask: Ask; rest: (milliseconds: number) => void; today: string };

/** The source asks to be left alone until then. */
export class SyncLimit extends Error {
  constructor(readonly until: Date) {
    super(`asked to wait until ${until.toISOString()}`);
  }
}

/** How one source is read. Findings come as they are made, in any order. */
export type Adapter = {
  source: SyncSource;
  read: (targets: readonly SyncTarget[], conversation: Conversation) => AsyncGenerator<[SyncTarget, Finding]>;
};

/** What one run did, in numbers of targets. */
export type SyncReport = {
  read: number;
  unchanged: number;
  gone: number;
  failed: number;
  /** Not tried, because of a limit or because the run was stopped. */
  left: number;
  /** Until when the source asked to be left alone (ISO 8601). */
  until: string | null;
  /** The first of what went wrong, as `tool: reason`. */
  faults: string[];
  /** Slugs of tools whose figures changed. */
  tools: string[];
};

/** `prisma/catalog/sync-keys.yaml`: under which keys a tool's figures are read. GitHub is not here: its key is the repository fact. */
export const syncKeysFileSchema = z.record(
  z.string(),
  z
    .strictObject({
      npm: syncKeySchemas.npm.optional(),
      pypi: syncKeySchemas.pypi.optional(),
      stackOverflow: syncKeySchemas["stack-overflow"].optional(),
      docker: syncKeySchemas["docker-hub"].optional(),
    })
    .refine((keys) => Object.keys(keys).length > 0, "name at least one key"),
);
export type SyncKeysFile = z.infer<typeof syncKeysFileSchema>;

/** A page with which something is wrong: it could not be read, or is called otherwise now. */
export type SyncTrouble = {
  source: SyncSource;
  key: string;
  tool: ToolName;
  error: string | null;
  movedTo: string | null;
  /** When it was last read (ISO 8601). */
  lastOk: string | null;
};

/** How many pages are read where, and the first of those with which something is wrong, of `total`. */
export type SyncBoard = {
  counts: { source: SyncSource; count: number; read: number }[];
  troubles: SyncTrouble[];
  total: number;
};
