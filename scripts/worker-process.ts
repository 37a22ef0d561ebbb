import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import path from "node:path";
import { z } from "zod";

// The worker beside the site: a process of its own, so that a job that takes all of the memory or ends the process takes nothing
// from readers. It is started again when it ends by itself.

const root = path.resolve(import.meta.dirname, "..");
const readySchema = z.object({ ready: z.string() });

/** Seconds before it is started again, the first time, the second, and from then on. */
const PAUSES = [5, 30, 300];

/** Below the site: readers come first where the processor is short. */
const NICENESS = 10;

/** Starts the worker with an environment that names the database. What is returned ends it, and resolves when it has ended. */
export function runWorker(env: NodeJS.ProcessEnv): () => Promise<void> {
  let worker: ChildProcess | null = null;
  let restart: NodeJS.Timeout | null = null;
  let isStopping = false;
  let ends = 0;
  let ended: Promise<void> = Promise.resolve();
  const start = () => {
    const started = Date.now();
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "--conditions=react-server", path.join(root, "scripts/worker.ts")],
      // Its own group: Ctrl-C reaches the program that started it, which ends it before the database.
      { cwd: root, detached: true, stdio: ["ignore", "inherit", "inherit", "ipc"], env },
    );
    worker = child;
    try {
      if (child.pid) setPriority(child.pid, NICENESS);
    } catch {
      // It ended at once, or this system knows no such thing.
    }
    child.on("message", (message) => {
      const { data } = readySchema.safeParse(message);
      if (data) console.log(`✓ Worker: ${data.ready} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    });
    ended = new Promise((resolve) => {
      const end = (how: string) => {
        resolve();
        if (isStopping || worker !== child) return;
        worker = null;
        const pause = PAUSES[Math.min(ends, PAUSES.length - 1)] ?? 300;
        ends += 1;
        console.error(`✗ Worker: ended ${how}; the site goes on without it, and it is started again in ${pause} s`);
        restart = setTimeout(start, pause * 1000);
      };
      child.once("exit", (code, signal) => end(signal ? `by ${signal}` : `with code ${code}`));
      child.once("error", (error) => end(`before it began (${error.message})`));
    });
  };
  start();
  return async () => {
    isStopping = true;
    if (restart) clearTimeout(restart);
    worker?.kill("SIGTERM");
    const timeout = setTimeout(() => worker?.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(timeout);
  };
}
