import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort } from "@/scripts/postgres";

const root = path.resolve(import.meta.dirname, "../..");

/** One run of `npm start` with a port and a data folder of its own. */
export type SiteRun = {
  url: string;
  /** What it has printed so far, errors included. */
  output: () => string;
  /** Resolves with the exit code. */
  exit: Promise<number | null>;
  /** Resolves when the site answers; rejects with what was printed when the program ends before that. */
  ready: () => Promise<void>;
  /** Ctrl-C: every process in the foreground of a terminal gets SIGINT. Resolves when all have ended. */
  interrupt: () => Promise<void>;
  /** `kill -9` of every process of this run, the database among them on request. */
  kill: (options: { database: boolean }) => Promise<void>;
  /** The process number of its PostgreSQL; null when it does not run. */
  databaseProcess: () => number | null;
};

type ProcessEntry = { pid: number; parent: number };

/** All processes of this machine that have not ended. Slim containers have no `ps`, so Linux is asked itself. */
function listProcesses(): ProcessEntry[] {
  if (!existsSync("/proc/self/stat")) {
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" }).trim().split("\n");
    return lines.flatMap((line) => {
      const [pid, parent, state] = line.trim().split(/\s+/);
      return state?.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent) }];
    });
  }
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The second field is the program's name in brackets, which may hold anything.
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(")").at(-1)?.trim().split(" ") ?? [];
      return fields[0] === "Z" ? [] : [{ pid: Number(name), parent: Number(fields[1]) }];
    } catch {
      // It ended while it was looked at.
      return [];
    }
  });
}

function isAlive(pid: number): boolean {
  return listProcesses().some((entry) => entry.pid === pid);
}

function listFamily(pid: number): number[] {
  const all = listProcesses();
  const family = (parent: number): number[] =>
    all.filter((entry) => entry.parent === parent).flatMap((entry) => [entry.pid, ...family(entry.pid)]);
  return [...(all.some((entry) => entry.pid === pid) ? [pid] : []), ...family(pid)];
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

async function until(isDone: () => boolean | Promise<boolean>, seconds: number, what: () => string): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isDone())) {
    if (Date.now() > end) throw new Error(`${what()} (waited ${seconds} s)`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts the site with `npm start`, as an operator would, on the given port and data folder; `settings` are variables besides. */
export function runSite(port: number, dataFolder: string, settings: Record<string, string> = {}): SiteRun {
  const { DATABASE_URL: _, ...env } = process.env;
  const program = spawn("npm", ["start"], {
    cwd: root,
    // A group of its own, so that a signal can go to the whole run and to nothing else.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
    env: {
      ...env,
      ...{ PORT: String(port), HOST: "0.0.0.0", DATA_FOLDER: dataFolder, CONTACT_EMAIL: "" },
      // No job begins by itself in the middle of a test, and none would ask another host.
      SCHEDULES: "off",
      ...settings,
    },
  });
  const pid = program.pid ?? 0;
  const url = `http://localhost:${port}`;
  let printed = "";
  let hasEnded = false;
  program.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  program.stderr.on("data", (chunk) => {
    printed += chunk;
  });
  const exit = new Promise<number | null>((resolve) => {
    program.once("error", (error) => {
      printed += String(error);
      hasEnded = true;
      resolve(null);
    });
    program.once("close", (code) => {
      hasEnded = true;
      resolve(code);
    });
  });
  const databaseProcess = () => {
    const folder = databaseFolder(printed);
    const file = folder && path.join(folder, "postmaster.pid");
    if (!file || !existsSync(file)) return null;
    const number = Number(readFileSync(file, "utf8").split("\n")[0]);
    return isAlive(number) ? number : null;
  };
  const awaitEnd = (pids: number[]) =>
    until(
      () => !pids.some(isAlive),
      60,
      () => `the site did not end:\n${printed}`,
    );
  return {
    url,
    output: () => printed,
    exit,
    databaseProcess,
    ready: () =>
      until(
        async () => {
          if (hasEnded) throw new Error(`npm start ended before the site answered:\n${printed}`);
          return fetch(`${url}/api/health`).then(
            (response) => response.ok,
            () => false,
          );
        },
        540,
        () => `the site does not answer:\n${printed}`,
      ),
    interrupt: async () => {
      const family = listFamily(pid);
      if (family.length > 0) send(-pid, "SIGINT");
      await awaitEnd(family);
    },
    kill: async ({ database }) => {
      const server = database ? databaseProcess() : null;
      const family = [...listFamily(pid), ...(server ? listFamily(server) : [])];
      for (const member of family) send(member, "SIGKILL");
      await awaitEnd(family);
    },
  };
}

/** Where the database of a run keeps its data, as the run printed it. */
function databaseFolder(printed: string): string | null {
  return /data in (.+) \([\d.]+ s\)/.exec(printed)?.[1] ?? null;
}

/** A temporary data folder that PostgreSQL's user may enter too. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "sidestack-e2e-"));
  chmodSync(folder, 0o755);
  return folder;
}

/** Ends what still runs and removes the data folder, and the one beside it that root's PostgreSQL falls back to. */
export async function discard(run: SiteRun, dataFolder: string): Promise<void> {
  await run.interrupt().finally(() => run.kill({ database: true }));
  const fallback = path.dirname(databaseFolder(run.output()) ?? dataFolder);
  if (fallback.startsWith("/var/tmp/sidestack-")) rmSync(fallback, { recursive: true, force: true });
  rmSync(dataFolder, { recursive: true, force: true });
}

/** The port of the site under test; found once and handed on to the workers through the environment. */
export async function choosePort(): Promise<number> {
  process.env.E2E_PORT ??= String(await findFreePort());
  return Number(process.env.E2E_PORT);
}
