/** A file as the detector sees it: its path from the top of the project with forward slashes, and its text ("" where only the path matters). */
export type SourceFile = { path: string; text: string };

/** Where names come from: registries of packages, container images, and names that files and settings have. */
export const ECOSYSTEMS = [
  "npm",
  "pypi",
  "gem",
  "composer",
  "go",
  "cargo",
  "maven",
  "nuget",
  "hex",
  "swift",
  "pub",
  "image",
  "action",
  "terraform",
  "file",
  "env",
] as const;
export type Ecosystem = (typeof ECOSYSTEMS)[number];

/**
 * How a name is used where it was read. `run`: the program needs it; `peer`: whoever uses the package brings it; `optional`: it may be
 * there; `dev`: building or testing needs it; `ci`: only the pipeline names it.
 */
export type Scope = "run" | "peer" | "optional" | "dev" | "ci";

/** What a reader found in one file: a name in an ecosystem, or (`tool`) a tool that the file itself proves. */
export type Signal = {
  ecosystem: Ecosystem | "tool";
  name: string;
  version?: string;
  line?: number;
  scope: Scope;
  /** What stood there, in words: `"react": "^19.0.0"`. */
  what: string;
  /** How sure a tool is where the file does not settle it, 0 to 1. */
  confidence?: number;
  /** Folders of documents are where such a file lives. */
  inDocs?: boolean;
};

/** The exact version that a lock file holds for a name; `range` is what was asked for, where the lock file says so. */
export type LockedVersion = { ecosystem: Ecosystem; name: string; version: string; range?: string };

/** What a reader makes of a file. */
export type Reading = { signals: Signal[]; locked?: LockedVersion[] };

/** One kind of file: which paths it is about, and how their text is read. `read` may throw a ReadError. */
export type Reader = {
  name: string;
  matches: (path: string, base: string) => boolean;
  read: (file: SourceFile) => Reading;
};

/** Where a tool was seen. `line` counts from 1 and is missing where the file as a whole is the evidence. */
export type Evidence = { file: string; line?: number; what: string; confidence: number };

/** A tool of the project. `tool` is its slug in the catalog, null when the catalog does not have it; `layer` a layer of the catalog. */
export type Detection = {
  tool: string | null;
  /** The slug, or the slug that is suggested for a tool that the catalog does not have. */
  key: string;
  name: string;
  layer: string;
  version?: string;
  /** 0 to 1: see confidence.ts. */
  confidence: number;
  /** The best evidence first, at most 20. */
  evidence: Evidence[];
};

/** A file that was not read, and why. */
export type Warning = { file: string; reason: string };

/** A parser may quote the whole file in what it says. */
const LONGEST_REASON = 300;

/** A file that is not what its name says; the message says what is wrong with it. */
export class ReadError extends Error {
  constructor(message: string) {
    super(message.length > LONGEST_REASON ? `${message.slice(0, LONGEST_REASON)}…` : message);
  }
}
