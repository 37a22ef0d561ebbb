import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "@playwright/test";

/** What the browser is started with: it runs as root in containers and asks nothing of the network beyond the tests. */
export const browserArguments = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome.exe"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

function findSystemBrowser(): string | null {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))), ...PLACES];
  return candidates.find((file) => existsSync(file)) ?? null;
}

function findDownloadedBrowser(): string | null {
  try {
    const file = chromium.executablePath();
    return existsSync(file) ? file : null;
  } catch {
    // Playwright has no build for this machine.
    return null;
  }
}

function runs(program: string, args: string[]): boolean {
  console.log(`No browser yet: ${[path.basename(program), ...args].join(" ")}`);
  return spawnSync(program, args, { stdio: "inherit", timeout: 600_000 }).status === 0;
}

function download(): string | null {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  return runs(process.execPath, [cli, "install", "chromium"]) ? findDownloadedBrowser() : null;
}

function installPackage(): string | null {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  return runs("apt-get", ["update"]) && runs("apt-get", ["install", "-y", "chromium"]) ? findSystemBrowser() : null;
}

/**
 * The browser that the tests drive: the one that E2E_BROWSER names, else a Chromium or Chrome of the system, else Playwright's
 * own download, else Debian's package where this runs as root. Throws, saying what to install, when there is none.
 */
export function findBrowser(): string {
  const named = process.env.E2E_BROWSER;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`E2E_BROWSER names ${named}, which does not exist.`);
  }
  const found = findSystemBrowser() ?? findDownloadedBrowser() ?? download() ?? installPackage();
  if (found) return found;
  throw new Error(
    "The browser tests need a browser and found none. Install Chromium or Chrome so that it is on PATH (Debian: apt-get install chromium), or run “npx playwright install chromium”, or name one in E2E_BROWSER.",
  );
}
