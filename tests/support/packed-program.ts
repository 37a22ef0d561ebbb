import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeFolder } from "@/tests/support/folders";

const root = path.resolve(import.meta.dirname, "../..");

/** The packed program: its tarball's size in bytes, what is in it, and a way to run it with plain Node. */
export type PackedProgram = {
  size: number;
  files: string[];
  run: (args: string[], options?: RunOptions) => Promise<Run>;
  remove: () => void;
};
export type RunOptions = { cwd?: string; env?: Record<string, string>; input?: string };
export type Run = { code: number | null; out: string; err: string };

/** Packs the command line as it would be published, and unpacks it where nothing else is. */
export function packProgram(): PackedProgram {
  const folder = mkdtempSync(path.join(tmpdir(), "sidestack-packed-"));
  execFileSync("npm", ["pack", "--pack-destination", folder], { cwd: path.join(root, "cli"), stdio: "ignore" });
  const [tarball = ""] = readdirSync(folder);
  execFileSync("tar", ["-xzf", path.join(folder, tarball), "-C", folder]);
  const top = path.join(folder, "package");
  const program = path.join(top, "dist", "sidestack.js");
  return {
    size: statSync(path.join(folder, tarball)).size,
    files: readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(top, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
      .sort(),
    run: (args, { cwd = folder, env = {}, input } = {}) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [program, ...args], {
          cwd,
          env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: folder, NO_COLOR: "1", ...env },
        });
        const out: Buffer[] = [];
        const err: Buffer[] = [];
        child.stdout.on("data", (part: Buffer) => out.push(part));
        child.stderr.on("data", (part: Buffer) => err.push(part));
        child.stdin.end(input ?? "");
        child.on("close", (code) =>
          resolve({ code, out: Buffer.concat(out).toString("utf8"), err: Buffer.concat(err).toString("utf8") }),
        );
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The sign with which codes for colours begin. */
export const ESCAPE = "\u001b";

/** A folder of a small project: two packages and a database. */
export const makeProject = () =>
  makeFolder({
    "package.json": '{\n  "dependencies": {\n    "express": "^5.0.0",\n    "zod": "4.0.0"\n  }\n}\n',
    "compose.yaml": "services:\n  db:\n    image: postgres:16\n",
  });
