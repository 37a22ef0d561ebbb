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
/** Settings, tests beside the code, and what tools have written: no sign of what the project is written in. */
const NO_CODE =
  /\.(?:config|min|d|stories|test|spec)\.[cm]?[jt]sx?$|_(?:test|spec)\.(?:go|rb|exs?|py|dart)$|(?:^|\/)(?:test_[^/]*\.py|\.[^/]*)$/;
/** Below this share of a project's code files, a language is a by-product: a script here, a config file there. */
const LEAST_SHARE = 0.04;
const LEAST_FILES = 3;
const LEAST_STYLES = 5;
/** However small their share, so many files are no by-product. */
const PLENTY = 60;

/** Languages with evidence, and the languages that any file of the project is written in, however few. */
export type LanguageCount = { found: { file: string; signal: Signal }[]; written: Set<string> };

/** Whether a slug is that of a language that files can be counted of. */
export function isCountedLanguage(slug: string): boolean {
  return Object.values(ENDS).includes(slug) && !STYLES.includes(slug) && !["vue", "svelte"].includes(slug);
}

/** The languages of a project by their share of its code files, outside the folders of tests, docs, examples and vendored code. */
export function countLanguages(files: readonly SourceFile[]): LanguageCount {
  const counts = new Map<string, { files: number; first: string }>();
  let total = 0;
  for (const { path } of files) {
    const language = ENDS[baseOf(path).toLowerCase().split(".").pop() ?? ""];
    if (!language || NO_CODE.test(path)) continue;
    if (placeOf(path) !== "project") continue;
    const count = counts.get(language) ?? { files: 0, first: path };
    count.files++;
    counts.set(language, count);
    if (!STYLES.includes(language)) total++;
  }
  const found = [...counts].flatMap(([language, { files: number, first }]): LanguageCount["found"] => {
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
  return { found, written: new Set(counts.keys()) };
}
