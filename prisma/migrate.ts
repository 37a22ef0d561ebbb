import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

// The Prisma CLI downloads a native schema engine when it runs, which a machine without that host cannot do. The same engine
// is published as WebAssembly; this file is the one place that drives it.

const root = path.resolve(import.meta.dirname);
const schemaFile = path.join(root, "schema.prisma");
const migrationsFolder = path.join(root, "migrations");
const noFilters = { externalTables: [], externalEnums: [] };

type EngineModule = typeof import("@prisma/schema-engine-wasm");
type EngineConstructor = EngineModule["SchemaEngine"];
type EngineGlue = WebAssembly.ModuleImports & {
  SchemaEngine: EngineConstructor;
  __wbg_set_wasm: (exports: WebAssembly.Exports) => void;
};

async function loadEngine(): Promise<EngineConstructor> {
  const require = createRequire(import.meta.url);
  const glueFile = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue: EngineGlue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = readFileSync(path.join(path.dirname(glueFile), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  return glue.SchemaEngine;
}

/** Prisma's adapter cuts a script at each semicolon, also within a function's body; PostgreSQL takes it whole, and all or nothing. */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error;
        const { code = "XX000", severity = "ERROR", message, detail, column, hint } = error;
        const { DriverAdapterError } = await import("@prisma/driver-adapter-utils");
        throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
      }
    };
    return adapter;
  }
}

let engineClass: Promise<EngineConstructor> | null = null;

/** Runs work with a schema engine that is bound to a database; frees the engine and closes its connections afterwards. */
async function withEngine<Result>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const { bindMigrationAwareSqlAdapterFactory } = await import("@prisma/driver-adapter-utils");
  engineClass ??= loadEngine();
  const Engine = await engineClass;
  // The engine never closes what it opened, so the pool is ours.
  const pool = new pg.Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool));
  try {
    const datamodels: [string, string][] = [["schema.prisma", readFileSync(schemaFile, "utf8")]];
    const engine = await Engine.new({ datamodels }, () => {}, adapter);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

function listMigrations(): MigrationList {
  const folders = readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: folders.map((folder) => ({
      path: folder,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(path.join(migrationsFolder, folder, "migration.sql"), "utf8") },
      },
    })),
  };
}

/**
 * Applies the migrations that the database lacks, in order, and records them in `_prisma_migrations` as Prisma's CLI would.
 * Returns their names; an empty list when the database was up to date. Rejects with the engine's message when one fails.
 */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: listMigrations(),
      filters: noFilters,
    });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that turns one schema text into another (`null`: an empty database). The engine needs any reachable PostgreSQL to
 * answer, and does not change it.
 */
export async function diffSchemas(databaseUrl: string, from: string | null, to: string): Promise<string> {
  return withEngine(databaseUrl, async (engine) => {
    const result = await engine.diff({
      from:
        from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: [{ path: "from.prisma", content: from }] },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: to }] },
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    return result.stdout ?? "";
  });
}

/** The schema text that stands in the project now. */
export function readSchema(): string {
  return readFileSync(schemaFile, "utf8");
}
