import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort } from "@/scripts/postgres";
import { onEnd } from "@/tests/bench/cleanup";

/** The folder of the checkout. */
export const root = path.resolve(import.meta.dirname, "../..");

/** Makes a temporary folder that goes when the bench ends. PostgreSQL's own user can enter it. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `sidestack-${name}-`));
  chmodSync(folder, 0o755);
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const LEFT_OUT = new Set([".git", ".data", "node_modules", "tests", "test-results", "playwright-report", "coverage"]);

/**
 * Builds the site in place and copies it, so that the pages that the bench makes the site store stay out of the
 * repository's build. Returns the folder of the copy.
 */
export function stageBuild(): string {
  const built = spawnSync(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", path.join(root, "scripts/build.ts")],
    { cwd: root, stdio: "inherit" },
  );
  if (built.status !== 0) throw new Error("the build failed");
  const stage = makeFolder("bench");
  cpSync(root, stage, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => {
      const inside = path.relative(root, from);
      return (
        !LEFT_OUT.has(inside) &&
        inside !== path.join(".next", "cache") &&
        inside !== path.join(".next", "server", "route-cache")
      );
    },
  });
  symlinkSync(path.join(root, "node_modules"), path.join(stage, "node_modules"));
  return stage;
}

/** A running site: its address, the process that `npm start` would be, and the port on which a debugger may ask to be let in. */
export type Site = { url: string; starter: ChildProcess; inspectPort: number; stop: () => Promise<void> };

/** Waits until an address answers with 200; rejects when the process behind it ends first or the time is over. */
export async function waitFor(url: string, starter: ChildProcess, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (starter.exitCode !== null || starter.signalCode !== null) throw new Error(`the process behind ${url} ended`);
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within ${milliseconds / 1000} s`);
}

/**
 * Starts the copy as `npm start` does, on a port of its own; its embedded PostgreSQL keeps its data in the copy, unless the
 * settings name a DATABASE_URL. The caller stops it.
 */
export async function startSite(stage: string, settings: Record<string, string> = {}): Promise<Site> {
  const [port, inspectPort] = [await findFreePort(), await findFreePort()];
  const starter = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/start.ts"], {
    cwd: stage,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_FOLDER: path.join(stage, "data"),
      NODE_OPTIONS: `--inspect-port=${inspectPort}`,
      // The worker is there as it is for readers; no job of it falls into a measurement.
      SCHEDULES: "off",
      ...settings,
    },
  });
  const stop = onEnd(async () => {
    if (starter.exitCode !== null) return;
    const ended = new Promise((resolve) => starter.once("exit", resolve));
    starter.kill("SIGTERM");
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  await waitFor(`${url}/api/health`, starter, 120_000);
  return { url, starter, inspectPort, stop };
}

/** Forgets the pages that the stopped copy stored, so that its next start begins like its first. */
export function forgetPages(stage: string): void {
  rmSync(path.join(stage, ".next/server/route-cache"), { recursive: true, force: true });
}
