import type { Signal, SourceFile } from "@/cli/src/detect/finding";
import { placeOf } from "@/cli/src/detect/places";
import { baseOf } from "@/cli/src/detect/text";

/** Languages and what is written in files of its own, by the ends of file names. */
const ENDS: Record<string, string> = {
  c: "c",
  cc: "c-plus-plus",
  cpp: "c-plus-plus",
  cxx: "c-plus-plus",
  hpp: "c-plus-plus",
  cs: "c-sharp",
  razor: "c-sharp",
  dart: "dart",
  ex: "elixir",
  exs: "elixir",
  heex: "elixir",
  go: "go",
  java: "java",
  js: "javascript",
  cjs: "javascript",
  mjs: "javascript",
  jsx: "javascript",
  kt: "kotlin",
  kts: "kotlin",
  php: "php",
  py: "python",
  rb: "ruby",
  rs: "rust",
  scala: "scala",
  swift: "swift",
  ts: "typescript",
  tsx: "typescript",
  mts: "typescript",
  cts: "typescript",
  clj: "clojure",
  cljs: "clojure",
  cljc: "clojure",
  erl: "erlang",
  hs: "haskell",
  lua: "lua",
  pl: "perl",
  pm: "perl",
  r: "r",
  fs: "f-sharp",
  vue: "vue",
  svelte: "svelte",
  coffee: "coffeescript",
  elm: "elm",
  zig: "zig",
  scss: "sass",
  less: "less",
};
/** Written in files of their own, but no languages that programs are written in: they do not count in the shares. */
const STYLES = ["sass", "less"];
/** Below this share of a project's code files, a language is a by-product: a script here, a config file there. */
const LEAST_SHARE = 0.04;
const LEAST_FILES = 3;
const LEAST_STYLES = 5;
/** However small their share, so many files are no by-product. */
const PLENTY = 60;

/** The languages of a project by their share of its code files, outside the folders of tests, docs, examples and vendored code. */
export function countLanguages(files: readonly SourceFile[]): { file: string; signal: Signal }[] {
  const counts = new Map<string, { files: number; first: string }>();
  let total = 0;
  for (const { path } of files) {
    const language = ENDS[baseOf(path).toLowerCase().split(".").pop() ?? ""];
    if (!language || /\.(?:config|min|d|stories)\.[cm]?[jt]sx?$|(?:^|\/)\.[^/]*$/.test(path)) continue;
    if (placeOf(path) !== "project") continue;
    const count = counts.get(language) ?? { files: 0, first: path };
    count.files++;
    counts.set(language, count);
    if (!STYLES.includes(language)) total++;
  }
  return [...counts].flatMap(([language, { files: number, first }]) => {
    const share = number / Math.max(1, total);
    if (STYLES.includes(language)) {
      if (number < LEAST_STYLES) return [];
      const what = `${number} files of its kind`;
      return [{ file: first, signal: { ecosystem: "tool", name: language, scope: "run", what, confidence: 0.85 } }];
    }
    const isPlenty = number >= PLENTY && share >= LEAST_SHARE / 4;
    if (!isPlenty && (share < LEAST_SHARE || number < Math.min(LEAST_FILES, total))) return [];
    const confidence = share >= 0.15 ? 0.95 : share >= LEAST_SHARE ? 0.8 : 0.65;
    const percent = Math.max(1, Math.round(share * 100));
    const what = `${number} files, ${percent} % of the code files`;
    return [
      { file: first, signal: { ecosystem: "tool" as const, name: language, scope: "run" as const, what, confidence } },
    ];
  });
}
