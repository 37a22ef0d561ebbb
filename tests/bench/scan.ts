import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import packages from "@/cli/data/packages.json";
import { detectFiles, wantsText } from "@/cli/src/detect/detect";
import type { SourceFile } from "@/cli/src/detect/finding";
import { mappingSchema } from "@/cli/src/detect/mapping";
import { scanProject } from "@/cli/src/project/scan";
import labelled from "@/tests/bench/precision/labels.json";

// Figures of the command line: how right its finds are in labelled repositories, how long a large tree takes, how fast the packed
// program starts. `tsx tests/bench/scan.ts [precision] [tree] [start] [--repositories <folder>]`; the folder holds bare
// repositories at <owner>+<name>/repo, and what is missing there is said.

const labelsSchema = z.array(
  z.strictObject({
    repository: z.string(),
    commit: z.string().regex(/^[0-9a-f]{40}$/),
    expected: z.array(z.string()),
    notes: z.string().optional(),
  }),
);
/** True of every repository here: said apart, so that they lift no figure. */
const TRIVIAL = ["git", "github"];
const root = path.resolve(import.meta.dirname, "../..");
const mapping = mappingSchema.parse(packages);
const { values: options, positionals } = parseArgs({
  options: { repositories: { type: "string", default: process.env.SCAN_REPOSITORIES }, verbose: { type: "boolean" } },
  allowPositionals: true,
});
const wants = (part: string) => positionals.length === 0 || positionals.includes(part);

function percent(part: number, whole: number): string {
  return whole === 0 ? "  –  " : `${((part / whole) * 100).toFixed(1)} %`;
}

/** The files of one commit of a bare repository, with the texts that the detector wants; null where the repository is not there. */
function readCommit(repository: string, commit: string): SourceFile[] | null {
  const bare = path.join(options.repositories ?? "", repository.replace("/", "+"), "repo");
  if (!options.repositories || !existsSync(bare)) return null;
  const git = (args: string[], input = "") =>
    execFileSync("git", ["-C", bare, ...args], { input, maxBuffer: 2 ** 31 - 1, stdio: ["pipe", "pipe", "ignore"] });
  const entries = git(["ls-tree", "-r", "-z", commit]).toString("utf8").split("\0").filter(Boolean);
  const files = entries.flatMap((entry) => {
    const found = /^100\d{3} blob ([0-9a-f]{40})\t([\s\S]+)$/.exec(entry);
    return found?.[1] && found[2] ? [{ id: found[1], path: found[2] }] : [];
  });
  const wanted = files.filter((file) => wantsText(file.path));
  const answer = git(["cat-file", "--batch"], wanted.map(({ id }) => `${id}\n`).join(""));
  const texts = new Map<string, string>();
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf("\n", at);
    const [id = "", , size] = answer.subarray(at, end).toString("utf8").split(" ");
    at = end + 1;
    // A snapshot may lack its largest files: "<id> missing".
    if (size === undefined) continue;
    texts.set(id, answer.subarray(at, at + Number(size)).toString("utf8"));
    at += Number(size) + 1;
  }
  return files.map((file) => ({ path: file.path, text: texts.get(file.id) ?? "" }));
}

function measurePrecision(): void {
  const all = { right: 0, wrong: 0, missed: 0 };
  console.log("repository                    tools  precision  recall   wrong / missed");
  for (const { repository, commit, expected } of labelsSchema.parse(labelled)) {
    const files = readCommit(repository, commit);
    if (!files) {
      console.log(`${repository.padEnd(28)}  not there: give --repositories <folder>`);
      continue;
    }
    const started = performance.now();
    const detections = detectFiles(files, mapping, { own: [repository.split("/")[1] ?? ""] });
    const found = detections.filter((tool) => tool.tool !== null).map(({ key }) => key);
    const seconds = (performance.now() - started) / 1000;
    const counted = (slug: string) => !TRIVIAL.includes(slug);
    const wrong = found.filter((slug) => counted(slug) && !expected.includes(slug));
    if (options.verbose)
      for (const { key, evidence } of detections.filter((one) => wrong.includes(one.key)))
        for (const { file, line, what, confidence } of evidence.slice(0, 3))
          console.log(`  + ${key}: ${file}:${line ?? ""} ${what} (${confidence})`);
    const missed = expected.filter((slug) => counted(slug) && !found.includes(slug));
    const right = found.filter(counted).length - wrong.length;
    all.right += right;
    all.wrong += wrong.length;
    all.missed += missed.length;
    console.log(
      [
        repository.padEnd(28),
        String(found.length).padStart(6),
        percent(right, right + wrong.length).padStart(10),
        percent(right, right + missed.length).padStart(8),
        `  +${wrong.join(" +")} -${missed.join(" -")} (${seconds.toFixed(1)} s)`,
      ].join(" "),
    );
  }
  const precision = percent(all.right, all.right + all.wrong);
  console.log(
    `all: precision ${precision}, recall ${percent(all.right, all.right + all.missed)}, without ${TRIVIAL.join(" and ")}`,
  );
}

/** A tree of 100,000 files: 500 packages of a monorepo, one manifest each, the rest code. */
function measureTree(): void {
  const folder = mkdtempSync(path.join(tmpdir(), "sidestack-tree-"));
  writeFileSync(path.join(folder, ".gitignore"), "dist/\n*.log\n");
  for (let number = 0; number < 500; number++) {
    const into = path.join(folder, `packages/p${number}/src`);
    mkdirSync(into, { recursive: true });
    writeFileSync(
      path.join(into, "../package.json"),
      JSON.stringify({ name: `p${number}`, dependencies: { react: "^19.0.0", pg: "^8.0.0" } }),
    );
    writeFileSync(path.join(into, "../.gitignore"), "*.tmp\n");
    for (let file = 0; file < 198; file++)
      writeFileSync(path.join(into, `m${file}.${file % 20 === 0 ? "yml" : "ts"}`), "export: 1\n");
  }
  const started = performance.now();
  const { files } = scanProject(folder, mapping);
  const seconds = (performance.now() - started) / 1000;
  rmSync(folder, { recursive: true, force: true });
  console.log(`tree: ${files.toLocaleString("en")} files in ${seconds.toFixed(1)} s (at most 10 s)`);
}

function fastest(command: string[]): number {
  const times = Array.from({ length: 15 }, () => {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, command, { stdio: "ignore" });
    if (status !== 0) throw new Error(`node ${command.join(" ")} ended with ${status}`);
    return performance.now() - started;
  });
  return Math.min(...times);
}

function measureStart(): void {
  execFileSync(process.execPath, ["--import", "tsx", path.join(root, "cli/build.ts")], { cwd: root, stdio: "inherit" });
  const program = path.join(root, "cli/dist/sidestack.js");
  const empty = fastest(["-e", "0"]);
  const start = fastest([program, "--version"]);
  const size = readFileSync(program).length / 1024;
  console.log(
    `start: ${start.toFixed(0)} ms, ${(start / empty).toFixed(1)} × node -e 0 (${empty.toFixed(0)} ms); ${size.toFixed(0)} KB`,
  );
}

if (wants("precision")) measurePrecision();
if (wants("tree")) measureTree();
if (wants("start")) measureStart();
