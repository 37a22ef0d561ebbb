import { execFile, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type EmbeddedPostgres,
  ensureDatabase,
  findFreePort,
  isRunning,
  StartError,
  startPostgres,
} from "@/scripts/postgres";

// Each test starts servers of its own in fresh folders; whatever it starts is stopped and removed after it.

// Each start takes its second, and more on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

const isRoot = process.getuid?.() === 0;
const root = path.resolve(import.meta.dirname, "../..");
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** True when every user may enter a folder. */
function isOpen(folder: string): boolean {
  const above = path.dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || isOpen(above));
}

/** A fresh folder that every user may enter. */
function createFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "sidestack-test-"));
  chmodSync(folder, 0o755);
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string, isDurable = false): Promise<EmbeddedPostgres> {
  const server = await startPostgres(folder, { isDurable });
  cleanups.push(() => server.stop());
  return server;
}

async function ask(server: EmbeddedPostgres, sql: string, database = "postgres"): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url(database) });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The number of the server's main process. */
function pidOf(server: EmbeddedPostgres): number {
  return Number(readFileSync(path.join(server.dataFolder, "postmaster.pid"), "utf8").split("\n")[0]);
}

/** Ends a server as a power cut would, and waits until it is gone. */
async function kill(server: EmbeddedPostgres): Promise<void> {
  const pid = pidOf(server);
  process.kill(pid, "SIGKILL");
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A number that no process has: that of one that has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

/** Changes the file in which a start notes how to reach its server. */
function rewriteState(folder: string, change: object): void {
  const file = path.join(folder, "postgres.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change }));
}

describe("a server that runs", () => {
  let folder = "";
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "sidestack-test-"));
    chmodSync(folder, 0o755);
    server = await startPostgres(folder, { isDurable: false });
    return async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    };
  });

  test("is taken up by the next start", async () => {
    const second = await startPostgres(folder);
    expect([second.started, second.port]).toEqual([false, server.port]);
    expect(second.url("x")).toBe(server.url("x"));
  });

  test("is taken over when its starter died, so that somebody stops it", async () => {
    rewriteState(folder, { ownerPid: deadPid() });
    const second = await startPostgres(folder);
    expect([second.started, second.port]).toEqual([true, server.port]);
    expect((await startPostgres(folder)).started, "now it has a living starter").toBe(false);
  });

  test.each([
    ["whose owner died", () => String(deadPid()), 0],
    ["without an owner", () => "", 0],
    ["that is no number", () => "npm start", 0],
    ["so old that its owner's number is another program's by now", () => String(process.pid), 3600],
  ])("is reached past a start.lock %s", async (_name, content, age) => {
    const lock = path.join(folder, "start.lock");
    writeFileSync(lock, content());
    utimesSync(lock, Date.now() / 1000 - age, Date.now() / 1000 - age);
    expect((await startPostgres(folder)).port).toBe(server.port);
    expect(readdirSync(folder).sort()).toEqual(["pgdata", "postgres.json"]);
  });

  test("is reached after the start that is under way", async () => {
    const lock = path.join(folder, "start.lock");
    writeFileSync(lock, String(process.pid));
    let isReleased = false;
    const starting = startPostgres(folder).then(() => isReleased);
    await new Promise((resolve) => setTimeout(resolve, 400));
    isReleased = true;
    rmSync(lock);
    expect(await starting).toBe(true);
  });

  test("gets a database once, whatever its name and however many ask at a time", async () => {
    for (const name of ["plain", "with \"quotes\" and 'more'", "ünïcode; DROP DATABASE plain"]) {
      await Promise.all([1, 2, 3, 4].map(() => ensureDatabase(server, name)));
      await ensureDatabase(server, name);
    }
    expect(await ask(server, "SELECT count(*)::int AS made FROM pg_database WHERE NOT datistemplate")).toEqual([
      { made: 4 },
    ]);
  });
});

describe("startPostgres", () => {
  test("starts in a folder that is not there yet, on this machine alone, for those who have the password", async () => {
    const folder = path.join(createFolder(), "a", "b");
    const server = await start(folder, true);
    expect(server.started).toBe(true);
    expect(server.dataFolder).toBe(path.join(folder, "pgdata"));
    expect(await ask(server, "SELECT current_user AS name")).toEqual([{ name: "sidestack" }]);
    expect(await ask(server, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(await ask(server, "SHOW fsync")).toEqual([{ fsync: "on" }]);
    expect(await ask(server, "SHOW server_encoding")).toEqual([{ server_encoding: "UTF8" }]);
    expect(await ask(server, "SELECT lower('ÄÉ') AS lower")).toEqual([{ lower: "äé" }]);
    expect(statSync(path.join(folder, "postgres.json")).mode & 0o077).toBe(0);
    const stranger = new pg.Client({ connectionString: server.url("postgres").replace(/:[^:@]+@/, ":wrong@") });
    await expect(stranger.connect()).rejects.toThrow(/password/);
    expect(readdirSync(folder).sort()).toEqual(["pgdata", "postgres.json"]);
  });

  test("two starts at once make one server", async () => {
    const folder = createFolder();
    const servers = await Promise.all([start(folder), start(folder), start(folder)]);
    expect(servers.filter((server) => server.started)).toHaveLength(1);
    expect(new Set(servers.map((server) => server.port)).size).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(["pgdata", "postgres.json"]);
  });

  test("keeps its data and its password over a stop", async () => {
    const folder = createFolder();
    const first = await start(folder);
    await ask(first, "CREATE TABLE kept AS SELECT 7 AS number");
    await first.stop();
    expect(existsSync(path.join(first.dataFolder, "postmaster.pid"))).toBe(false);
    await first.stop();
    const second = await start(folder);
    expect(second.started).toBe(true);
    expect(await ask(second, "SELECT number FROM kept")).toEqual([{ number: 7 }]);
    expect(new URL(second.url("x")).password).toBe(new URL(first.url("x")).password);
  });

  test("starts again at once after kill -9, with all that was committed", async () => {
    const folder = createFolder();
    const first = await start(folder, true);
    await ask(first, "CREATE TABLE kept AS SELECT 7 AS number");
    // One connection is at work when the server dies.
    const working = ask(first, "SELECT pg_sleep(60)").catch(() => {});
    await kill(first);
    await working;
    expect(existsSync(path.join(first.dataFolder, "postmaster.pid"))).toBe(true);
    const second = await start(folder, true);
    expect(second.started).toBe(true);
    expect(await ask(second, "SELECT number FROM kept")).toEqual([{ number: 7 }]);
  });

  test("starts though the number in a stale postmaster.pid belongs to another program by now", async () => {
    const folder = createFolder();
    const first = await start(folder);
    const file = path.join(first.dataFolder, "postmaster.pid");
    const lines = readFileSync(file, "utf8").split("\n").slice(1);
    const { uid, gid } = statSync(file);
    await first.stop();
    writeFileSync(file, [process.pid, ...lines].join("\n"), { mode: 0o600 });
    chownSync(file, uid, gid);
    expect((await start(folder)).started).toBe(true);
  });

  test.each([
    ["is gone", (file: string) => rmSync(file)],
    ["cannot be read", (file: string) => writeFileSync(file, "{")],
  ])("says what to do when the password file of a database %s, and leaves the database alone", async (_name, spoil) => {
    const folder = createFolder();
    const first = await start(folder);
    await first.stop();
    spoil(path.join(folder, "postgres.json"));
    const starting = startPostgres(folder);
    await expect(starting).rejects.toThrow(StartError);
    await expect(starting).rejects.toThrow(
      /password file .*postgres\.json\) is missing.*remove the folder to begin anew/,
    );
    expect(existsSync(path.join(first.dataFolder, "PG_VERSION"))).toBe(true);
    expect(existsSync(path.join(folder, "start.lock"))).toBe(false);
  });

  test("begins anew when the data was removed", async () => {
    const folder = createFolder();
    const first = await start(folder);
    await first.stop();
    rmSync(first.dataFolder, { recursive: true });
    expect((await start(folder)).started).toBe(true);
  });

  test("shows the end of the server's log when it does not start", async () => {
    const folder = createFolder();
    const first = await start(folder);
    await first.stop();
    writeFileSync(path.join(first.dataFolder, "postgresql.auto.conf"), "no_such_setting = 1\n");
    const starting = startPostgres(folder);
    await expect(starting).rejects.toThrow(StartError);
    await expect(starting).rejects.toThrow(/no_such_setting[\s\S]*Its log is .*server\.log/);
    expect(existsSync(path.join(folder, "start.lock"))).toBe(false);
  });

  test("says what to do when a file is in the way of the folder", async () => {
    const file = path.join(createFolder(), "file");
    writeFileSync(file, "");
    await expect(startPostgres(path.join(file, "postgres"))).rejects.toThrow(/cannot be made .*DATA_FOLDER/);
  });
});

describe.runIf(isRoot)("as root, whose PostgreSQL runs as another user", () => {
  test.each(["the folder", "a folder above it"])(
    "keeps binaries and data elsewhere when that user cannot enter %s",
    async (closed) => {
      const parent = createFolder();
      const folder = path.join(parent, "postgres");
      mkdirSync(folder);
      chmodSync(closed === "the folder" ? folder : parent, 0o700);
      const server = await start(folder);
      const home = path.dirname(server.dataFolder);
      cleanups.unshift(() => rmSync(home, { recursive: true, force: true }));
      expect(home).toMatch(/^\/var\/tmp\/sidestack-[0-9a-f]{12}$/);
      expect(await ask(server, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
      expect(readdirSync(folder)).toEqual(["postgres.json"]);
      await server.stop();
      const again = await start(folder);
      expect([again.started, again.dataFolder]).toEqual([true, server.dataFolder]);
    },
  );

  test("does not run what another user has put into the place outside", async () => {
    const parent = createFolder();
    chmodSync(parent, 0o700);
    const folder = path.join(parent, "postgres");
    const first = await start(folder);
    const home = path.dirname(first.dataFolder);
    cleanups.unshift(() => rmSync(home, { recursive: true, force: true }));
    await first.stop();
    chownSync(home, statSync(first.dataFolder).uid, statSync(first.dataFolder).gid);
    await expect(startPostgres(folder)).rejects.toThrow(/belongs to another user/);
  });

  test.runIf(isOpen(root))(
    "an ordinary user starts it in a folder of their own, and is told when a folder is not theirs",
    async () => {
      const parent = createFolder();
      const [uid, gid] = await Promise.all(
        ["-u", "-g"].map(async (flag) => Number((await promisify(execFile)("id", [flag, "postgres"])).stdout)),
      );
      const runAs = async (folder: string) => {
        const program = path.join(root, "tests/support/start-once.ts");
        const options = { cwd: root, uid, gid, env: { ...process.env, HOME: parent }, timeout: 60_000 };
        const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", program, folder], options);
        return JSON.parse(stdout);
      };
      const own = path.join(parent, "own");
      mkdirSync(own);
      chownSync(own, uid ?? 0, gid ?? 0);
      expect(await runAs(own)).toEqual({ started: true, dataFolder: path.join(own, "pgdata") });

      const rootsOwn = path.join(parent, "roots");
      mkdirSync(rootsOwn);
      expect(await runAs(rootsOwn)).toEqual({
        isStartError: true,
        message: expect.stringMatching(/cannot be written .*DATA_FOLDER/),
      });
      expect(await runAs(path.join(rootsOwn, "deeper"))).toEqual({
        isStartError: true,
        message: expect.stringMatching(/cannot be made .*DATA_FOLDER/),
      });
    },
  );
});

describe("findFreePort", () => {
  test("gives ports on which one can listen", async () => {
    const ports = await Promise.all([1, 2, 3].map(findFreePort));
    for (const port of ports) expect(port).toBeGreaterThan(1023);
  });
});

describe("isRunning", () => {
  test("tells a running process from one that has ended", () => {
    expect(isRunning(process.pid)).toBe(true);
    expect(isRunning(1), "also one of another user").toBe(true);
    expect(isRunning(deadPid())).toBe(false);
  });
});
