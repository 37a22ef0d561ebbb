import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { applyMigrations } from "@/prisma/migrate";
import { CatalogError } from "@/prisma/read-catalog";
import { buildIcons } from "@/scripts/icons";
import { type EmbeddedPostgres, ensureDatabase, StartError, startPostgres } from "@/scripts/postgres";
import { runWorker } from "@/scripts/worker-process";

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, "..");

const settingsSchema = z.object({
  PORT: z.coerce
    .number({ error: "PORT must be a number" })
    .int("PORT must be a whole number")
    .min(1, "PORT must be between 1 and 65535")
    .max(65535, "PORT must be between 1 and 65535")
    .default(3000),
  HOST: z
    .string()
    .min(1, "HOST must not be empty: leave it out, or name an address of this machine")
    .default("0.0.0.0"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, "DATABASE_URL must begin with postgresql://")
    .optional(),
  /** Where the embedded PostgreSQL keeps its data. */
  DATA_FOLDER: z
    .string()
    .min(1, "DATA_FOLDER must not be empty: leave it out, or name a folder")
    .default(path.join(root, ".data")),
  /** Where the export of the catalog stands, for readers to download; beside the data unless it is named. */
  EXPORT_FOLDER: z.string().optional(),
  /** `off` leaves the jobs to `npm run worker`, or undone. */
  WORKER: z.enum(["on", "off"], { error: "WORKER must be on or off" }).default("on"),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Reads the settings from the environment. Throws a StartError that names each wrong one. */
export function readSettings(): Settings {
  const settings = settingsSchema.safeParse(process.env);
  if (!settings.success) throw new StartError(settings.error.issues.map((issue) => issue.message).join("\n  "));
  return settings.data;
}

/** Where the processes of this machine reach the site: a site that listens everywhere listens on the machine's own address too. */
export function internalUrl({ PORT, HOST }: Settings): string {
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}`;
}

/** Where the export of the catalog stands. */
export function exportFolder({ EXPORT_FOLDER, DATA_FOLDER }: Settings): string {
  return path.resolve(EXPORT_FOLDER || path.join(DATA_FOLDER, "export"));
}

/** Runs one step of the start and prints how it went: ✓ with what it found, or ✗ with what to do, which ends the program. */
export async function step<Result>(
  name: string,
  work: () => Promise<Result>,
  summarise: (result: Result) => string,
): Promise<Result> {
  const started = Date.now();
  try {
    const result = await work();
    console.log(`✓ ${name}: ${summarise(result)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    const isExpected = error instanceof StartError || error instanceof CatalogError;
    console.error(`✗ ${name}: ${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}`);
    throw new StepFailed(name);
  }
}

/** A step failed and has said why; the program only has to stop. */
export class StepFailed extends Error {}

/** Rejects with a StartError when something already listens on the port. */
export function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new StartError(
            `port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
          ),
        );
      } else if (error.code === "EACCES") {
        reject(
          new StartError(
            `port ${port} needs rights that this user does not have. Choose one above 1023: PORT=3000 npm start`,
          ),
        );
      } else reject(new StartError(`port ${port} on ${host} cannot be used: ${error.message}`));
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

/** The database that this run uses: its connection string, and the embedded server behind it when there is one. */
export type RunDatabase = { url: string; server: EmbeddedPostgres | null };

/** Why a connection failed, in words; a host with several addresses fails once for each of them. */
function connectionFault(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(connectionFault).join("; ");
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Connects once to see that the database is there. Rejects with a StartError that says why it is not. */
async function reachDatabase(url: string): Promise<void> {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client.on("error", () => {});
    try {
      await client.connect();
    } finally {
      await client.end().catch(() => {});
    }
  } catch (error) {
    throw new StartError(
      `the database in DATABASE_URL cannot be reached (${connectionFault(error)}). Start it or correct the address; without DATABASE_URL the embedded PostgreSQL is used.`,
    );
  }
}

/** Starts or reaches the database. With DATABASE_URL set, nothing is started. */
export async function openRunDatabase(settings: Settings): Promise<RunDatabase> {
  if (settings.DATABASE_URL) {
    await reachDatabase(settings.DATABASE_URL);
    return { url: settings.DATABASE_URL, server: null };
  }
  const server = await startPostgres(path.join(settings.DATA_FOLDER, "postgres"));
  await ensureDatabase(server, "sidestack");
  return { url: server.url("sidestack"), server };
}

/** Database, migrations and catalog, in this order; returns the database, or throws StepFailed. */
export async function prepareDatabase(settings: Settings): Promise<RunDatabase> {
  const database = await step("Database", () => openRunDatabase(settings), describeDatabase);
  try {
    await step(
      "Migrations",
      () => applyMigrations(database.url),
      (names) => (names.length === 0 ? "up to date" : `applied ${names.join(", ")}`),
    );
    await step(
      "Catalog",
      async () => {
        // Loaded here and not above: it needs the Prisma client, which a fresh checkout lacks until generate() has run.
        const { seed } = await import("@/prisma/seed");
        return seed(database.url);
      },
      ({ loaded, unchanged, kept }) =>
        `${loaded} files loaded, ${unchanged} unchanged${kept.length > 0 ? `, ${kept.length} left as edited here: ${kept.join(", ")}` : ""}`,
    );
  } catch (error) {
    await stopDatabase(database);
    throw error;
  }
  return database;
}

function describeDatabase({ url, server }: RunDatabase): string {
  if (!server) return `using ${new URL(url).host} from DATABASE_URL`;
  return `embedded PostgreSQL ${server.started ? "started" : "already running"} on port ${server.port}, data in ${server.dataFolder}`;
}

/** Stops the embedded server if this run started it. */
export async function stopDatabase({ server }: RunDatabase): Promise<void> {
  if (server?.started) await server.stop();
}

const SOURCES = [
  "app/**/*",
  "components/**/*",
  "lib/**/*",
  "prisma/schema.prisma",
  "prisma/catalog/logos.yaml",
  "scripts/icons.ts",
  "public/**/*",
  "next.config.ts",
  "proxy.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** A hash of everything that a build is made from. */
function hashSources(): string {
  const hash = createHash("sha256");
  for (const file of globSync(SOURCES, { cwd: root }).sort()) {
    const full = path.join(root, file);
    if (file.startsWith(path.join("lib", "generated"))) continue;
    try {
      hash.update(file).update(readFileSync(full));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EISDIR")) throw error;
    }
  }
  hash.update(process.env.SITE_URL ?? "");
  return hash.digest("hex");
}

function runTool(name: string, args: string[], env: Record<string, string> = {}): void {
  const tool = spawnSync(process.execPath, [path.join(root, "node_modules", name), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  if (tool.status !== 0) throw new StartError(`${path.basename(name)} failed:\n${tool.stdout}${tool.stderr}`);
}

/** Writes what is generated from sources and not kept in the repository: the Prisma client and the icons. */
export async function generate(): Promise<number> {
  // Generating needs no engine, but the CLI insists on one: any program will do.
  const engine = process.platform === "win32" ? process.execPath : "/bin/true";
  runTool("prisma/build/index.js", ["generate"], { PRISMA_SCHEMA_ENGINE_BINARY: engine });
  return buildIcons(root);
}

/** Builds the site unless the build at hand was made from the very same sources. */
export async function build(): Promise<"built" | "up to date"> {
  const mark = path.join(root, ".next", "built-from");
  const hash = hashSources();
  const results = [".next/BUILD_ID", "lib/generated/prisma/client.ts", "lib/generated/icons.json"];
  const isComplete = results.every((file) => existsSync(path.join(root, file)));
  if (isComplete && existsSync(mark) && readFileSync(mark, "utf8") === hash) return "up to date";
  rmSync(path.join(root, ".next"), { recursive: true, force: true });
  await generate();
  runTool("next/dist/bin/next", ["build"], { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  writeFileSync(mark, hash);
  return "built";
}

/** The secret that signs sessions where the operator set none: made once and kept beside the data, readable by this user alone. */
export function keepSecret(folder: string): string {
  const file = path.join(folder, "auth-secret");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(file, "utf8").trim();
}

/**
 * Removes the pages that an earlier run stored. Which of them a write had cleared was known to that run alone, and the catalog may
 * have changed since: each is made anew on its first view.
 */
function forgetStoredPages(): void {
  rmSync(path.join(root, ".next/server/route-cache"), { recursive: true, force: true });
}

/**
 * Threads that help V8 to collect garbage; Node takes four everywhere. Where there are fewer cores, they would keep both the site and
 * its database waiting each time that the whole heap is looked through.
 */
const HELPERS = Math.max(1, Math.min(4, availableParallelism() - 1));

/**
 * Runs Next, and beside it the worker, until it ends or the operator ends it, then stops the database. Ctrl-C and SIGTERM end
 * both first, so that requests and jobs under way still have their database. Returns the exit code.
 */
export async function serve(mode: "start" | "dev", settings: Settings, database: RunDatabase): Promise<number> {
  forgetStoredPages();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(settings.PORT),
    HOST: settings.HOST,
    DATABASE_URL: database.url,
    AUTH_SECRET: process.env.AUTH_SECRET || keepSecret(settings.DATA_FOLDER),
    INTERNAL_URL: process.env.INTERNAL_URL || internalUrl(settings),
    EXPORT_FOLDER: exportFolder(settings),
    NODE_ENV: mode === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const options = [`--v8-pool-size=${HELPERS}`, "--import", "tsx"];
  const site = spawn(process.execPath, [...options, path.join(root, "scripts/serve.ts")], {
    cwd: root,
    // Its own group: Ctrl-C reaches this program alone, which then ends the site before the database.
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
    env,
  });
  const stopWorker = mode === "start" && settings.WORKER === "on" ? runWorker(env) : async () => {};
  let workerEnd: Promise<void> | null = null;
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    console.log(`\n${signal === "SIGINT" ? "Ctrl-C" : signal}: stopping`);
    site.kill("SIGTERM");
    workerEnd = stopWorker();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
  const code = await new Promise<number>((resolve) => {
    site.once("exit", (exitCode) => resolve(isStopping ? 0 : (exitCode ?? 1)));
    site.once("error", () => resolve(1));
  });
  await (workerEnd ?? stopWorker());
  await stopDatabase(database);
  return code;
}
