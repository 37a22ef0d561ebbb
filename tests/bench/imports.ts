import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { ImportSource } from "@/lib/imports/schema";
import { applyMigrations } from "@/prisma/migrate";
import { ensureDatabase, startPostgres } from "@/scripts/postgres";
import { root } from "@/scripts/steps";
import { onEnd } from "@/tests/bench/cleanup";
import { atMost, type Findings, format } from "@/tests/bench/report";
import { makeFolder } from "@/tests/bench/site";
import { dataSets } from "@/tests/support/data-sets";

const FIRST_SECONDS = 30;
const SECOND_SECONDS = 10;
const MEGABYTES = 400;
/** How often the memory of the program is read, in milliseconds: the kernel keeps the peak, so seldom is enough. */
const EVERY = 100;

const packageSchema = z.object({ scripts: z.object({ import: z.string().startsWith("tsx ") }) });

/** The arguments of Node with which `npm run import` runs. */
function readFlags(): string[] {
  const { scripts } = packageSchema.parse(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
  return scripts.import.split(" ").slice(1);
}

const countSchema = z.coerce.number().int();

/** The most memory that a process has held so far, in MB; null once it is gone. */
function peakOf(pid: number | undefined): number | null {
  const file = `/proc/${pid}/status`;
  const kilobytes = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1] : undefined;
  return kilobytes ? Number(kilobytes) / 1000 : null;
}

/** Runs the command as an operator does. Returns its seconds, the peak of its memory in MB, and what it printed. */
export async function runImport(url: string, source: ImportSource, file: string, ...options: string[]) {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", ...readFlags(), source, file, ...options], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let [peak, text] = [0, ""];
  child.stdout.on("data", (piece) => {
    text += String(piece);
  });
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid) ?? 0);
  }, EVERY);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`the import ended with code ${code}: ${text}`);
  const count = (word: string) =>
    countSchema.parse((new RegExp(`([\\d,]+) ${word}`).exec(text)?.[1] ?? "0").replaceAll(",", ""));
  return { seconds: (performance.now() - started) / 1000, peak, changes: count("created") + count("updated"), text };
}

/** How long and with how much memory the real StackShare data set is imported, into an empty database and once more. */
export async function measureImports(): Promise<Findings> {
  const file = path.resolve(dataSets, "stackshare-tools.csv");
  if (!existsSync(file)) return { figures: [], remarks: [`Left out: ${file} is not here (setting DATA_SETS).`] };
  const server = await startPostgres(path.join(makeFolder("imports"), "postgres"));
  onEnd(() => server.stop());
  const prepare = async (name: string) => {
    await ensureDatabase(server, name);
    await applyMigrations(server.url(name));
    return server.url(name);
  };
  const url = await prepare("imports");
  const first = await runImport(url, "stackshare", file);
  const second = await runImport(url, "stackshare", file);
  // Told and not judged: the targets hold for what every operator may import, and these texts need StackShare's leave.
  const texts = await runImport(await prepare("texts"), "stackshare", file, "--with-texts");
  const told = (name: string, measured: string) => ({ name, measured, target: "none: told", isMet: null });
  return {
    figures: [
      atMost("StackShare tools.csv into an empty database", first.seconds, FIRST_SECONDS, "s"),
      atMost("Most memory of that program, in MB", first.peak, MEGABYTES),
      atMost("The same file again", second.seconds, SECOND_SECONDS, "s"),
      atMost("Tools that the second run changed", second.changes, 0, "", true),
      told("tools.csv with all its texts", format(texts.seconds, "s")),
      told("Most memory of that program, in MB", format(texts.peak)),
    ],
    remarks: [first.text.trim(), `Second run: ${format(second.peak)} MB`],
  };
}
