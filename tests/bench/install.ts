import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { findFreePort } from "@/scripts/postgres";
import { root } from "@/scripts/steps";
import { onEnd } from "@/tests/bench/cleanup";
import { atMost, type Findings } from "@/tests/bench/report";
import { makeFolder, waitFor } from "@/tests/bench/site";

const MOST_SECONDS = 240;

/** The environment of a shell in which nobody runs npm: no paths into this checkout, none of npm's variables. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const ofNpm = Object.keys(process.env).filter((name) => /^(npm_.*|NODE_ENV|NODE_OPTIONS|INIT_CWD)$/i.test(name));
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => !folder.includes("node_modules"));
  return {
    ...process.env,
    PATH: folders.join(path.delimiter),
    ...Object.fromEntries(ofNpm.map((name) => [name, undefined])),
  };
}

/** The time from a clean clone of what is committed to its first page: `npm ci && npm start`. */
export async function measureInstall(): Promise<Findings> {
  const clone = path.join(makeFolder("clone"), "sidestack");
  const cloned = spawnSync("git", ["clone", "--quiet", root, clone], { stdio: "inherit" });
  if (cloned.status !== 0) throw new Error("the repository could not be cloned");
  const port = await findFreePort();
  const started = performance.now();
  const starter = spawn("npm ci --no-audit --no-fund && npm start", {
    cwd: clone,
    shell: true,
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...plainEnvironment(), PORT: String(port), HOST: "127.0.0.1" },
  });
  const stop = onEnd(async () => {
    if (starter.exitCode !== null || starter.pid === undefined) return;
    const ended = new Promise((resolve) => starter.once("exit", resolve));
    process.kill(-starter.pid, "SIGTERM");
    await ended;
  });
  await waitFor(`http://127.0.0.1:${port}/`, starter, 2 * MOST_SECONDS * 1000);
  const ready = performance.now();
  await stop();
  return {
    figures: [atMost("npm ci && npm start to the first page", (ready - started) / 1000, MOST_SECONDS, "s")],
    remarks: [],
  };
}
